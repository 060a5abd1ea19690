// Models and agents, grouped by what they are good for, and filtered by words.
import type { About, Role, Who } from "../bindings/bridge";
import { m } from "../lib/messages";
import { wordsIn } from "../lib/text/fold";
import { nameOf } from "../lib/who";

export interface Group {
  key: string;
  name: string;
  list: readonly Who[];
}

const roles: readonly Role[] = [
  "quick",
  "thinker",
  "worker",
  "researcher",
  "painter",
  "speaker",
  "filmmaker",
  "own",
  "other",
];

/**
 * Groups: favourites first, then by role, retired ones last. Each entry is in one group only. With `query`, only those
 * with all of its words in their name, id, place, group or description.
 */
export function grouped(
  everyone: readonly Who[],
  favourites: readonly string[],
  about: (who: Who) => About | undefined,
  query: string,
): Group[] {
  const hasThem = wordsIn(query);
  const fits = (who: Who) =>
    hasThem(
      [
        nameOf(who),
        who.display_name ?? "",
        who.api_id,
        who.provider?.name ?? m.engine[who.engine],
        m.money.choosing.groups[who.role],
        m.who.role[who.role],
        about(who)?.good_for ?? who.own?.about ?? "",
      ].join(" "),
    );
  const found = everyone.filter(fits);
  const active = found.filter((who) => who.replaced_by === null);
  const favoured = favourites.flatMap((id) => active.find((who) => who.id === id) ?? []);
  const rest = active.filter((who) => !favoured.includes(who));
  const groups: Group[] = [
    { key: "favourites", name: m.money.choosing.favourites, list: favoured },
    ...roles.map((role) => ({
      key: role,
      name: m.money.choosing.groups[role],
      list: rest.filter((who) => who.role === role),
    })),
    { key: "retired", name: m.money.choosing.retired, list: found.filter((who) => who.replaced_by !== null) },
  ];
  return groups.filter((group) => group.list.length);
}
