import * as vscode from "vscode";
import { LANGUAGES, type Server } from "./server";

const COMMENT = /^\s*(#|\/\/|\/?\*)/;

/**
 * Without a Python there is no server to recognise problems. A comment that looks like one then has a
 * lens that leads to setting up; anything finer is the server's.
 */
export class Recognition implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const selector = LANGUAGES.filter((language) => language !== "markdown");
    this.subscriptions = [
      this.changed,
      vscode.languages.registerCodeLensProvider([...selector], this),
      server.onDidChangeState(() => this.changed.fire()),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (this.server.state !== "failed") return [];
    return statements(document.getText()).map((line) => {
      const command = { title: "Set up Shortlist to solve this", command: "shortlist.setUp" };
      return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
    });
  }
}

/** The first lines of comments that name an input, an output and an example. */
function statements(text: string): number[] {
  const lines = text.split("\n");
  const found: number[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    let end = start;
    while (COMMENT.test(lines[end] ?? "")) end += 1;
    const block = lines.slice(start, end).join("\n");
    if ([/\binput\b/i, /\boutput\b/i, /\b(example|sample)/i].every((word) => word.test(block))) {
      found.push(start);
    }
    start = Math.max(start, end);
  }
  return found;
}
