import * as vscode from "vscode";
import { TextDocumentEdit, type WorkspaceEdit } from "vscode-languageclient/node";
import { Hint } from "../log";
import type { Server } from "../server";

/**
 * Applies an edit that the server made. Throws an error for the user, and changes nothing, where a
 * file was edited since it was made, or the editor refuses it.
 */
export async function applyEdit(server: Server, edit: WorkspaceEdit): Promise<void> {
  const { protocol2CodeConverter: converter } = server.running;
  for (const change of edit.documentChanges ?? []) {
    if (!TextDocumentEdit.is(change)) continue;
    const { uri, version } = change.textDocument;
    const open = openDocument(converter.asUri(uri));
    if (version === null || !open || open.version === version) continue;
    throw new Hint("The file was edited meanwhile and is left alone: ask again.", {
      kind: "staleProblem",
    });
  }
  if (await vscode.workspace.applyEdit(await converter.asWorkspaceEdit(edit))) return;
  throw new Error("The editor refused the edit, so nothing was changed.");
}

/** The line, from 0, at which an edit first changes a file. */
export function firstLine(edit: WorkspaceEdit, uri: string): number | undefined {
  const changes = edit.documentChanges?.filter((change) => TextDocumentEdit.is(change)) ?? [];
  const edits = [
    ...(edit.changes?.[uri] ?? []),
    ...changes.filter(({ textDocument }) => textDocument.uri === uri).flatMap((each) => each.edits),
  ];
  const lines = edits.flatMap((each) => ("range" in each ? [each.range.start.line] : []));
  return lines.length > 0 ? Math.min(...lines) : undefined;
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
}
