import * as vscode from "vscode";
import { messageOf, showFailure } from "../log";
import type { TestChange, TestText } from "../lsp_tests";
import type { Draft, FromPage, PageCommand, ToPage } from "../page/tests/messages";
import { nameGiven, NEW } from "../page/tests/messages";
import type { Contests } from "../practice/contests";
import type { Sessions } from "../practice/sessions";
import { fill } from "../webview";
import type { Debugging } from "./debug";
import type { TestTexts } from "./texts";
import type { Changed, Tests } from "./tests";
import type { ToolRuns } from "./tools";

export const TESTS_VIEW = "shortlist.tests";

/** Larger texts are edited in files, not in a form. */
const MOST_IN_FORM = 200_000;

/** A deleted test, as it was, and its place among the user's own. */
interface Deleted {
  uri: string;
  change: TestChange;
  place: number;
  name: string;
}

export interface Parts {
  tests: Tests;
  texts: TestTexts;
  tools: ToolRuns;
  debugging: Debugging;
  sessions: Sessions;
  contests: Contests;
}

/** The view of the tests in the side bar: it shows the document at hand and does what is asked in it. */
export class TestsView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private deleted: Deleted | undefined;
  private wanted: ToPage[] = [];
  private ready = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly parts: Parts,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { tests, tools, sessions, contests } = parts;
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider(TESTS_VIEW, this),
      tests.onDidChange((changed) => this.changed(changed)),
      tests.onDidTurn(() => this.showAll()),
      tools.onDidChange((uri) => {
        if (uri === tests.current) this.tell({ type: "tools", tools: tools.of(uri) });
      }),
      sessions.onDidChange(() => this.showPractice()),
      contests.onDidChange((contest) => this.tell({ type: "contest", contest })),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.ready = false;
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.ready = false;
    });
    // A hidden page is gone; when it is back it says so.
    view.onDidChangeVisibility(() => (this.ready &&= view.visible));
    view.webview.onDidReceiveMessage((message: FromPage) => {
      this.answer(message).catch((error) => showFailure(this.log, error));
    });
    fill(view.webview, this.extensionUri, "tests", "Tests");
  }

  get isVisible(): boolean {
    return this.view?.visible ?? false;
  }

  /** Brings the view into sight. The focus stays unless it is asked for. */
  async reveal(focus = false): Promise<void> {
    if (!this.isVisible || focus) {
      const options = { preserveFocus: !focus };
      await vscode.commands.executeCommand(`${TESTS_VIEW}.focus`, options);
    }
    if (focus) this.tellWhenReady({ type: "focus" });
  }

  /** The form of a new test, with the keyboard in it. */
  async add(): Promise<void> {
    await this.parts.tests.here();
    await vscode.commands.executeCommand(`${TESTS_VIEW}.focus`);
    this.tellWhenReady({ type: "add" });
  }

  private tell(message: ToPage): void {
    // A hidden page is gone; it is told everything when it is back.
    void this.view?.webview.postMessage(message);
  }

  private tellWhenReady(message: ToPage): void {
    if (this.ready && this.isVisible) this.tell(message);
    else this.wanted.push(message);
  }

  private changed({ uri, view, change }: Changed): void {
    if (uri !== this.parts.tests.current) return;
    if (change) this.tell({ type: "results", changed: change });
    else this.tell({ type: "show", view });
    if (change) return;
    this.showPractice();
    if (view?.practice) {
      this.parts.contests.know().catch((error) => this.log.info(`Contest: ${messageOf(error)}`));
    }
  }

  private showAll(): void {
    const { tests, tools, contests } = this.parts;
    this.tell({ type: "show", view: tests.view });
    this.tell({ type: "tools", tools: tests.current ? tools.of(tests.current) : {} });
    this.showPractice();
    this.tell({ type: "contest", contest: contests.contest });
  }

  private showPractice(): void {
    const { tests, sessions } = this.parts;
    this.tell({ type: "practice", session: sessions.of(tests.view) });
  }

  private async answer(message: FromPage): Promise<void> {
    const { tests, texts, tools, debugging } = this.parts;
    if (message.type === "ready") {
      this.ready = true;
      this.showAll();
      for (const wanted of this.wanted.splice(0)) this.tell(wanted);
      if (tests.current) await tests.refresh(tests.current);
      return;
    }
    if (message.type === "openFile") return openFile(message.file);
    if (message.type === "back") return backToCode(tests.current);
    if (message.type === "draft") return this.draft(message.uri, message.id);
    if (message.type === "edit") return this.edit(message.uri, message.id, message.change);
    const uri = tests.document;
    switch (message.type) {
      case "run":
        await tests.run(uri, message.ids);
        return;
      case "cancel":
        return tests.cancel(uri);
      case "cancelTool":
        return tools.cancel(uri, message.tool);
      case "closeTool":
        return tools.close(uri, message.tool);
      case "cancelSubmit":
        return this.parts.sessions.cancel(tests.view);
      case "debug":
        return debugging.start(uri, message.id);
      case "goto":
        return this.goTo(uri, message.id);
      case "compare":
        return texts.compare(uri, message.id);
      case "whole":
        return texts.open(uri, message.id, message.what);
      case "copy":
        return this.copy(uri, message.id, message.what);
      case "solution":
        return this.parts.sessions.openSolution(tests.view, message.index);
      case "command":
        return this.command(uri, message.command);
    }
  }

  /** The palette's commands do what most buttons do, with their own messages. */
  private async command(uri: string, command: PageCommand): Promise<void> {
    const { tools, sessions, contests } = this.parts;
    const run = (name: string) => vscode.commands.executeCommand(`shortlist.${name}`);
    switch (command) {
      case "undo":
        return this.undo(uri);
      case "keep":
        return tools.keep();
      case "showFailure":
        return sessions.submit(this.parts.tests.view, true);
      case "finishContest":
        return contests.finish();
      case "console":
        await run("talkToProgram");
        return;
      case "similar":
        await run("practiceSimilar");
        return;
      default:
        await run(command);
    }
  }

  private async goTo(uri: string, id: string): Promise<void> {
    const { range } = this.parts.tests.find(uri, id);
    const document = await this.parts.tests.opened(uri);
    const start = range && new vscode.Position(range.start.line, range.start.character);
    const selection = start && new vscode.Range(start, start);
    await vscode.window.showTextDocument(document, { selection });
  }

  private async copy(uri: string, id: string, what: TestText): Promise<void> {
    await vscode.env.clipboard.writeText(await this.parts.tests.text(uri, id, what));
    vscode.window.setStatusBarMessage("$(check) Copied", 3000);
  }

  /** A test whose texts are longer than the view has them, for its form. */
  private async draft(uri: string, id: string): Promise<void> {
    const { name, expected } = this.parts.tests.find(uri, id);
    const compared = expected !== undefined;
    const draft: Draft = {
      name: nameGiven(name),
      input: await this.parts.tests.text(uri, id, "input"),
      expected: compared ? await this.parts.tests.text(uri, id, "expected") : "",
      compared,
    };
    if (draft.input.length + draft.expected.length > MOST_IN_FORM) {
      const { file } = this.parts.tests.viewOf(uri) ?? {};
      const message = `${name} is too long for a form. Edit it in ${file ?? "its file"}.`;
      return this.tell({ type: "text", uri, id, message });
    }
    this.tell({ type: "text", uri, id, draft });
  }

  private async edit(uri: string, id: string, change: TestChange): Promise<void> {
    try {
      const deleted = change.op === "delete" ? await this.asItIs(uri, id) : undefined;
      await this.parts.tests.edit(uri, [change]);
      this.tell({ type: "edited", uri, id });
      if (!deleted) return;
      this.deleted = deleted;
      this.tell({ type: "deleted", uri, name: deleted.name });
    } catch (error) {
      const known =
        id === NEW || this.parts.tests.viewOf(uri)?.tests.some((each) => each.id === id);
      if (!known) throw error;
      this.tell({ type: "edited", uri, id, message: messageOf(error) });
    }
  }

  private async asItIs(uri: string, id: string): Promise<Deleted> {
    const { tests } = this.parts;
    const { name, expected, cut, input } = tests.find(uri, id);
    const own = tests.viewOf(uri)?.tests.filter(({ kind }) => kind === "own") ?? [];
    const whole = async (what: TestText, text: string) =>
      cut ? await tests.text(uri, id, what) : text;
    const texts = {
      input: await whole("input", input),
      ...(expected === undefined ? {} : { expected: await whole("expected", expected) }),
    };
    const place = own.findIndex((each) => each.id === id);
    return { uri, name, place, change: { op: "add", name: nameGiven(name), ...texts } };
  }

  private async undo(uri: string): Promise<void> {
    const { deleted } = this;
    if (deleted?.uri !== uri) return;
    this.deleted = undefined;
    const view = await this.parts.tests.edit(uri, [deleted.change]);
    const own = view.tests.filter(({ kind }) => kind === "own");
    const last = own.at(-1);
    if (!last || deleted.place >= own.length - 1) return;
    await this.parts.tests.edit(uri, [{ op: "move", id: last.id, to: deleted.place }]);
  }
}

async function openFile(file: string): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}

async function backToCode(uri: string | undefined): Promise<void> {
  if (!uri) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, { viewColumn: shown?.viewColumn });
}
