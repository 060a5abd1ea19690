// What a menu is made of.
import type { IconName } from "./icons";

export interface Entry {
  label: string;
  run: () => void;
  icon?: IconName;
  /** The key that does the same on the line itself. */
  key?: string;
  /** One of several of which one is on. */
  checked?: boolean;
  danger?: boolean;
  testid?: string;
}

/** Where a menu opens: below a button, or at a place of the window. */
export type Place = HTMLElement | { x: number; y: number };
