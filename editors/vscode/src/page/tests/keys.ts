import { ACTIONS } from "./card";

/** The list of keys, as the page's help shows it. */
export const KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓, k j", "Previous and next test"],
  ["Home, End", "First and last test"],
  ["Enter", "Open or close a test"],
  ["Shift+R", "Run all"],
  ["c", "Cancel what goes on"],
  ["n", "New test"],
  ...ACTIONS.map(({ key, hint }) => [key, hint] as const),
  ["Alt+↑, Alt+↓", "Move a test of your own"],
  ["u", "Undo the last deletion"],
  ["Shift+K", "Keep a counterexample as a test"],
  ["s, h", "Submit, hint (practice)"],
  ["Escape", "Back to the code"],
  ["?", "This list"],
];
