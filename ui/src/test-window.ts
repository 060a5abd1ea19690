// Opens the whole window over the fake host, for component tests.
import { render, screen } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { tick } from "svelte";
import App from "./App.svelte";
import type { Overview, Patch } from "./bindings/bridge";
import { fakeHost, type FakeHost } from "./platform/fake";
import { overview } from "./platform/fake-data/overviews";
import type { CommandName } from "./platform";

export interface TestWindow {
  host: FakeHost;
  user: UserEvent;
  /** Returns the requests of all calls of a command so far. */
  asked(name: CommandName): unknown[];
  push(...patches: Patch[]): Promise<void>;
}

export async function openWindow(
  first: Overview = overview(),
  prepare?: (host: FakeHost) => void,
): Promise<TestWindow> {
  const host = fakeHost("", first);
  prepare?.(host);
  render(App, { host });
  await tick();
  await new Promise((r) => setTimeout(r));
  return {
    host,
    user: userEvent.setup(),
    asked: (name) => host.calls.filter(([n]) => n === name).map(([, request]) => request),
    push: async (...patches) => {
      host.push(...patches);
      await tick();
    },
  };
}

export const byId = (id: string): HTMLElement => screen.getByTestId(id);
export const findId = (id: string): Promise<HTMLElement> => screen.findByTestId(id);

/** Opens a conversation from the list. */
export async function openConversation({ user }: TestWindow, id: string): Promise<void> {
  const item = screen.getAllByTestId("conversation-item").find((e) => e.dataset.conversation === id);
  if (!item) throw new Error(`${id} is not in the list`);
  await user.click(item);
  await screen.findByTestId("composer");
}
/** Text of an element as displayed, with white space collapsed. */
export const wordsOf = (element: Element): string => (element.textContent ?? "").replace(/\s+/g, " ").trim();
