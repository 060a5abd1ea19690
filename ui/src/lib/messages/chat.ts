// Messages with values: conversations.
import type { Activity, Attachment, CarriedView, Kind, Leaving } from "../../bindings/bridge";
import { hostOf } from "../text/links";
import { and, bytes, quoted, span, upper } from "./format";
import { say } from "./language.svelte";
import { usingTool } from "./tools";

const LANGUAGES: Record<string, string> = { python: "Python", javascript: "JavaScript", js: "JavaScript" };

/** Name of a programming language, for use after "Running". */
export function languageOf(language: string): string {
  if (language === "bash" || language === "sh") return say("activity-shell");
  return LANGUAGES[language] ?? (language || say("activity-code"));
}

const filesOf = (n: number, size: number) => say("composer-leaves-filesOf", { n, size: bytes(size) });

export const chat = {
  activity(a: Activity, now: number, kind: Kind = "job"): string {
    switch (a.doing) {
      case "sending":
        return say("activity-sending");
      case "queued":
        return say("activity-queued");
      case "starting":
        return say("activity-starting");
      case "thinking":
        return say("activity-thinking");
      case "writing":
        return say("activity-writing");
      case "running_code":
        return say("activity-runningCode", { language: languageOf(a.language) });
      case "searching":
        return a.queries[0]
          ? say("activity-searchingFor", { queries: quoted(a.queries[0]) })
          : say("activity-searching");
      case "reading":
        return a.urls.length > 1
          ? say("activity-reading", { n: a.urls.length })
          : say("activity-readingOne", { host: a.urls[0] === undefined ? say("activity-aPage") : hostOf(a.urls[0]) });
      case "using_tool":
        return usingTool(a.name);
      case "waiting_for_network":
        return say("activity-waitingForNetwork");
      case "waiting_for_server":
        return a.until > now
          ? say("activity-waitingForServer", { span: span(a.until - now) })
          : say("activity-tryingAgain");
      case "trying_again":
        return a.until > now
          ? say("activity-tryingAgainIn", { span: span(a.until - now) })
          : say("activity-tryingAgain");
      case "waiting_for_you":
        return say("activity-waitingForYou");
      case "reconnecting":
        return say("activity-reconnecting");
      case "checking":
        return say("activity-checking");
      case "silent":
        return say("activity-silent", { span: span(now - a.since) });
      case "stopping":
        return say("activity-stopping");
      case "fetching":
        return a.total
          ? say("activity-savingFiles", { done: a.done, total: a.total })
          : kind === "job"
            ? say("activity-lookingForFiles")
            : say("activity-finishing");
      case "unconfirmed":
        return say("activity-unconfirmed");
    }
  },
  composer: {
    leaves: {
      gemini: (words: boolean, files: readonly Attachment[], owner: string) => {
        const size = files.reduce((sum, f) => sum + f.size, 0);
        const what = [
          ...(words || !files.length ? [say("composer-leaves-yourWords")] : []),
          ...(files.length ? [filesOf(files.length, size)] : []),
        ];
        return say("composer-leaves-goes", { what: upper(and(what)), owner });
      },
      model: (words: boolean, files: number, host: string) => {
        const what = [
          ...(words || !files ? [say("composer-leaves-yourWords")] : []),
          ...(files ? [say("composer-leaves-whatIsRead", { n: files })] : []),
        ];
        return say("composer-leaves-goesToModel", { what: upper(and(what)), host });
      },
      tools: (hosts: readonly string[]) => say("composer-leaves-tools", { hosts: and(hosts) }),
      earlier: ({ turns, files, bytes: size, host, is_google }: Leaving) => {
        const what = [say("composer-leaves-turns", { n: turns }), ...(files ? [filesOf(files, size)] : [])];
        return say("composer-leaves-goesAlong", { host: is_google ? "Google" : host, what: and(what) });
      },
    },
    network: {
      off: (owner: string) =>
        owner === "Google" ? say("composer-network-offGoogle") : say("composer-network-offAt", { owner }),
      research: (owner: string) => say("composer-network-research", { owner }),
    },
    background: {
      gemini: (owner: string) => say("composer-background-gemini", { owner }),
      local: () => say("composer-background-local"),
    },
    notRead: (name: string) => say("composer-notRead", { name }),
    refused: (n: number) => say("composer-refused", { n }),
  },
  chat: {
    thought: (ms: number | null) =>
      ms === null || ms < 500 ? say("chat-thoughtShort") : say("chat-thoughtFor", { span: span(ms) }),
    source: (n: number, title: string) => say("chat-source", { n, title }),
    branch: (i: number, n: number) => say("chat-branch", { i, n }),
    branchLabel: (i: number, n: number) => say("chat-branchLabel", { i, n }),
    carried: ({ why, turns, turns_left_out, files, files_left_out }: CarriedView) =>
      [
        turns ? say(`chat-told-${why}`) : say(`chat-fresh-${why}`),
        files ? say("chat-putBack", { n: files }) : "",
        turns_left_out ? say("chat-noRoom", { n: turns_left_out }) : "",
        files_left_out.length ? say("chat-leftOut", { names: and(files_left_out) }) : "",
      ]
        .filter(Boolean)
        .join(" "),
    tokens: (n: number) => say("chat-tokens", { n }),
    deleteTitle: (title: string) => say("chat-deleteTitle", { title }),
    deleteSay: ({
      many = false,
      files,
      running,
      here,
      elsewhere,
      told,
    }: {
      many?: boolean;
      files: number;
      running: boolean;
      here: boolean;
      elsewhere: boolean;
      told: readonly string[];
    }) => {
      const withFiles = many
        ? say("chat-deletes-manyWithFiles", { n: files })
        : say("chat-deletes-allWithFiles", { n: files });
      const what = files ? withFiles : say("chat-deletes-all");
      return [
        many && here ? say("chat-deletes-firstMany", { what }) : say("chat-deletes-first", { what, sandbox: here }),
        ...(running ? [many ? say("chat-deletes-runningMany") : say("chat-deletes-running")] : []),
        ...(elsewhere ? [many ? say("chat-deletes-elsewhereMany") : say("chat-deletes-elsewhere")] : []),
        ...(told.length ? [say("chat-deletes-told", { names: and(told), n: told.length })] : []),
        many ? say("chat-deletes-filesMany") : say("chat-deletes-files"),
      ];
    },
    deleted: (title: string) => say("chat-deleted", { title }),
    findCount: (i: number, n: number) => (n ? say("chat-findPlace", { i, n }) : say("chat-findNone")),
    findMessages: (i: number, n: number) => (n ? say("chat-findMessage", { i, n }) : say("chat-findNone")),
  },
  actions: {
    lead: (n: number, job: boolean) => (job ? say("actions-leadOfJob", { n }) : say("actions-leadOfAnswer", { n })),
    send: (n: number) => say("actions-send", { n }),
    item: (list: string, n: number) => say("actions-item", { list, n }),
    addItem: (list: string) => say("actions-addItem", { list }),
  },
};
