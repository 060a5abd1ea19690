import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { failure } from "../platform/fake";
import { firstMinute } from "../platform/fake-data/overviews";
import { byId, findId, openWindow } from "../test-window";

describe("the first minute", () => {
  it("opens on two doors and nothing else", async () => {
    await openWindow(firstMinute());
    expect(byId("door-gemini").textContent).toContain("Google may charge for what you use");
    expect(byId("door-gemini").textContent).not.toContain("sandbox");
    expect(byId("door-local")).toBeTruthy();
    expect(screen.queryByTestId("composer")).toBeNull();
  });

  it("names a wrong key and keeps what was typed, so that it can be mended", async () => {
    const { user } = await openWindow(firstMinute());
    await user.click(byId("door-gemini"));
    await user.type(byId("key-field"), "nonsense{Enter}");
    await screen.findByText("This key is not right");
    expect(byId("key-outcome").dataset.code).toBe("wrong_key");
    expect((byId("key-field") as HTMLInputElement).value).toBe("nonsense");
  });

  it.each(["no_permission", "region", "offline", "rate_limited", "quota"] as const)(
    "has words for %s",
    async (code) => {
      const { user } = await openWindow(firstMinute(), (host) =>
        host.on("connect_gemini", () => Promise.reject(failure(code, "raw"))),
      );
      await user.click(byId("door-gemini"));
      await user.type(byId("key-field"), "key{Enter}");
      await expect.poll(() => byId("key-outcome").dataset.code).toBe(code);
      expect(byId("key-outcome").textContent).not.toContain("raw");
    },
  );

  it("goes on with a right key, and the key is nowhere on the screen", async () => {
    const { user, asked } = await openWindow(firstMinute());
    await user.click(byId("door-gemini"));
    await user.type(byId("key-field"), "  AIza-right {Enter}");
    await findId("composer");
    expect(asked("connect_gemini")).toEqual([{ key: "AIza-right", base_url: null, session_only: false }]);
    expect(asked("set_settings")).toMatchObject([{ welcomed: true }]);
    expect(document.body.innerHTML).not.toContain("AIza-right");
  });

  it("offers this session's memory where there is no keychain", async () => {
    const { user, asked } = await openWindow(firstMinute(), (host) =>
      host.on("connect_gemini", async ({ session_only }) => {
        if (!session_only) throw failure("no_keychain");
        return "session" as const;
      }),
    );
    await user.click(byId("door-gemini"));
    expect(screen.queryByTestId("key-session")).toBeNull();
    await user.type(byId("key-field"), "AIza-1{Enter}");
    expect(((await findId("key-session")) as HTMLInputElement).checked).toBe(true);
    await user.click(byId("key-connect"));
    await findId("composer");
    expect(asked("connect_gemini").at(-1)).toMatchObject({ session_only: true });
  });

  it("shows the whole address before the page for keys is opened", async () => {
    const { user, asked } = await openWindow(firstMinute());
    await user.click(byId("door-gemini"));
    await user.click(screen.getByText("Get a key from Google"));
    expect(byId("link-address").textContent).toBe("https://aistudio.google.com/apikey");
    expect(asked("open_link")).toEqual([]);
    await user.click(byId("link-open"));
    expect(asked("open_link")).toEqual(["https://aistudio.google.com/apikey"]);
  });

  it("goes through the second door without a question", async () => {
    const { user, asked } = await openWindow(firstMinute());
    await user.click(byId("door-local"));
    await findId("composer");
    expect(asked("start_local")).toHaveLength(1);
  });

  it("says that no model is there, and takes a chosen file", async () => {
    let tries = 0;
    const { user, asked } = await openWindow(firstMinute(), (host) =>
      host.on("start_local", () => {
        tries += 1;
        if (tries === 1) throw failure("no_model", "No model file is here.", "Choose a GGUF file.");
        return { state: "ready" };
      }),
    );
    await user.click(byId("door-local"));
    expect((await findId("error")).dataset.code).toBe("no_model");
    await user.click(byId("choose-model"));
    await findId("composer");
    expect(asked("choose_model_file")).toHaveLength(1);
  });
});
