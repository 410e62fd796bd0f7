import * as vscode from "vscode";
import { LSPErrorCodes, ResponseError } from "vscode-languageclient/node";
import {
  type Accepted,
  attention,
  parseProblem,
  type ProblemReference,
  ServerCommand,
  type SolutionReference,
  type SolutionsView,
  solutionsView,
} from "./lsp_ext";
import { Hint, messageOf, showFailure } from "./log";
import type { FromPage, ProgramAction } from "./page/solutions/messages";
import { Outcomes } from "./outcomes";
import { SolutionsPanel } from "./panel";
import { openProgram, Programs, programsOf } from "./programs";
import type { Executed, Server } from "./server";
import { clientSettings } from "./settings";

/** How long the cursor rests before the view turns to the problem it is in. */
const FOLLOW_AFTER_MS = 250;

/**
 * The solutions view: it opens with a solve, follows the problem that the cursor is in, and does what
 * is asked in it. What it shows comes from the server, whole, whenever that says that it changed.
 */
export class Solutions implements vscode.Disposable {
  private readonly panel: SolutionsPanel;
  private readonly programs = new Programs();
  private readonly subscriptions: vscode.Disposable[];
  private refreshing: Promise<void> | undefined;
  private changed = false;
  private following: NodeJS.Timeout | undefined;

  constructor(
    context: vscode.ExtensionContext,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.panel = new SolutionsPanel(context.extensionUri);
    this.subscriptions = [
      this.panel,
      this.programs,
      new Outcomes(server, log, {
        isShown: (problemId) =>
          this.panel.isVisible && this.panel.reference?.problemId === problemId,
        view: (problemId) => this.view(problemId),
        show: (reference) => this.show(reference),
      }),
      this.panel.onDidAsk((message) => {
        this.answer(message).catch((error) => showFailure(this.log, error));
      }),
      server.onDidExecute((executed) => this.afterCommand(executed)),
      server.onDidChangeSolutions(({ problemId }) => {
        if (problemId === this.panel.reference?.problemId) this.refresh();
      }),
      server.onDidChangeState((state) => {
        if (state === "running") this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("shortlist") && !clientSettings().ai) this.panel.close();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.followSoon()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) this.followSoon();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.following);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The problem that a command without an argument means. Throws an error for the user. */
  async problemAtCursor(): Promise<ProblemReference> {
    if (this.panel.isActive && this.panel.reference) return this.panel.reference;
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      throw new Hint("Open a file with a problem in a comment, and put the cursor on it.");
    }
    const client = this.server.running;
    const { document, selection } = editor;
    const parsed = await client.sendRequest(
      parseProblem,
      client.code2ProtocolConverter.asTextDocumentPositionParams(document, selection.active),
    );
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    if (parsed.problem) return { uri, problemId: parsed.problem.digest };
    const issue = parsed.problems[0];
    if (issue) throw new Hint(`Line ${issue.range.start.line + 1}: ${issue.message}`);
    throw new Hint("There is no problem here: put the cursor on the comment with the statement.");
  }

  /** Whether the problem has something to show: solutions, or what came near. */
  async has({ problemId }: ProblemReference): Promise<boolean> {
    const view = await this.view(problemId).catch(() => undefined);
    return view !== undefined && programsOf(view).length > 0;
  }

  /** Opens the view of a problem beside the code, or turns the open one to it. The focus stays. */
  async show(reference?: ProblemReference): Promise<void> {
    const { problemId, uri } = reference ?? (await this.problemAtCursor());
    const view = await this.view(problemId);
    if (!clientSettings().ai) return; // contest mode came meanwhile
    this.panel.reveal();
    this.panel.show({ uri, problemId }, view);
  }

  /** Shows the view and puts the keyboard into it. */
  async focus(reference?: ProblemReference): Promise<void> {
    await this.show(reference);
    this.panel.focus();
  }

  /** Inserts the program that is chosen in the view, else the best one of the problem at the cursor. */
  async accept(reference?: SolutionReference): Promise<void> {
    const solution = reference ?? (await this.chosen());
    await this.server.execute(ServerCommand.accept, solution);
  }

  /** Copies a text, or the program that is chosen in the view. */
  async copy(argument?: { text: string }): Promise<void> {
    let text = argument?.text;
    if (text === undefined) {
      const { problemId, solutionId } = await this.chosen();
      const view = await this.view(problemId);
      text = programsOf(view).find(({ id }) => id === solutionId)?.source ?? "";
    }
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage("$(check) Solution copied", 3000);
  }

  /** Puts the keyboard on the next or the previous program, and shows the view first if need be. */
  async move(step: 1 | -1): Promise<void> {
    if (!this.panel.isVisible) await this.show();
    // The first time the keyboard goes where it was.
    if (this.panel.isActive) this.panel.tell({ type: "move", step });
    this.panel.focus();
  }

  private async chosen(): Promise<SolutionReference> {
    const { reference, selected, isActive } = this.panel;
    if (isActive && reference && selected) return { ...reference, solutionId: selected };
    const here = await this.problemAtCursor();
    const same = here.problemId === reference?.problemId;
    const view = await this.view(here.problemId);
    const solutionId = (same && selected) || view.solutions[0]?.id;
    if (!solutionId) {
      throw new Hint("There are no solutions yet. Run “Shortlist: Solve” first.");
    }
    return { ...here, solutionId };
  }

