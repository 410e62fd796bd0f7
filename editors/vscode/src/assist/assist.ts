import * as vscode from "vscode";
import { messageOf, showFailure } from "../log";
import {
  assistEdit,
  assistView,
  type AssistView,
  type DidAssist,
  didAssist,
  type How,
} from "../lsp_assist";
import { ServerCommand } from "../lsp_ext";
import type { FromPage } from "../page/assist/messages";
import type { Server } from "../server";
import { clientSettings, SECTION } from "../settings";
import { applyEdit, firstLine } from "./edits";
import { AssistPanel } from "./panel";

/** How long the user looks at another file before the view turns to it. */
const FOLLOW_AFTER_MS = 250;

const DONE: Record<How, string> = {
  step: "Put below its step",
  beside: "Put into a new file",
  below: "Put below, as a comment",
  inPlace: "Put in the place of the program",
};

/**
 * The view of what a model does with a file: it opens when the server says that a task has begun,
 * follows the file that is looked at, and does what is asked in it. What it shows comes from the
 * server, whole.
 */
export class Assist implements vscode.Disposable {
  private readonly panel: AssistPanel;
  private readonly askedAgain = new vscode.EventEmitter<AssistView>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly going = new Set<string>();
  private following: NodeJS.Timeout | undefined;

  /** The user wants the task that is shown once more. */
  readonly onDidAskAgain = this.askedAgain.event;

