import * as vscode from "vscode";
import { LSPErrorCodes, ResponseError } from "vscode-languageclient/node";

/** The one output channel: what the extension decided, and what the language server writes. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel("Shortlist", { log: true });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How Python names its levels, and which of the log's that is. */
const LEVELS: Record<string, "debug" | "info" | "warn" | "error"> = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warn",
};

/** The same log for the language server: what it writes to stderr comes as errors, and is none. */
export function forServer(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const error = (text: string | Error, ...more: unknown[]) => {
    for (const line of String(text).split(/\r?\n/).filter(Boolean)) {
      const [, level = "", message = line] = line.match(/^\S+ \S+ ([A-Z]+) (.*)/) ?? [];
      log[LEVELS[level] ?? "error"](message, ...more);
    }
  };
  return new Proxy(log, {
    get: (target, name) => {
      if (name === "error") return error;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

const SHOW_LOG = "Show Log";

/** What helps against a kind of failure: a button, and the command behind it. */
const MENDS: Record<string, { button: string; command: string }> = {
  engineUnavailable: { button: "Set Up Shortlist", command: "shortlist.setUp" },
  engineVersion: { button: "Restart Engine", command: "shortlist.restartEngine" },
  engineCrashed: { button: "Restart Engine", command: "shortlist.restartEngine" },
  modelNotFound: { button: "Select Model", command: "shortlist.selectModel" },
  outOfMemory: { button: "Select Model", command: "shortlist.selectModel" },
  noFolder: { button: "Open Folder", command: "workbench.action.files.openFolder" },
  paused: { button: "Leave Contest Mode", command: "shortlist.togglePause" },
};

/** Kinds that are no fault of anything: the user has to do something else first. */
const NO_FAULT = [
  "noProblem",
  "noCode",
  "paused",
  "staleProblem",
  "unknownSolution",
  "unsupported",
  "unknownTest",
  "notRun",
  "noCandidates",
  "noChecker",
  "noTests",
  "unsaved",
  "noDebugger",
  "noFolder",
  "practice",
  "noResult",
  "unknownItem",
];

/** What the user has to do before what they asked for; no failure, and nothing for the log. */
export class Hint extends Error {
  constructor(
    message: string,
    readonly data: { kind?: string } = { kind: "noProblem" },
  ) {
    super(message);
  }
}

/** One message about something the user started, with what helps next. Cancelling is no failure. */
export function showFailure(log: vscode.LogOutputChannel, error: unknown): void {
  if (
    error instanceof vscode.CancellationError ||
    codeOf(error) === LSPErrorCodes.RequestCancelled
  ) {
    return;
  }
  const message = messageOf(error);
  const kind = (error as { data?: { kind?: string } }).data?.kind ?? "";
  const mend = MENDS[kind];
  const noFault = NO_FAULT.includes(kind);
  log[noFault ? "info" : "error"](message);
  const choices = [...(mend ? [mend.button] : []), ...(noFault ? [] : [SHOW_LOG])];
  const show = noFault ? vscode.window.showWarningMessage : vscode.window.showErrorMessage;
  void show(message, ...choices).then((answer) => {
    if (answer === SHOW_LOG) log.show(true);
    else if (answer) void vscode.commands.executeCommand(mend?.command ?? "");
  });
}

function codeOf(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.code : undefined;
}
