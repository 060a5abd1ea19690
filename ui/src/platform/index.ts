// What the window needs of whoever runs it. Two implementations: the desktop host and the fake one.
import type { Commands, Patch } from "../bindings/bridge";
import type { FirstFrame } from "./painted";

export type CommandName = keyof Commands;
export type RequestOf<N extends CommandName> = Commands[N][0];
export type AnswerOf<N extends CommandName> = Commands[N][1];

export interface Host {
  /** Runs a command. Rejects with a `BridgeError`. */
  call<N extends CommandName>(name: N, request: RequestOf<N>): Promise<AnswerOf<N>>;
  /** Delivers every later change, in order, a batch per frame. Called once. */
  subscribe(on: (patches: Patch[]) => void): Promise<void>;
  /** Tells what became of the page's first frame. */
  firstFrame(frame: FirstFrame): void;
  /** Draws the page at this percentage of its usual size, 50 to 300. */
  zoom(percent: number): void;
  /** The address under which an HTML or SVG file is served to a frame, and to nothing else. */
  sealed(file: string): string;
  /** The address of an image's, a sound's or a video's bytes. WebKitGTK plays none from it: those are fetched. */
  media(file: string): string;
}
