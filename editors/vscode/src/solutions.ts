import * as vscode from "vscode";
import {
  type Accepted,
  panelContent,
  parseProblem,
  type PanelContent,
  type ProblemReference,
  ServerCommand,
  type SolutionReference,
  SOLUTIONS_SCHEME,
} from "./lsp_ext";
import { showFailure } from "./log";
import type { Executed, Server } from "./server";
import { clientSettings } from "./settings";

/**
 * The solutions document: text, lenses and refreshes come from the server; here it is opened, walked
 * through, and its solutions are accepted and copied.
 */
export class Solutions implements vscode.Disposable {
  /** Solves whose document is opened when their first solution is there. */
  private readonly awaited = new Set<string>();
  /** The file of each problem whose solutions were seen; the status names the latest ones only. */
  private readonly sources = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      server.onDidExecute((executed) => this.afterCommand(executed)),
      server.onDidChangeStatus(() => this.showAwaited()),
      server.onDidChangeState(() => this.awaited.clear()),
      vscode.workspace.onDidChangeConfiguration(async (event) => {
        if (event.affectsConfiguration("shortlist") && !clientSettings().ai) await this.close();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The problem that a command without an argument means. Throws an error for the user. */
  async problemAtCursor(): Promise<ProblemReference> {
    const editor = vscode.window.activeTextEditor;
    if (!editor)
      throw new Error("Open a file with a problem in a comment, and put the cursor on it.");
    const { document, selection } = editor;
    if (document.uri.scheme === SOLUTIONS_SCHEME) return this.problemOf(document.uri);
    const client = this.server.running;
    const parsed = await client.sendRequest(
      parseProblem,
      client.code2ProtocolConverter.asTextDocumentPositionParams(document, selection.active),
    );
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    if (parsed.problem) return { uri, problemId: parsed.problem.digest };
    const issue = parsed.problems[0];
    if (issue) throw new Error(`Line ${issue.range.start.line + 1}: ${issue.message}`);
    throw new Error("There is no problem here: put the cursor on the comment with the statement.");
  }

  /** Whether the problem has solutions to show. */
  async has({ problemId }: ProblemReference): Promise<boolean> {
    const content = await this.content(problemId).catch(() => undefined);
    return (content?.anchors.length ?? 0) > 0;
  }

  /** Opens the document beside the code, or shows it where it is open. The focus stays. */
  async show(reference?: ProblemReference): Promise<void> {
    const { problemId, uri } = reference ?? (await this.problemAtCursor());
    this.sources.set(problemId, uri);
    const { text } = await this.content(problemId);
    const document = await vscode.workspace.openTextDocument(panelUri(problemId, text));
    await vscode.window.showTextDocument(document, {
      viewColumn: this.panelEditor()?.viewColumn ?? vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
    if (!clientSettings().ai) return this.close(); // contest mode came meanwhile
    // The server refreshes documents that it knows to be open: what changed before that is read here.
    const { text: now } = await this.content(problemId);
    if (now !== document.getText()) this.server.reread(document.uri);
  }

  /** Closes every solutions document: contest mode leaves no proposal on the screen. */
  private async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const panels = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === SOLUTIONS_SCHEME,
    );
    await vscode.window.tabGroups.close(panels, true);
  }

  /** Inserts the solution under the cursor of the solutions document, else the problem's best one. */
  async accept(reference?: SolutionReference): Promise<void> {
    const solution = reference ?? (await this.solutionAtCursor());
    await this.server.execute(ServerCommand.accept, solution);
  }

  private afterCommand({ command, argument, answer }: Executed): void {
    if (command === ServerCommand.solve) {
      this.awaited.add((answer as { solveId: string }).solveId);
      this.showAwaited();
    } else if (command === ServerCommand.accept) {
      const shown = this.accepted(argument as SolutionReference, answer as Accepted);
      shown.catch((error) => showFailure(this.log, error));
    }
  }

  private showAwaited(): void {
    for (const solve of this.server.status?.solves ?? []) {
      this.sources.set(solve.problemId, solve.uri);
      if (!this.awaited.has(solve.solveId)) continue;
      if (solve.solutions > 0 || !solve.active) this.awaited.delete(solve.solveId);
      if (solve.solutions > 0) this.show(solve).catch((error) => showFailure(this.log, error));
    }
  }

  /** After the server answered an accept: shows where the program went, or hands it to the user. */
  private async accepted(reference: SolutionReference, answer: Accepted): Promise<void> {
    if (answer.applied) {
      if (answer.uri && answer.uri !== reference.uri) return; // a document of its own, shown already
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri));
      const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
      const viewColumn = shown?.viewColumn;
      showProgram(await vscode.window.showTextDocument(document, { viewColumn }), answer.text);
      return;
    }
    if (answer.cancelled) return;
    const copy = "Copy";
    const message = answer.failureReason ?? "the editor refused the edit";
    const chosen = await vscode.window.showWarningMessage(`Not inserted: ${message}`, copy);
    if (chosen === copy) await vscode.env.clipboard.writeText(answer.text);
  }

