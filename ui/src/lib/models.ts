// Abilities of a model as text.
import type { Abilities } from "../bindings/bridge";
import { m } from "./messages";

/** Known abilities, the most significant first; empty if nothing is known. */
export function canWords({ tools, images, thinking, context }: Abilities): string {
  const said = [
    images === true && m.models.can.images,
    images === false && m.models.can.noImages,
    tools === true && m.models.can.tools,
    tools === false && m.models.can.noTools,
    thinking === true && m.models.can.thinking,
    context !== null && m.models.can.context(context),
  ];
  return said.filter(Boolean).join(" · ");
}
