import * as path from "node:path";
import * as vscode from "vscode";
import { type RequestType, WorkDoneProgress } from "vscode-languageclient/node";
import { Hint, messageOf } from "../log";
import { type Against, largest, stress, type Stressed } from "../lsp_tests";
import type { Tool, Tools } from "../page/tests/messages";
import type { Server } from "../server";
import { clientSettings } from "../settings";
import type { Tests } from "./tests";

let tokens = 0;

/** The stress test and the run of the largest inputs: what goes on of each, by the document. */
export class ToolRuns implements vscode.Disposable {
  private readonly shown = new Map<string, Tools>();
  private readonly going = new Map<string, vscode.CancellationTokenSource>();
  private readonly changed = new vscode.EventEmitter<string>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly server: Server,
    private readonly tests: Tests,
  ) {}

  dispose(): void {
    for (const source of this.going.values()) source.cancel();
    this.changed.dispose();
  }

  of(uri: string): Tools {
    return this.shown.get(uri) ?? {};
  }

  cancel(uri: string, tool: keyof Tools): void {
    this.going.get(`${tool} ${uri}`)?.cancel();
  }

  close(uri: string, tool: keyof Tools): void {
    if (!this.of(uri)[tool]?.running) this.show(uri, tool, undefined);
  }

  /** Asks against what, then seeks an input on which both differ. */
  async stress(): Promise<void> {
    const uri = this.tests.document;
    const against = await chooseOther(uri, this.tests.view?.problemId ?? "");
    if (!against) return;
    const params = { ...this.tests.place(uri), against };
    await this.run(uri, "stress", stress, params, "Looking for an input…");
  }

  async largest(): Promise<void> {
    const uri = this.tests.document;
    await this.run(uri, "largest", largest, this.tests.place(uri), "Making the largest inputs…");
  }

  /** The counterexample that was found becomes a test of the user's own. */
  async keep(): Promise<void> {
    const uri = this.tests.document;
    const found = this.of(uri).stress?.result?.test;
    if (!found) throw new Hint("There is no counterexample to keep: run a stress test first.");
    const { input, expected } = found;
    await this.tests.edit(uri, [{ op: "add", input, expected, name: this.nameOfKept(uri) }]);
    this.show(uri, "stress", undefined);
  }

  private nameOfKept(uri: string): string {
    const names = new Set(this.tests.viewOf(uri)?.tests.map(({ name }) => name));
    let number = 1;
    while (names.has(`Stress ${number}`)) number += 1;
    return `Stress ${number}`;
  }

  private async run<P extends object, R extends { message: string }>(
    uri: string,
    tool: keyof Tools,
    type: RequestType<P, R, void>,
    params: P,
    begins: string,
  ): Promise<void> {
    const client = await this.server.needed();
    await this.tests.opened(uri);
    this.cancel(uri, tool);
    const source = new vscode.CancellationTokenSource();
    const key = `${tool} ${uri}`;
    this.going.set(key, source);
    tokens += 1;
    const workDoneToken = `shortlist-${tool}-${tokens}`;
    const isLast = () => this.going.get(key) === source;
    const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (progress) => {
      const { message } = progress;
      if (message && progress.kind !== "end" && isLast()) {
        this.show(uri, tool, { running: true, message });
      }
    });
    this.show(uri, tool, { running: true, message: begins });
    try {
      const result = await this.server.request(type, { ...params, workDoneToken }, source.token);
      if (isLast()) this.show(uri, tool, { running: false, message: result.message, result });
    } catch (error) {
      const cancelled = source.token.isCancellationRequested;
      const message = cancelled ? "Cancelled." : messageOf(error);
      if (isLast()) this.show(uri, tool, { running: false, message });
      if (!cancelled) throw error;
    } finally {
      listening.dispose();
      if (isLast()) this.going.delete(key);
      source.dispose();
    }
  }

  private show(uri: string, tool: keyof Tools, state: Tool<unknown> | undefined): void {
    this.shown.set(uri, { ...this.of(uri), [tool]: state as Tool<Stressed & never> | undefined });
    this.changed.fire(uri);
  }
}

/** With what the program is compared: another file, or what the candidates of a solve agree on. */
async function chooseOther(uri: string, problemId: string): Promise<Against | undefined> {
  const file = vscode.Uri.parse(uri);
  const entries: (vscode.QuickPickItem & { against?: Against })[] = [];
  if (problemId && clientSettings(file).ai) {
    entries.push({
      label: "$(sparkle) The candidates of the solve",
      description: "what most of them print is expected",
      against: { kind: "candidates" },
    });
  }
  for (const beside of await filesBeside(file)) {
    entries.push({
      label: `$(file-code) ${path.basename(beside.fsPath)}`,
      description: "what it prints is expected",
      against: { kind: "file", path: beside.fsPath },
    });
  }
  entries.push({ label: "$(folder-opened) Another file…", alwaysShow: true });
  const chosen = await vscode.window.showQuickPick(entries, {
    title: "Stress test",
    placeHolder: "With what is your program compared? A slow one that is surely right is best.",
  });
  if (!chosen || chosen.against) return chosen?.against;
  const files = await vscode.window.showOpenDialog({
    title: "The program to compare with",
    defaultUri: file.scheme === "untitled" ? undefined : vscode.Uri.joinPath(file, ".."),
  });
  return files?.[0] && { kind: "file", path: files[0].fsPath };
}

const PROGRAMS = /\.(py|cpp|cc|cxx|c|java|js|mjs|go|rs)$/i;

/** Other programs in the folder, those first whose name begins as this one's. */
async function filesBeside(file: vscode.Uri): Promise<vscode.Uri[]> {
  if (file.scheme === "untitled") return [];
  const folder = vscode.Uri.joinPath(file, "..");
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
  const own = path.posix.basename(file.path);
  const stem = own.replace(/\.[^.]*$/, "");
  const likeness = (name: string) =>
    Number(name.startsWith(stem)) * 2 + Number(/brute|slow|naive|right/i.test(name));
  return entries
    .filter(([name, kind]) => kind !== vscode.FileType.Directory && PROGRAMS.test(name))
    .map(([name]) => name)
    .filter((name) => name !== own)
    .sort((a, b) => likeness(b) - likeness(a) || a.localeCompare(b))
    .map((name) => vscode.Uri.joinPath(folder, name));
}
