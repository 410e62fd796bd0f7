/** What the tests view and the extension say to each other. */
import type { Contest, Explained, JudgedGroup, Submitted } from "../../lsp_practice";
import type {
  Largest,
  Stressed,
  TestChange,
  TestsChanged,
  TestsView,
  TestText,
} from "../../lsp_tests";

/** Something that takes a while: how far it is, then what came of it. */
export interface Tool<T> {
  running: boolean;
  message: string;
  result?: T;
}

export interface Tools {
  stress?: Tool<Stressed>;
  largest?: Tool<Largest>;
}

/** What practising this file's problem came to so far. */
export interface PracticeShown {
  problem: string;
  /** What goes on. */
  busy?: "submit" | "hint" | "giveUp" | "explain";
  groups: JudgedGroup[];
  submitted?: Submitted;
  hints: string[];
  /** How many hints there are; unknown before the first. */
  available?: number;
  explained?: Explained;
  notes: string[];
}

/** A test as it stands in a form. */
export interface Draft {
  name: string;
  input: string;
  expected: string;
  /** Whether what is printed is compared at all. */
  compared: boolean;
}

/** What the buttons of the page lead to, beside what concerns one test. */
export type PageCommand =
  | "stress"
  | "largest"
  | "console"
  | "undo"
  | "keep"
  | "submit"
  | "showFailure"
  | "hint"
  | "giveUp"
  | "explain"
  | "similar"
  | "finishContest";

export type ToPage =
  | { type: "show"; view?: TestsView }
  | { type: "results"; changed: TestsChanged }
  | { type: "tools"; tools: Tools }
  | { type: "practice"; session?: PracticeShown }
  | { type: "contest"; contest?: Contest }
  /** A whole text that was asked for; without one it cannot be edited here, and `message` says why. */
  | { type: "text"; uri: string; id: string; draft?: Draft; message?: string }
  /** What came of a change; a refused one stays in its form. */
  | { type: "edited"; uri: string; id: string; message?: string }
  | { type: "deleted"; uri: string; name: string }
  | { type: "add" }
  | { type: "focus" };

export type FromPage =
  | { type: "ready" }
  | { type: "run"; ids?: string[] }
  | { type: "cancel" }
  | { type: "cancelTool"; tool: keyof Tools }
  /** What came of it was read. */
  | { type: "closeTool"; tool: keyof Tools }
  | { type: "cancelSubmit" }
  | { type: "debug"; id: string }
  | { type: "goto"; id: string }
  | { type: "compare"; id: string }
  | { type: "whole"; id: string; what: TestText }
  | { type: "copy"; id: string; what: TestText }
  | { type: "draft"; uri: string; id: string }
  | { type: "edit"; uri: string; id: string; change: TestChange }
  | { type: "command"; command: PageCommand }
  | { type: "openFile"; file: string }
  | { type: "solution"; index: number }
  | { type: "back" };

/** What outlives the page: VS Code keeps it while the view is hidden and over a reload. */
export interface PageState {
  uri?: string;
  selected?: string;
  scroll?: number;
  /** What the user opened or closed, by the test. */
  open?: Record<string, boolean>;
  /** Forms that were not saved yet, by the document and the test. */
  drafts?: Record<string, Record<string, Draft>>;
}

/** The name that a test was given; the server counts those that have none. */
export function nameGiven(name: string): string {
  return /^Test \d+$/.test(name) ? "" : name;
}

/** The form of a test that is not there yet. */
export const NEW = "new";
