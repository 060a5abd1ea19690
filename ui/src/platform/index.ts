// The interface between the window and its host. Two implementations: the desktop host and the fake one.
import type { Commands, Patch } from "../bindings/bridge";
import type { FirstFrame } from "./painted";

export type CommandName = keyof Commands;
export type RequestOf<N extends CommandName> = Commands[N][0];
export type AnswerOf<N extends CommandName> = Commands[N][1];

export interface Host {
  /** Runs a command. Rejects with a `BridgeError`. */
  call<N extends CommandName>(name: N, request: RequestOf<N>): Promise<AnswerOf<N>>;
  /** Delivers all later patches in order, a batch per frame. Called once. */
  subscribe(on: (patches: Patch[]) => void): Promise<void>;
  /** Reports the state of the page's first frame. */
  firstFrame(frame: FirstFrame): void;
  /** Sets the zoom in percent, 50 to 300. */
  zoom(percent: number): void;
  /** Returns the URL under which an HTML or SVG file is served, to frames only. */
  sealed(file: string): string;
  /**
   * Returns the URL of an image's, sound's or video's bytes. WebKitGTK does not play media from it: those are fetched.
   */
  media(file: string): string;
}
