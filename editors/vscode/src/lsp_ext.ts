/** What the server speaks beyond the Language Server Protocol: docs/lsp-extensions.md, typed. */
import {
  type Command,
  NotificationType,
  type Range,
  RequestType,
  type TextDocumentPositionParams,
} from "vscode-languageclient/node";

/** The scheme of the read-only document that lists a problem's solutions. */
export const SOLUTIONS_SCHEME = "shortlist-solutions";

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

export interface PanelContent {
  uri: string;
  text: string;
  version: number;
  anchors: { id: string; range: Range }[];
  confidence?: Confidence;
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

export const panelContent = new RequestType<{ problemId: string }, PanelContent, void>(
  "shortlist/panelContent",
);

/** The server's commands; the client library registers them as VS Code commands of the same name. */
export const ServerCommand = {
  solve: "shortlist.server.solve",
  cancel: "shortlist.server.cancel",
  accept: "shortlist.server.accept",
  run: "shortlist.server.run",
  restartEngine: "shortlist.server.restartEngine",
  unloadModel: "shortlist.server.unloadModel",
} as const;
