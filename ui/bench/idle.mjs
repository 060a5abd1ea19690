// What the page costs while nothing happens, beside a bare text area and an empty page in the same WebKit. The last
// line is one JSON object.
//
//     node idle.mjs PAGE
//
// PAGE is the page over the host without a desktop. Processor time is that of the browser's own processes, from
// /proc; of its first seconds also what starting them takes, for the page and for an empty one alike.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pause, serve, withPage } from "./webkit.mjs";

const [page] = process.argv.slice(2);
/** How long it is looked at, in milliseconds. */
const WINDOW = 20_000;
const FIRST = 8_000;
/** A tick of the processor clock in /proc, in milliseconds. */
const TICK = 10;

/** Processor time of the browser that this program started, in milliseconds, by process. */
function spent() {
  const parents = new Map();
  const times = new Map();
  for (const pid of readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      parents.set(pid, Number(fields[1]));
      if (/\((WebKit(Web|Network)Pr|MiniBrowser)/.test(stat))
        times.set(pid, (Number(fields[11]) + Number(fields[12])) * TICK);
    } catch {
      // It has ended meanwhile.
    }
  }
  const ours = (pid) => pid === process.pid || (parents.has(pid) && pid > 1 && ours(parents.get(pid)));
  return new Map([...times].filter(([pid]) => ours(pid)));
}

/** Processor time that is spent while one waits, in percent of a core. */
async function percent(ms) {
  const before = spent();
  const began = performance.now();
  await pause(ms);
  const used = [...spent()].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0);
  return (100 * used) / (performance.now() - began);
}

const rounded = (n) => Math.round(n * 100) / 100;

/** What the page shows, and how one gets there. */
const SCREENS = {
  new: () => document.querySelector("[data-testid=nav-new]").click(),
  conversation: () => document.querySelector("[data-testid=conversation-item][data-standing=done]").click(),
  files: () => document.querySelector("[data-testid=nav-files]").click(),
  settings: () => document.querySelector("[data-testid=nav-settings]").click(),
};

const bare = mkdtempSync(join(tmpdir(), "errand-bare-"));
writeFileSync(join(bare, "empty.html"), "<!doctype html><title>Empty</title>");
writeFileSync(join(bare, "area.html"), "<!doctype html><title>Bare</title><textarea autofocus></textarea>");
const server = await serve({ page, assets: join(page, "assets"), bare });
try {
  const at = (path) => `${server.address}/${path}`;
  const first = (path) =>
    withPage(async (browser) => {
      await browser.open(at(path));
      await pause(FIRST);
      return [...spent().values()].reduce((sum, ms) => sum + ms, 0);
    });
  const firstEmpty = await first("bare/empty.html");
  const firstPage = await first("page/index.html");
  console.log(`first ${FIRST / 1000} s: ${firstPage} ms of a core, an empty page ${firstEmpty} ms`);
  const measured = await withPage(async (browser) => {
    await browser.open(at("bare/area.html"));
    await pause(2_000);
    const area = await percent(WINDOW);
    console.log(`a bare text area with the caret: ${area.toFixed(2)} %`);

    await browser.open(at("page/index.html"));
    await browser.until("[data-testid=stop-line]");
    // Nothing may run: a clock that counts is not rest.
    await browser.run(() => document.querySelector("[data-testid=stop-line]").click());
    await browser.until("[data-testid=stop-yes]");
    await browser.run(() => document.querySelector("[data-testid=stop-yes]").click());
    let [rest, caret] = [0, 0];
    for (const [name, go] of Object.entries(SCREENS)) {
      await browser.run(go);
      await pause(3_000);
      if (await browser.run(() => document.hasFocus() && document.activeElement?.matches("textarea, input"))) {
        const here = await percent(WINDOW);
        caret = Math.max(caret, here);
        console.log(`${name} with the caret: ${here.toFixed(2)} %, ${(here / area).toFixed(2)} of the bare text area`);
      }
      await browser.run(() => document.activeElement?.blur());
      // WebKit collects garbage for some seconds after the last thing that happened.
      await pause(12_000);
      const here = await percent(WINDOW);
      rest = Math.max(rest, here);
      console.log(`${name} without focus: ${here.toFixed(2)} %`);
    }
    if (caret === 0) throw new Error("The caret blinked nowhere.");
    return {
      idle_percent: rounded(rest),
      idle_of_bare_caret: rounded(caret / area),
      first_seconds_of_empty: rounded(firstPage / firstEmpty),
    };
  });
  console.log(JSON.stringify(measured));
} finally {
  server.close();
  rmSync(bare, { recursive: true });
}