  constructor(
    context: vscode.ExtensionContext,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.panel = new AssistPanel(context.extensionUri);
    server.listen(didAssist, (told) => this.told(told));
    this.subscriptions = [
      this.panel,
      this.askedAgain,
      this.panel.onDidAsk((message) => {
        this.answer(message).catch((error) => showFailure(this.log, error));
      }),
      server.onDidChangeState((state) => {
        if (state === "running") void this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("shortlist") && !clientSettings().ai) this.panel.close();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.followSoon()),
      // The server forgets what it knows of a file that is closed.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.toString() === this.panel.view?.uri) void this.refresh();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.following);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The file whose task has the keyboard. */
  get active(): string | undefined {
    return this.panel.isActive ? this.panel.view?.uri : undefined;
  }

  /** Opens the view of what was done last with a file, with the keyboard in it. */
  async show(uri: string): Promise<boolean> {
    const view = await this.server.request(assistView, { uri });
    if (!view || !clientSettings().ai) return false;
    this.panel.reveal();
    this.panel.show(view);
    this.panel.focus();
    return true;
  }

  /** Ends the task that is shown, while it goes on. What came of it stays. */
  async cancel(): Promise<void> {
    const { runId, uri, state } = this.panel.view ?? {};
    if (state !== "running") return;
    // Before the engine has taken it, it has no name.
    await this.server.execute(ServerCommand.cancel, runId ? { runId } : { uri });
  }

  /** Puts the cursor into a file, in the editor that shows it or else in the first group. */
  async backToCode(uri: string, line?: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
    const start = line === undefined ? undefined : new vscode.Position(line, 0);
    const selection = start && new vscode.Range(start, start);
    await vscode.window.showTextDocument(document, { viewColumn, selection });
  }

  private told({ uri, runId, task, message, view }: DidAssist): void {
    if (!clientSettings().ai) return; // contest mode came meanwhile
    if (view?.show) this.panel.reveal();
    const shown = this.panel.view;
    if (view) {
      if (view.show || view.uri === shown?.uri) this.panel.show({ runId, ...view });
    } else if (shown?.uri === uri && shown.task === task && shown.state === "running") {
      // Nothing else is new.
      this.panel.show({ ...shown, show: false, runId, headline: message });
    }
    if (!view || view.state === "running") this.going.add(runId);
    else if (this.going.delete(runId)) this.tellEnd(view);
  }

  /** Says once how a task ended whose view was closed meanwhile. Failures are told by who asked. */
  private tellEnd({ uri, state, headline }: AssistView): void {
    const isShown = this.panel.isVisible && this.panel.view?.uri === uri;
    const level = vscode.workspace.getConfiguration(SECTION).get<string>("showNotifications");
    if (isShown || state !== "done" || level === "off") return;
    if (level !== "always") {
      vscode.window.setStatusBarMessage(`$(check) ${headline}`, 5000);
      return;
    }
    const show = "Show";
    void vscode.window.showInformationMessage(headline, show).then((chosen) => {
      if (chosen === show) void this.show(uri).catch((error) => showFailure(this.log, error));
    });
  }

  private async answer(message: FromPage): Promise<void> {
    const { view } = this.panel;
    if (!view) return;
    switch (message.type) {
      case "ready":
        return this.refresh();
      case "put":
        return this.put(view, message.id, message.how);
      case "copy":
        return this.copy(view, message.id);
      case "goto":
        return this.backToCode(view.uri, message.line);
      case "cancel":
        return this.cancel();
      case "again":
        return this.askedAgain.fire(view);
      case "back":
        return this.backToCode(view.uri);
    }
  }

  /** A program, or without one the words. */
  private async copy(view: AssistView, id?: string): Promise<void> {
    const text =
      id === undefined ? wordsOf(view) : view.items.find((each) => each.id === id)?.source;
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage("$(check) Copied", 3000);
  }

  /** Into the file, or a new one beside it. Of what is not proved the user is asked first. */
  private async put(view: AssistView, id: string, how: How): Promise<void> {
    const { uri } = view;
    const item = view.items.find((each) => each.id === id);
    if (!item) return;
    const file = vscode.Uri.parse(uri);
    // It may have been closed since.
    if (file.scheme === "file") await vscode.workspace.openTextDocument(file);
    const asked = { uri, item: id, how };
    const answer = await this.server.request(assistEdit, asked).catch(async (error: unknown) => {
      if (kindOf(error) !== "unproved") throw error;
      if (!(await confirmed(messageOf(error)))) return undefined;
      return this.server.request(assistEdit, { ...asked, unproved: true });
    });
    if (!answer) return;
    await applyEdit(this.server, answer.edit);
    if (answer.file) await showNew(vscode.Uri.parse(answer.file));
    else await this.backToCode(uri, firstLine(answer.edit, uri));
    vscode.window.setStatusBarMessage(`$(check) ${DONE[how]}`, 5000);
  }

  private followSoon(): void {
    clearTimeout(this.following);
    if (!this.panel.isVisible) return;
    this.following = setTimeout(() => void this.follow(), FOLLOW_AFTER_MS);
  }

  /** Turns the view to the file that is looked at, when something was done with that. */
  private async follow(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    if (!uri || uri === this.panel.view?.uri || !clientSettings().ai) return;
    const view = await this.view(uri);
    const isLast = vscode.window.activeTextEditor?.document.uri.toString() === uri;
    if (view && isLast && this.panel.isVisible) this.panel.show(view);
  }

  /** Reads the view again, unless something newer of it comes meanwhile. */
  private async refresh(): Promise<void> {
    const shown = this.panel.view;
    if (!shown) return;
    const view = await this.view(shown.uri);
    if (view === undefined || this.panel.view !== shown) return;
    if (view) this.panel.show(view);
    else this.panel.forget();
  }

  /** Null where the server knows of none, and undefined where it cannot be asked. */
  private async view(uri: string): Promise<AssistView | null | undefined> {
    try {
      return await this.server.running.sendRequest(assistView, { uri });
    } catch (error) {
      this.log.debug(`Tasks: ${messageOf(error)}`);
      return undefined;
    }
  }
}

/** What the model said, with what is wrong in it marked. */
function wordsOf({ task, passages }: AssistView): string {
  const marked = passages.map(({ text, wrong }) => (wrong ? `${text} [wrong: ${wrong}]` : text));
  return marked.join(task === "explain" ? "" : "\n\n");
}

function kindOf(error: unknown): string | undefined {
  return (error as { data?: { kind?: string } } | undefined)?.data?.kind;
}

async function confirmed(detail: string): Promise<boolean> {
  const yes = "Put It In";
  const question = "It is not proved to do the same. Put it in all the same?";
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

/** A file that an edit has made: it is written, and shown where the code is. */
async function showNew(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty) await document.save();
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}
