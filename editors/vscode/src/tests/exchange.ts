import * as path from "node:path";
import * as vscode from "vscode";
import { console_, type ExportFormat, exportTests, importTests, testChecker } from "../lsp_tests";
import type { Server } from "../server";
import type { Tests } from "./tests";

const FORMATS: { label: string; detail: string; format: ExportFormat }[] = [
  {
    label: "Competitive Companion",
    detail: "One JSON document, as the browser extension sends it",
    format: "companion",
  },
  { label: "cph", detail: "A .prob file in .cph beside the program", format: "cph" },
  { label: "Pairs of files", detail: "1.in and 1.out, 2.in and 2.out, …", format: "files" },
];

/** What goes between our tests and those of other tools: import, export, a checker, a terminal. */
export class Exchange {
  constructor(
    private readonly server: Server,
    private readonly tests: Tests,
  ) {}

  async import(): Promise<void> {
    const uri = this.tests.document;
    const chosen = await vscode.window.showOpenDialog({
      title: "Import tests",
      openLabel: "Import",
      defaultUri: folderOf(uri),
      canSelectFiles: true,
      canSelectFolders: true,
      canSelectMany: false,
    });
    const from = chosen?.[0];
    if (!from) return;
    const done = await this.server.request(importTests, { uri, path: from.fsPath });
    this.tests.put(uri, done.view);
    const known = done.skipped > 0 ? `, ${count(done.skipped)} there already` : "";
    say(`${count(done.added)} added${known}`);
  }

  async export(): Promise<void> {
    const uri = this.tests.document;
    const chosen = await vscode.window.showQuickPick(FORMATS, {
      title: "Export tests",
      placeHolder: "For which tool?",
      matchOnDetail: true,
    });
    if (!chosen) return;
    const to = await vscode.window.showOpenDialog({
      title: "The folder to write to",
      openLabel: "Export here",
      defaultUri: folderOf(uri),
      canSelectFiles: false,
      canSelectFolders: true,
    });
    if (!to?.[0]) return;
    const place = to[0].fsPath;
    const request = { uri, format: chosen.format, path: place };
    const { files } = await this.server.request(exportTests, request);
    const one = files.length === 1 && files[0] ? path.basename(files[0]) : `${files.length} files`;
    say(`Wrote ${one}`);
  }

  /** The program that says of an output whether it is right, instead of comparing words. */
  async checker(): Promise<void> {
    const uri = this.tests.document;
    const none = "$(circle-slash) None: compare the outputs";
    const file = "$(file-code) A program beside this one…";
    const chosen = await vscode.window.showQuickPick([none, file], {
      title: "Checker",
      placeHolder: `Now: ${this.tests.view?.comparison || "compare the outputs"}`,
    });
    if (!chosen) return;
    if (chosen === none) {
      return this.tests.put(uri, await this.server.request(testChecker, { uri }));
    }
    const files = await vscode.window.showOpenDialog({
      title: "The checker",
      defaultUri: folderOf(uri),
    });
    const program = files?.[0];
    if (!program) return;
    const checker = path.basename(program.fsPath);
    this.tests.put(uri, await this.server.request(testChecker, { uri, checker }));
  }

  /** A terminal in which the user is the judge: for problems that are talked to. */
  async console(): Promise<void> {
    const uri = this.tests.document;
    await (await this.tests.opened(uri)).save();
    const { command, cwd, env } = await this.server.request(console_, { uri });
    const [shellPath, ...shellArgs] = command;
    const name = path.basename(vscode.Uri.parse(uri).fsPath);
    vscode.window.createTerminal({ name, shellPath, shellArgs, cwd, env }).show();
  }
}

function folderOf(uri: string): vscode.Uri | undefined {
  const file = vscode.Uri.parse(uri);
  if (file.scheme !== "untitled") return vscode.Uri.joinPath(file, "..");
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

function count(tests: number): string {
  return tests === 1 ? "1 test" : `${tests} tests`;
}

function say(text: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 6000);
}
