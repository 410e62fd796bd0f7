/** The part of docs/lsp-extensions.md that is about the tasks of a model, typed. */
import {
  NotificationType,
  type Position,
  type Range,
  RequestType,
  type WorkspaceEdit,
} from "vscode-languageclient/node";

export type Task = "translate" | "explain" | "comment" | "hint" | "prompt" | "step";

/** What is done with an item of the view. */
export type How = "step" | "beside" | "below" | "inPlace";

/** All that is shown of a task. */
export interface AssistView {
  uri: string;
  task: Task;
  /** Grows with every change, as long as the server lives. */
  version: number;
  /** While it runs. */
  runId?: string;
  state: "running" | "done" | "cancelled" | "failed";
  /** The document was edited since: nothing can be put in. */
  stale: boolean;
  /** Whether a client opens its view now. */
  show: boolean;
  title: string;
  /** One line: how far it is, or what came of it. */
  headline: string;
  model?: string;
  passages: Passage[];
  steps: StepItem[];
  items: AssistItem[];
  facts: Labelled[];
  notes: string[];
}

/** Words of a model, as Markdown; they are cut where something in them is wrong. */
export interface Passage {
  text: string;
  /** What the run showed instead. */
  wrong?: string;
}

/** A step of a program that is stated in steps. */
export interface StepItem {
  number: number;
  /** From 0. */
  line: number;
  text: string;
  code: string;
  /** The item that stands in the file. */
  chosen?: string;
}

/** A program, or the code of a step, with what its runs showed. */
export interface AssistItem {
  id: string;
  /** The number of its step. */
  step?: number;
  name: string;
  proof: string;
  tone: "good" | "doubtful" | "bad";
  language: string;
  source: string;
  details: Labelled[];
  puts: How[];
}

/** A text, whose spaces and lines count, under a label. */
export interface Labelled {
  label: string;
  text: string;
}

/** A task goes on. */
export interface DidAssist {
  uri: string;
  runId: string;
  task: Task;
  message: string;
  view?: AssistView;
}

export interface Targets {
  /** To translate to, the likeliest first. */
  languages: { name: string; title: string }[];
  /** The user's own, by name. */
  prompts: string[];
  promptsFolder: string;
  /** Why no model may help here. */
  refused?: string;
}

/** Of the document, the lines of the range, else the program at the position. */
export interface Place {
  uri: string;
  position?: Position;
  range?: Range;
}

export interface Answer {
  message: string;
  edit?: WorkspaceEdit;
}

export const didAssist = new NotificationType<DidAssist>("shortlist/didAssist");

export const assistView = new RequestType<{ uri: string }, AssistView | null, void>(
  "shortlist/assistView",
);

export const assistEdit = new RequestType<
  { uri: string; item: string; how: How; unproved?: boolean },
  { edit: WorkspaceEdit; file?: string },
  void
>("shortlist/assistEdit");

export const assistTargets = new RequestType<{ uri: string; position?: Position }, Targets, void>(
  "shortlist/assistTargets",
);

export const translate = new RequestType<Place & { to: string }, Answer, void>(
  "shortlist/translate",
);

export const explain = new RequestType<Place, Answer, void>("shortlist/explain");

export const comment = new RequestType<Place & { docstrings?: boolean }, Answer, void>(
  "shortlist/comment",
);

export const modelHint = new RequestType<Place & { grade: number }, Answer, void>("shortlist/hint");

export const prompt = new RequestType<Place & { name: string }, Answer, void>("shortlist/prompt");

export const step = new RequestType<Place & { every?: boolean }, Answer, void>("shortlist/step");

/** The server's commands, which code actions carry. */
export const TaskCommand = {
  translate: "shortlist.server.translate",
  explain: "shortlist.server.explain",
  comment: "shortlist.server.comment",
  hint: "shortlist.server.hint",
  step: "shortlist.server.step",
} as const;
