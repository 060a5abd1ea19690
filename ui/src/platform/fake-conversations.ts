// Conversation commands of the fake host: pages of turns, sending, answers and drafts.
import type { Attachment } from "../bindings/bridge";
import { noOptions } from "../lib/options";
import type { Handlers } from "./fake";
import { requestedActions } from "./fake-data/actions";
import { failure } from "./fake-data/builders";
import { conversationOf, filesOf, foundIn, pageOf } from "./fake-pages";
import type { FakeWorld } from "./fake-world";

export function conversationHandlers(world: FakeWorld) {
  return {
    open_conversation: ({ id, turn }) => {
      const conversation = world.find(id);
      conversation.summary = { ...conversation.summary, unread: false };
      world.push(
        { patch: "opened", conversation: conversationOf(conversation, turn, world.drafts.get(id) ?? null) },
        { patch: "conversation", summary: conversation.summary },
      );
      return null;
    },
    close_conversation: () => null,
    more_turns: ({ conversation, turn, wanted }) => {
      world.push({ patch: "turns", conversation, ...pageOf(world.find(conversation), turn, wanted) });
      return null;
    },
    keep_turns: () => null,
    conversation_files: ({ conversation, after }) => filesOf(world.find(conversation), after),
    find_turns: ({ conversation, turn, text }) => foundIn(world.find(conversation), turn, text),
    send: (request) => world.send(request),
    leaving: () => null,
    options_of: () => noOptions,
    ask_again: () => null,
    stop: (id) => {
      world.stop(id);
      return null;
    },
    check_again: () => null,
    send_again: () => null,
    requested_actions: (id) => requestedActions[id] ?? { actions: [], answered_by: null },
    answer_action: ({ turn: id, answers }) => {
      const asking = world.turns.find((t) => t.id === id);
      const by = world.state.who.everyone.find((w) => w.engine === asking?.engine && w.api_id === asking.api_id);
      if (!asking || !by) throw failure("invalid", "Nothing is asked here.");
      const after = { conversation: asking.conversation, parent: id };
      return world.ask(by.id, answers.map((a) => a.call).join("\n"), after);
    },
    raw_events: () =>
      JSON.stringify([
        {
          event_type: "interaction.created",
          event_id: "ZXYt",
          interaction: { id: "v1_Chd5Q2Jz", status: "in_progress" },
        },
      ]),
    try_agent: ({ engine, text }) => {
      const worker = world.state.who.everyone.find((w) => w.engine === engine && w.role === "worker");
      return world.ask(worker?.id ?? "", text, null);
    },
    save_draft: (draft) => {
      if (draft.text || draft.attachments.length) world.drafts.set(draft.key, draft);
      else world.drafts.delete(draft.key);
      return null;
    },
    draft: (key) => world.drafts.get(key) ?? null,
    attach_bytes: ({ name, mime, base64 }): Attachment => ({
      sha256: `${name}-${base64.length}`,
      name,
      mime,
      size: Math.floor(base64.length * 0.75),
    }),
    choose_attachments: () => ({
      files: [{ sha256: "0ff3", name: "offers.pdf", mime: "application/pdf", size: 248_000 }],
      refused: [],
    }),
    paste_files: () => ({ attaching: { files: [], refused: [] }, text: null }),
    drafts_kept: () => null,
  } satisfies Partial<Handlers>;
}
