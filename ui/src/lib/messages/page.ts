// Messages with values: frame, first page, search and dialogs.
import type { ErrorCode, Standing } from "../../bindings/bridge";
import { span } from "./format";
import { say } from "./language.svelte";

/** Outcomes of trying a key, by error code. */
export type Named = Partial<Record<ErrorCode, { title: string; say: string }>>;

export const page = {
  remove: (name: string) => say("remove", { name }),
  /** Label for one of several items: "Save: report.md". */
  of: (what: string, which: string | number) => say("of", { what, which }),
  /** Label with its keyboard shortcut. */
  withKey: (what: string, key: string) => say("withKey", { what, key }),
  announceElsewhere: (title: string, what: string) => say("announceElsewhere", { title, what }),
  announce: {
    running: () => "",
    needs_you: (job: boolean) => say("announce-needs_you", { job }),
    done: (job: boolean) => say("announce-done", { job }),
    failed: (job: boolean) => say("announce-failed", { job }),
    stopped: () => say("announce-stopped"),
  } satisfies Record<Standing, (job: boolean) => string>,
  nav: {
    running: (n: number) => say("nav-running", { n }),
  },
  welcome: {
    keyTitle: (owner: string) => (owner === "Google" ? say("welcome-geminiKey") : say("welcome-keyFor", { owner })),
    keyGet: (owner: string) => say("welcome-keyGet", { owner }),
    connecting: (owner: string) => say("welcome-connecting", { owner }),
  },
  outcome: (owner: string): Named => ({
    wrong_key: { title: say("outcome-wrong_key"), say: say("outcome-wrong_key.say", { owner }) },
    no_permission: { title: say("outcome-no_permission"), say: say("outcome-no_permission.say", { owner }) },
    region: { title: say("outcome-region"), say: say("outcome-region.say", { owner }) },
    offline: { title: say("outcome-offline"), say: say("outcome-offline.say", { owner }) },
    rate_limited: { title: say("outcome-rate_limited"), say: say("outcome-rate_limited.say", { owner }) },
    quota: { title: say("outcome-quota"), say: say("outcome-quota.say", { owner }) },
    no_keychain: { title: say("outcome-no_keychain"), say: say("outcome-no_keychain.say") },
  }),
  start: {
    title: (hour: number) =>
      hour < 5
        ? say("start-late")
        : hour < 12
          ? say("start-morning")
          : hour < 18
            ? say("start-afternoon")
            : say("start-evening"),
    /** Suggestions to try with Gemini, and with the model of this computer. */
    things: {
      gemini: () => [
        {
          title: say("start-tries-explain"),
          line: say("start-tries-explain.line"),
          agent: false,
          text: say("start-tries-explain.text"),
        },
        {
          title: say("start-tries-compare"),
          line: say("start-tries-compare.line"),
          agent: true,
          text: say("start-tries-compare.text"),
        },
        {
          title: say("start-tries-plan"),
          line: say("start-tries-plan.line"),
          agent: true,
          text: say("start-tries-plan.text"),
        },
      ],
      local: () => [
        {
          title: say("start-tries-findDate"),
          line: say("start-tries-findDate.line"),
          agent: false,
          text: say("start-tries-findDate.text"),
        },
        {
          title: say("start-tries-askShort"),
          line: say("start-tries-askShort.line"),
          agent: false,
          text: say("start-tries-askShort.text"),
        },
      ],
    },
  },
  who: {
    retired: (by: string) => say("who-retired", { by }),
    goes: (host: string) => say("who-goes", { host }),
    with: (model: string) => say("who-with", { model }),
    at: (model: string, provider: string) => say("who-at", { model, provider }),
  },
  palette: {
    theme: (name: string) => say("palette-theme", { name }),
  },
  shortcuts: {
    note: (find: string, help: string) => say("shortcuts-note", { find, help }),
  },
  stopAsk: {
    title: (job: boolean) => say("stopAsk-title", { job }),
    say: (ms: number) => say("stopAsk-say", { ms: span(ms) }),
  },
  quit: {
    title: (n: number) => say("quit-title", { n }),
    say: (n: number) => say("quit-say", { n }),
  },
  errors: {
    get unconfirmed() {
      return {
        code: "unconfirmed" as const,
        message: say("errors-unconfirmed-message"),
        hint: say("errors-unconfirmed-hint"),
      };
    },
  },
};
