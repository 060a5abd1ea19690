// Types of menus.
import type { IconName } from "./icons";

export interface Entry {
  label: string;
  run: () => void;
  icon?: IconName;
  /** The equivalent key on the list entry. */
  key?: string;
  /** State of a radio entry. */
  checked?: boolean;
  danger?: boolean;
  testid?: string;
}

/** Where a menu opens: below an element, or at a point of the window. */
export type Place = HTMLElement | { x: number; y: number };
