// The way to every string that a person reads. A second language is a second file of this shape.
import { en } from "./en";

export type Messages = typeof en;
export const m: Messages = en;
export * from "./format";
