import * as path from "node:path";
import * as vscode from "vscode";
import {
  type Action,
  type Actions,
  type Entry,
  type Opened,
  practice,
  type Progress,
} from "../lsp_practice";
import type { Server } from "../server";

/** What the list of problems is made of. */
export interface Catalogue {
  entries: Entry[];
  tags: string[];
  sets: { name: string; problems: number }[];
  progress: Progress;
}

/**
 * The bank and the user's progress, as the server tells them. What is read is kept until something
 * was done that changes it.
 */
export class Practice implements vscode.Disposable {
  private reading: Promise<Catalogue> | undefined;
  private readonly said = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Progress was made, or another list of problems is to be read. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {}

  dispose(): void {
    this.changed.dispose();
  }

  /** Does one action. The notes of its document are for the user. */
  async ask<A extends Action>(
    action: A,
    parameters: Actions[A][0],
    token?: vscode.CancellationToken,
  ): Promise<Actions[A][1] & { notes: string[] }> {
    const document = await this.server.request(practice, { action, arguments: parameters }, token);
    return { notes: [], ...document } as Actions[A][1] & { notes: string[] };
  }

  catalogue(): Promise<Catalogue> {
    this.reading ??= this.read().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  /** What is kept is of before. */
  forget(): void {
    this.reading = undefined;
    this.changed.fire();
  }

  /** Opens a problem as a file, and shows it. */
  async open(parameters: Actions["open"][0]): Promise<Opened> {
    const opened = await this.ask("open", parameters);
    await vscode.window.showTextDocument(vscode.Uri.file(opened.file));
    sayNotes(opened.notes);
    this.forget();
    return opened;
  }

  /** Opens what to practise next, or another problem like one, and says why it is this one. */
  async next(like?: string): Promise<void> {
    const { problem, reason } = await this.ask("next", like ? { like } : {});
    const opened = await this.open({ problem });
    const name = path.basename(opened.file);
    vscode.window.setStatusBarMessage(`$(mortar-board) ${name}: ${reason}`, 10_000);
  }

  private async read(): Promise<Catalogue> {
    const [list, { sets }, progress] = await Promise.all([
      this.ask("list", {}),
      this.ask("sets", {}),
      this.ask("progress", {}),
    ]);
    // The list is read again after each step; what is said of it is said once.
    const notes = [...new Set([...list.notes, ...progress.notes])];
    sayNotes(notes.filter((note) => !this.said.has(note)));
    for (const note of notes) this.said.add(note);
    return { entries: list.entries, tags: list.tags, sets, progress };
  }
}

/** Sentences for the user that came with an answer, such as that a damaged file was kept aside. */
export function sayNotes(notes: readonly string[]): void {
  if (notes.length > 0) void vscode.window.showInformationMessage(notes.join(" "));
}
