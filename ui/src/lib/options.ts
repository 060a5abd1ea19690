// Options of a turn.
import type { Choices, Options } from "../bindings/bridge";

export const noOptions: Options = {
  thinking: null,
  length: null,
  temperature: null,
  instructions: null,
  voice: null,
  shape: null,
  size: null,
  duration: null,
};

/** Returns true if there is anything to choose. */
export const hasChoices = (c: Choices | undefined): c is Choices =>
  c !== undefined &&
  (c.length ||
    c.temperature ||
    c.instructions ||
    [c.thinking, c.voices, c.shapes, c.sizes, c.durations].some((all) => all.length > 0));

/** Returns the number of set options that this model or agent supports. */
export function countSet(options: Options, c: Choices): number {
  const { thinking, length, temperature, instructions, voice, shape, size, duration } = options;
  return [
    thinking !== null && c.thinking.includes(thinking),
    length !== null && c.length,
    temperature !== null && c.temperature,
    instructions !== null && instructions.trim() !== "" && c.instructions,
    voice !== null && c.voices.includes(voice),
    shape !== null && c.shapes.includes(shape),
    size !== null && c.sizes.includes(size),
    duration !== null && c.durations.includes(duration),
  ].filter(Boolean).length;
}
