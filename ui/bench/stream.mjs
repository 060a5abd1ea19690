// Plays answers that stream in to the page, to a bare page and to pages of others, and prints what each
// costs; the last line is one JSON object.
//
//     node stream.mjs FOLDER PAGE
//
// FOLDER holds the updates of each answer and the packages of the others, PAGE the page over the host
// without a desktop. A piece comes every 16 ms, or with the next turn of the main thread if that is later.
// What a frame costs is the time in which the main thread works for it: taking in what came, and from the
// beginning of the frame's callbacks until the thread is free again, which is style, layout and painting.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { pause, serve, withPage } from "./webkit.mjs";

const [folder, page] = process.argv.slice(2);
const EVERY = 16;
/** So many pieces of 16 tokens are 20,000, at which others are measured. */
const SHORT = 1250;
const OTHERS = ["marked", "react-markdown"];

/** In the page: keeps the pieces until they are played. */
function keep(steps, first) {
  if (first) window.kept = [];
  window.kept.push(...steps);
}

/** In the page: plays what is kept with `window.take`, and notes when and how long each frame worked. */
function play(every) {
  const played = { frames: [], done: false };
  window.played = played;
  let work = 0;
  let last = 0;
  const channel = new MessageChannel();
  let began = 0;
  channel.port1.onmessage = () => {
    const now = performance.now();
    played.frames.push([began, work + (now - began)]);
    work = 0;
  };
  const frame = (at) => {
    if (played.done) return;
    began = performance.now();
    last = at;
    channel.port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  let next = 0;
  const start = performance.now();
  const piece = () => {
    const before = performance.now();
    window.take(window.kept[next]);
    work += performance.now() - before;
    next += 1;
    played.at = next;
    if (next < window.kept.length) setTimeout(piece, Math.max(0, every - (performance.now() - before)));
    else setTimeout(() => (played.done = true), 200);
  };
  setTimeout(piece, every);
  return start;
}

const result = () => (window.played.done ? window.played.frames : null);

const TAKE = {
  // The window's own page: the same batch that the host would send.
  errand: () => {
    const turn = window.measured.turn("t-measured", "c-heat", {
      prompt: "Tell me everything.",
      standing: "running",
      activity: { doing: "writing" },
      finished_at: null,
      parts: [{ type: "text", blocks: [], citations: [] }],
      parent: null,
      started_at: Date.now() + 1e6,
    });
    window.measured.push({ patch: "open", conversation: "c-heat" });
    setTimeout(() => window.measured.push({ patch: "turn", turn }), 500);
    window.take = ({ update }) =>
      window.measured.push({ patch: "blocks", turn: turn.id, position: 0, update, citations: null });
  },
  // The same words, appended to one element that scrolls.
  bare: () => {
    document.body.innerHTML =
      '<main style="height: 100vh; overflow: auto"><div style="max-width: 720px; margin: auto; white-space: pre-wrap; font: 16px/1.6 sans-serif"></div></main>';
    document.body.style.margin = "0";
    const main = document.querySelector("main");
    const words = main.firstElementChild;
    window.take = ({ text }) => {
      words.append(text);
      main.scrollTop = main.scrollHeight;
    };
  },
};

async function measure(page, steps, url, take, every = EVERY) {
  await page.open(url);
  // The window's page is there once it shows something; the others are there at once.
  await page.until("#app > *, body:not(:has(#app))");
  await pause(1000);
  await page.run(take);
  await pause(1000);
  for (let from = 0; from < steps.length; from += 200) await page.run(keep, steps.slice(from, from + 200), from === 0);
  await pause(500);
  const start = await page.run(play, every);
  for (;;) {
    await pause(1000);
    const frames = await page.run(result);
    if (frames) return summary(frames, start);
  }
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

function summary(frames, start) {
  const costs = frames.map(([, cost]) => cost);
  const sorted = [...costs].sort((a, b) => a - b);
  const fifth = Math.floor(frames.length / 5);
  const mean = (list) => list.reduce((sum, cost) => sum + cost, 0) / Math.max(1, list.length);
  return {
    p95: at(sorted, 0.95),
    worst: sorted.at(-1),
    growth: mean(costs.slice(-fifth)) / mean(costs.slice(0, fifth)),
    between: (frames.at(-1)[0] - start) / frames.length,
    total: costs.reduce((sum, cost) => sum + cost, 0),
  };
}

/** Builds the pages of the others beside their packages. */
async function buildOthers() {
  const root = join(folder, "others");
  cpSync(join(dirname(fileURLToPath(import.meta.url)), "others"), root, { recursive: true });
  await build({
    configFile: false,
    root,
    base: "./",
    logLevel: "error",
    mode: "production",
    build: {
      outDir: join(folder, "built"),
      emptyOutDir: true,
      rollupOptions: { input: OTHERS.map((name) => join(root, `${name}.html`)) },
    },
  });
}

const steps = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const rounded = (value) => Math.round(value * 100) / 100;
const only = process.env.ONLY?.split(",");

writeFileSync(join(folder, "bare.html"), "<!doctype html><title>bare</title>");
const server = await serve({ page, assets: join(page, "assets"), others: folder });
try {
  const measured = {};
  for (const name of ["prose", "fence", "table"].filter((name) => !only || only.includes(name))) {
    const all = steps(name);
    const ours = await withPage((page) => measure(page, all, `${server.address}/page/?measured`, TAKE.errand));
    const bare = await withPage((page) => measure(page, all, `${server.address}/others/bare.html`, TAKE.bare));
    measured[name] = { ours, bare };
    for (const [who, it] of Object.entries({ ours, bare }))
      console.log(
        `${name} ${who}: p95 ${rounded(it.p95)} ms, worst ${rounded(it.worst)} ms, last fifth of first ${rounded(it.growth)}, a frame every ${rounded(it.between)} ms, in all ${rounded(it.total)} ms`,
      );
  }
  const others = {};
  if (!only || only.includes("others")) {
    await buildOthers();
    const short = steps("prose").slice(0, SHORT);
    const ours = await withPage((page) => measure(page, short, `${server.address}/page/?measured`, TAKE.errand));
    for (const name of OTHERS) {
      const it = await withPage((page) =>
        measure(page, short, `${server.address}/others/built/${name}.html`, () => {}),
      );
      console.log(
        `20,000 tokens: ${name} works ${rounded(it.total)} ms on the main thread, the window ${rounded(ours.total)} ms`,
      );
      others[`vs_${name.replace("-", "_")}`] = rounded(it.total / ours.total);
    }
  }
  const worst = (of) => rounded(Math.max(...Object.values(measured).map(of)));
  console.log(
    JSON.stringify({
      growth: worst(({ ours }) => ours.growth),
      main_p95_ms: worst(({ ours }) => ours.p95),
      main_worst_ms: worst(({ ours }) => ours.worst),
      frames_of_bare: worst(({ ours, bare }) => ours.between / bare.between),
      ...others,
    }),
  );
} finally {
  server.close();
}
