import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { clientSettings } from "./settings";

/**
 * Keeps proposals away at once when contest mode is on or Shortlist is off, without waiting for the
 * server to learn of it. The server answers from what it has solved; nothing is sampled for it.
 */
export const aiSurfaces: Pick<
  Middleware,
  "provideInlineCompletionItems" | "provideCompletionItem"
> = {
  provideInlineCompletionItems: (document, position, context, token, next) =>
    clientSettings(document.uri).ai ? next(document, position, context, token) : [],
  provideCompletionItem: (document, position, context, token, next) =>
    clientSettings(document.uri).ai ? next(document, position, context, token) : [],
};

/** Takes ghost text that is already shown off the screen. */
export async function hideGhostText(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
}
