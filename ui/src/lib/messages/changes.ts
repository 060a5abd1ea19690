// English words about what changed between two versions of a file.
import { plural } from "./format";

export const changeWords = {
  show: "What changed",
  hide: "Show the file",
  since: (when: string) => `Since the version of ${when}`,
  same: "Both versions say the same.",
  count: (added: number, removed: number) => `${plural(added, { one: "# row added or changed", other: "# rows added or changed" })}, ${plural(removed, { one: "# row removed or changed", other: "# rows removed or changed" })}`,
  leftOut: (rows: number) => plural(rows, { one: "# row as before", other: "# rows as before" }),
  before: "Before",
  after: "After",
  added: "Added",
  removed: "Removed",
  more: "There is more than is shown here.",
};
