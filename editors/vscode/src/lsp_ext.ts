/** What the server speaks beyond the Language Server Protocol: docs/lsp-extensions.md, typed. */
import {
  type Command,
  NotificationType,
  type Range,
  RequestType,
  type TextDocumentPositionParams,
} from "vscode-languageclient/node";

export type Health = "ok" | "warning" | "error";

export type State =
  "starting" | "idle" | "loadingModel" | "sampling" | "running" | "paused" | "engineDown";

/** How sure the user may be of the first solution. */
export interface Confidence {
  chance: number;
  level: "low" | "fair" | "high";
  text: string;
  short: string;
}

export interface Solve {
  solveId: string;
  uri: string;
  problemId: string;
  active: boolean;
  solutions: number;
  message: string;
  confidence?: Confidence;
}

export interface Status {
  health: Health;
  state: State;
  busy: boolean;
  contestMode: boolean;
  message: string;
  detail?: string;
  command?: Command;
  engine?: { version: string; model: string; device: string };
  /** The one that the next solve asks for. */
  model?: string;
  solves: Solve[];
}

export interface ProblemInfo {
  digest: string;
  name: string;
  url?: string;
  kind: "stdin" | "function";
  range: Range;
  timeLimitMs: number;
  memoryLimitMiB: number;
  examples: number;
  interactive: boolean;
}

export interface ParsedProblem {
  problem: ProblemInfo | null;
  confidence: number;
  problems: { range: Range; message: string; severity: "error" | "warning" }[];
}

/** All that the view of a problem shows. */
export interface SolutionsView {
  problem: ProblemInfo;
  uri: string;
  version: number;
  state: "running" | "done" | "cancelled" | "failed";
  /** While it runs. */
  solveId?: string;
  /** One sentence: what is going on, or what came of it. */
  headline: string;
  confidence?: Confidence;
  /** What to do next. */
  advice?: string;
  model: string;
  seed?: number;
  budget: { samples: number; seconds: number };
  stats: { sampled: number; passed: number; seconds: number };
  chart: ChartPoint[];
  groups: Group[];
  solutions: SolutionItem[];
  nearMisses: NearMissItem[];
  notes: string[];
}

export interface ChartPoint {
  seconds: number;
  sampled: number;
  passed: number;
}

/** Programs that print the same on every input that was tried. */
export interface Group {
  id: string;
  size: number;
  share: number;
  compared: number;
  first: boolean;
  /** One line; code stands in backticks. */
  text: string;
  differs?: { input: string; first: string; other: string };
}

export interface SolutionItem {
  id: string;
  rank: number;
  group: string;
  language: string;
  source: string;
  label: string;
  proof: string;
  inserted: boolean;
  origin?: string;
  model: string;
}

/** A program that passes some of the examples, with the first one that it fails. */
export interface NearMissItem {
  id: string;
  language: string;
  source: string;
  text: string;
  passed: number;
  total: number;
  inserted: boolean;
  example: {
    /** From 1. */
    index: number;
    input: string;
    expected: string;
    got: string;
    detail: string;
    verdict: string;
  };
}

/** How much of what each line of a program attends to goes to each word of the statement. */
export interface Attention {
  text: string;
  /** In code points of `text`, end excluded. */
  words: [number, number][];
  /** For each line one number for each word, or none at all for a blank line. */
  lines: number[][];
}

export interface Accepted {
  applied: boolean;
  failureReason?: string;
  /** The user was asked where to put it, and decided against it. */
  cancelled?: boolean;
  text: string;
  language: string;
  uri?: string;
}

/** What a problem's commands are told: the file it stands in and its digest. */
export interface ProblemReference {
  uri: string;
  problemId: string;
}

export interface SolutionReference extends ProblemReference {
  solutionId: string;
}

export const statusChanged = new NotificationType<Status>("shortlist/didChangeStatus");

/** A model that may be chosen. */
export interface ModelItem {
  name: string;
  where: string;
  /** What is known of it, in words. */
  detail: string;
  window?: number;
  bytes?: number;
  parameters?: string;
  languages?: string[];
  repairs: boolean;
  loaded?: boolean;
  /** Why it cannot be used as it is. */
  note?: string;
}

export const models = new RequestType<object, { models: ModelItem[]; chosen: string }, void>(
  "shortlist/models",
);

export const parseProblem = new RequestType<TextDocumentPositionParams, ParsedProblem, void>(
  "shortlist/parseProblem",
);

export const solutionsView = new RequestType<{ problemId: string }, SolutionsView, void>(
  "shortlist/solutions",
);

export const solutionsChanged = new NotificationType<{ problemId: string; version: number }>(
  "shortlist/didChangeSolutions",
);

export const attention = new RequestType<
  { problemId: string; solutionId: string },
  Attention,
  void
>("shortlist/attention");

/** The server's commands; the client library registers them as VS Code commands of the same name. */
export const ServerCommand = {
  solve: "shortlist.server.solve",
  cancel: "shortlist.server.cancel",
  accept: "shortlist.server.accept",
  run: "shortlist.server.run",
  restartEngine: "shortlist.server.restartEngine",
  unloadModel: "shortlist.server.unloadModel",
} as const;
