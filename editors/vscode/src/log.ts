import * as vscode from "vscode";
import { LSPErrorCodes, ResponseError } from "vscode-languageclient/node";

/** The one output channel: what the extension decided, and what the language server writes. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel("Shortlist", { log: true });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const SET_UP_KINDS = ["engineUnavailable", "engineVersion", "modelNotFound", "sandboxUnavailable"];

/** One message about something the user started, with what helps next. Cancelling is no failure. */
export function showFailure(log: vscode.LogOutputChannel, error: unknown): void {
  if (
    error instanceof vscode.CancellationError ||
    codeOf(error) === LSPErrorCodes.RequestCancelled
  ) {
    return;
  }
  log.error(messageOf(error));
  const kind = (error as { data?: { kind?: string } }).data?.kind ?? "";
  const setUp = "Set Up the Engine";
  const showLog = "Show Log";
  const choices = SET_UP_KINDS.includes(kind) ? [setUp, showLog] : [showLog];
  void vscode.window.showErrorMessage(messageOf(error), ...choices).then((answer) => {
    if (answer === showLog) log.show(true);
    if (answer === setUp) void vscode.commands.executeCommand("shortlist.openWalkthrough");
  });
}

function codeOf(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.code : undefined;
}
