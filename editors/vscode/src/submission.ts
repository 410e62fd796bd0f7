import * as vscode from "vscode";
import { Hint } from "./log";
import { newProblem, submission } from "./lsp_tests";
import type { Server } from "./server";
import type { Tests } from "./tests/tests";

/** Makes a file of the problem whose text or page is in the clipboard, and shows it. */
export async function newFromClipboard(server: Server): Promise<void> {
  const text = await vscode.env.clipboard.readText();
  if (!text.trim()) {
    throw new Hint("The clipboard has no text. Copy the problem's statement first.");
  }
  const language = vscode.window.activeTextEditor?.document.languageId;
  const made = await server.request(newProblem, { text, ...asked(language) });
  const [first] = made.uris ?? (made.uri ? [made.uri] : []);
  if (!first) throw new Hint(made.message);
  await vscode.window.showTextDocument(vscode.Uri.parse(first));
  vscode.window.setStatusBarMessage(`$(check) ${made.message}`, 8000);
}

/** The language of the file at hand is wanted again, where programs are written in it. */
function asked(language: string | undefined): { language?: string } {
  const known = ["python", "cpp", "c", "java", "javascript", "go", "rust"];
  return language && known.includes(language) ? { language } : {};
}

/** Puts the program without its statement and its debug lines into the clipboard. */
export async function copyForSubmission(server: Server, tests: Tests): Promise<void> {
  const uri = tests.document;
  await tests.opened(uri);
  const { text, removed, kept } = await server.request(submission, tests.place(uri));
  await vscode.env.clipboard.writeText(text);
  const lines = removed === 1 ? "1 debug line" : `${removed} debug lines`;
  const without = removed > 0 ? ` without ${lines}` : "";
  if (kept.length === 0) {
    vscode.window.setStatusBarMessage(`$(check) Copied for submission${without}`, 6000);
    return;
  }
  const said = `Copied${without}. This was left in, since it may matter: ${kept.join("; ")}`;
  void vscode.window.showWarningMessage(said);
}

/** Opens the page on which the judge takes programs; what is sent there is the user's to paste. */
export async function openSubmissionPage(server: Server, tests: Tests): Promise<void> {
  const uri = tests.document;
  await tests.opened(uri);
  const { url, submitUrl } = await server.request(submission, tests.place(uri));
  const page = submitUrl ?? url;
  if (!page) {
    throw new Hint(
      "The statement of this file has no link. A line such as “URL: https://…” is one.",
    );
  }
  await vscode.env.openExternal(vscode.Uri.parse(page));
}