  private async answer(message: FromPage): Promise<void> {
    const { reference, view } = this.panel;
    if (!reference) return;
    switch (message.type) {
      case "ready":
        return this.refresh();
      case "action":
        return this.act(message.action, { ...reference, solutionId: message.id });
      case "attention":
        return this.tellAttention(reference.problemId, message.id);
      case "cancel":
        await this.server.execute(ServerCommand.cancel, { solveId: view?.solveId });
        return;
      case "solve":
        await this.server.execute(ServerCommand.solve, reference);
        return;
      case "back":
        await this.backToCode(reference);
        return;
    }
  }

  private async act(action: ProgramAction, reference: SolutionReference): Promise<void> {
    const { view } = this.panel;
    const program = view && programsOf(view).find(({ id }) => id === reference.solutionId);
    if (action === "insert") await this.insert(reference);
    else if (action === "run") await this.server.execute(ServerCommand.run, reference);
    else if (!program) return;
    else if (action === "copy") await this.copy({ text: program.source });
    else if (action === "compare") await this.programs.compare(view, program.id);
    else await openProgram(program);
  }

  /** Into the file of the problem, which may have been closed since. */
  private async insert(reference: SolutionReference): Promise<void> {
    const uri = vscode.Uri.parse(reference.uri);
    if (uri.scheme === "file") await vscode.workspace.openTextDocument(uri);
    await this.server.execute(ServerCommand.accept, reference);
  }

  private async tellAttention(problemId: string, id: string): Promise<void> {
    try {
      const found = await this.server.running.sendRequest(attention, { problemId, solutionId: id });
      this.panel.tell({ type: "attention", id, attention: found });
    } catch (error) {
      this.panel.tell({ type: "attention", id, message: messageOf(error) });
    }
  }

  private async backToCode({ uri }: ProblemReference): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const { visibleTextEditors } = vscode.window;
    const shown = visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(document, { viewColumn });
  }

  private afterCommand({ command, argument, answer }: Executed): void {
    const shown =
      command === ServerCommand.solve
        ? this.showSolve((answer as { solveId: string }).solveId, argument as ProblemReference)
        : command === ServerCommand.accept
          ? this.accepted(argument as SolutionReference, answer as Accepted)
          : undefined;
    shown?.catch((error) => showFailure(this.log, error));
  }

  /** The view opens with the solve, so that it can be watched. A lens says a place, not a problem. */
  private async showSolve(solveId: string, { uri, problemId }: ProblemReference): Promise<void> {
    const known =
      problemId ?? this.server.status?.solves.find((s) => s.solveId === solveId)?.problemId;
    await this.show(known ? { uri, problemId: known } : undefined);
  }

  /** After the server answered an accept: shows where the program went, or hands it to the user. */
  private async accepted(reference: SolutionReference, answer: Accepted): Promise<void> {
    if (answer.applied) {
      if (answer.uri && answer.uri !== reference.uri) return; // a document of its own, shown already
      await this.backToCode(reference);
      const editor = vscode.window.activeTextEditor;
      if (editor) showProgram(editor, answer.text);
      return;
    }
    if (answer.cancelled) return;
    const copy = "Copy";
    const message = answer.failureReason ?? "the editor refused the edit";
    const chosen = await vscode.window.showWarningMessage(`Not inserted: ${message}`, copy);
    if (chosen === copy) await vscode.env.clipboard.writeText(answer.text);
  }

  private followSoon(): void {
    clearTimeout(this.following);
    if (!this.panel.isVisible || this.panel.isActive) return;
    this.following = setTimeout(() => void this.follow(), FOLLOW_AFTER_MS);
  }

  /** Turns the view to the problem that the cursor is in, when that has something to show. */
  private async follow(): Promise<void> {
    if (!this.panel.isVisible || !clientSettings().ai) return;
    const reference = await this.problemAtCursor().catch(() => undefined);
    if (!reference || reference.problemId === this.panel.reference?.problemId) return;
    const view = await this.view(reference.problemId).catch(() => undefined);
    if (view && this.panel.isVisible) this.panel.show(reference, view);
  }

  /** Reads the view again; what changes meanwhile is read once more. */
  private refresh(): void {
    this.changed = true;
    this.refreshing ??= this.refreshNow().finally(() => (this.refreshing = undefined));
  }

  private async refreshNow(): Promise<void> {
    while (this.changed) {
      this.changed = false;
      const { reference } = this.panel;
      if (!reference) return;
      try {
        const view = await this.view(reference.problemId);
        if (this.panel.reference === reference) this.panel.show(reference, view);
      } catch (error) {
        if (isUnknown(error)) this.panel.forget();
        else this.log.debug(`Solutions: ${messageOf(error)}`);
      }
    }
  }

  private view(problemId: string): Promise<SolutionsView> {
    return this.server.running.sendRequest(solutionsView, { problemId });
  }
}

/** Whether the server answered that it knows nothing of the problem. */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.RequestFailed) return false;
  return (error.data as { kind?: string } | undefined)?.kind === "noProblem";
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
