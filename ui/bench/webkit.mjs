// A page in the WebKit of the real window: MiniBrowser on a virtual display, driven over WebDriver.
import { spawn } from "node:child_process";
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const BROWSER = [
  "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
  "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
  "/usr/lib/webkit2gtk-4.1/MiniBrowser",
].find(existsSync);

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css" };
/** Without a graphics card Errand lets the processor paint (`src-tauri/src/renderer.rs`). */
const hasCard = existsSync("/dev/dri") && readdirSync("/dev/dri").some((name) => name.startsWith("renderD"));
const PAINTING = hasCard ? {} : { WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1" };

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Serves folders by the first part of the path; gives the address and how to end it. */
export async function serve(folders) {
  const server = createServer((request, response) => {
    const [, first, ...rest] = new URL(request.url, "http://localhost").pathname.split("/");
    const file = first in folders && join(folders[first], normalize(`/${rest.join("/") || "index.html"}`));
    if (!file || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Starts a display and a browser, hands a page to `use`, and ends both. */
export async function withPage(use) {
  if (!BROWSER) throw new Error("WebKitGTK's MiniBrowser is not installed.");
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = await new Promise((done, fail) => {
    screen.on("exit", () => fail(new Error("Xvfb did not start.")));
    screen.stdio[3].once("data", (data) => done(`:${String(data).trim()}`));
  });
  const port = 20_000 + (process.pid % 20_000);
  const env = { ...process.env, ...PAINTING, DISPLAY: display, GDK_BACKEND: "x11" };
  delete env.WAYLAND_DISPLAY;
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  let session;
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        await ask("GET", "/status");
        break;
      } catch (error) {
        if (tries > 100) throw error;
        await pause(100);
      }
    }
    const options = { binary: BROWSER, args: ["--automation"] };
    const { sessionId } = await ask("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
    });
    session = `/session/${sessionId}`;
    await ask("POST", `${session}/timeouts`, { script: 3_600_000, pageLoad: 60_000 });
    await ask("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 800 });
    return await use({
      open: (url) => ask("POST", `${session}/url`, { url }),
      /** Runs a function in the page. */
      run: (work, ...args) =>
        ask("POST", `${session}/execute/sync`, { script: `return (${work})(...arguments)`, args }),
      /** Waits for an element. */
      until: async (selector) => {
        for (let tries = 0; tries < 200; tries += 1) {
          if (
            await ask("POST", `${session}/execute/sync`, {
              script: "return !!document.querySelector(arguments[0])",
              args: [selector],
            })
          )
            return;
          await pause(50);
        }
        throw new Error(`${selector} did not come.`);
      },
    });
  } finally {
    if (session) await ask("DELETE", session).catch(() => {});
    driver.kill();
    screen.kill();
  }
}