  async copy(argument: { text: string }): Promise<void> {
    await vscode.env.clipboard.writeText(argument.text);
    vscode.window.setStatusBarMessage("$(check) Solution copied", 3000);
  }

  /** Puts the cursor on the next or the previous solution, and shows the document first if need be. */
  async move(step: 1 | -1): Promise<void> {
    let editor = this.panelEditor();
    if (!editor) {
      await this.show();
      editor = this.panelEditor();
    }
    if (!editor) return;
    const { anchors } = await this.content(this.problemOf(editor.document.uri).problemId);
    const lines = anchors.map((anchor) => anchor.range.start.line);
    const here = editor.selection.active.line;
    const later = lines.filter((line) => line > here);
    const earlier = lines.filter((line) => line < here && line !== lines[this.index(lines, here)]);
    const target = step > 0 ? (later[0] ?? lines[0]) : (earlier.at(-1) ?? lines.at(-1));
    if (target === undefined) throw new Error("There are no solutions yet.");
    const position = new vscode.Position(target, 0);
    const { document, viewColumn } = editor;
    const shown = await vscode.window.showTextDocument(document, { viewColumn });
    shown.selection = new vscode.Selection(position, position);
    shown.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.AtTop);
  }

  private async solutionAtCursor(): Promise<SolutionReference> {
    const reference = await this.problemAtCursor();
    const content = await this.content(reference.problemId);
    const editor = vscode.window.activeTextEditor;
    const inPanel = editor?.document.uri.scheme === SOLUTIONS_SCHEME;
    const lines = content.anchors.map((anchor) => anchor.range.start.line);
    const index = inPanel ? this.index(lines, editor.selection.active.line) : 0;
    const anchor = content.anchors[Math.max(index, 0)];
    if (!anchor) throw new Error("There are no solutions yet. Run “Shortlist: Solve” first.");
    return { ...reference, solutionId: anchor.id };
  }

  /** The index of the solution that a line belongs to; -1 above the first one. */
  private index(lines: readonly number[], line: number): number {
    return lines.filter((start) => start <= line).length - 1;
  }

  private panelEditor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active?.document.uri.scheme === SOLUTIONS_SCHEME) return active;
    return vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.scheme === SOLUTIONS_SCHEME,
    );
  }

  private content(problemId: string): Promise<PanelContent> {
    return this.server.running.sendRequest(panelContent, { problemId });
  }

  private problemOf(panel: vscode.Uri): ProblemReference {
    const problemId = panel.path.split("/")[1]?.replace(/\.md$/, "") ?? "";
    const uri = this.sources.get(problemId);
    if (!uri) throw new Error("These solutions are gone: solve the problem again.");
    return { uri, problemId };
  }
}

/** Puts the cursor where the program begins; the body of a function may stand there in other words. */
function showProgram(editor: vscode.TextEditor, program: string): void {
  const text = editor.document.getText().replaceAll("\r\n", "\n");
  const before = text.slice(0, Math.max(text.indexOf(program.trim()), 0));
  const position = new vscode.Position(before.split("\n").length - 1, 0);
  if (position.line === 0) return;
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position));
}

/** The document's address: the problem for the server, and its heading as a name for the tab. */
function panelUri(problemId: string, text: string): vscode.Uri {
  const heading = text.match(/^# (.+)$/m)?.[1] ?? "Solutions";
  const name = heading
    .replace(/[/\\?#%:*"<>|]+/g, " ")
    .slice(0, 80)
    .trim();
  return vscode.Uri.from({ scheme: SOLUTIONS_SCHEME, path: `/${problemId}/${name}.md` });
}
