import * as vscode from "vscode";
import { Hint, messageOf } from "../log";
import { ServerCommand } from "../lsp_ext";
import {
  editTests,
  type RunEnded,
  runTests,
  type TestChange,
  type TestItem,
  tests,
  testsChanged,
  type TestsChanged,
  type TestsView,
  testText,
  type TestText,
} from "../lsp_tests";
import { LANGUAGES, type Server } from "../server";

/** How long the cursor rests before the tests of the problem it is in are looked for. */
const FOLLOW_AFTER_MS = 250;
const SCHEMES = ["file", "untitled", "vscode-remote"];

/** What changed of a document's tests: a few verdicts, or without `change` anything. */
export interface Changed {
  uri: string;
  view: TestsView | undefined;
  change?: TestsChanged;
}

/**
 * The tests of documents, as the server tells them, and which document is the one at hand: the last
 * one that the user worked on. Views, explorer and commands read them here.
 */
export class Tests implements vscode.Disposable {
  private readonly views = new Map<string, TestsView>();
  private readonly refreshing = new Map<string, Promise<void>>();
  private readonly outdated = new Set<string>();
  private readonly changed = new vscode.EventEmitter<Changed>();
  private readonly turned = new vscode.EventEmitter<string | undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private following: NodeJS.Timeout | undefined;
  private position: vscode.Position | undefined;

  readonly onDidChange = this.changed.event;
  /** Another document is at hand. */
  readonly onDidTurn = this.turned.event;
  current: string | undefined;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    server.listen(testsChanged, (change) => this.apply(change));
    this.subscriptions = [
      this.changed,
      this.turned,
      server.onDidChangeState((state) => {
        if (state === "running") this.refreshAll();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) this.followSoon();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri.toString())),
      // One that gets another language is closed and opened, and the editor stays the same.
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document === vscode.window.activeTextEditor?.document) this.follow();
      }),
    ];
    this.follow();
  }

  dispose(): void {
    clearTimeout(this.following);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  get view(): TestsView | undefined {
    return this.current === undefined ? undefined : this.views.get(this.current);
  }

  viewOf(uri: string): TestsView | undefined {
    return this.views.get(uri);
  }

  get known(): string[] {
    return [...this.views.keys()];
  }

  /** The document at hand. Throws an error for the user when there is none. */
  get document(): string {
    if (this.current === undefined) {
      throw new Hint("Open a file with a problem or a program first.");
    }
    return this.current;
  }

  /** The document at hand with its tests as they are now. */
  async here(): Promise<TestsView> {
    const { document: uri } = this;
    await this.refresh(uri);
    const view = this.views.get(uri);
    if (!view) throw new Hint("The tests of this file cannot be read; the log says why.");
    return view;
  }

  find(uri: string, id: string): TestItem {
    const found = this.views.get(uri)?.tests.find((test) => test.id === id);
    if (!found) throw new Hint("This test is not there any more.");
    return found;
  }

  /** A document and, in the one at hand, which of its problems is meant. */
  place(uri: string): { uri: string; position?: { line: number; character: number } } {
    const { position } = this;
    if (uri !== this.current || !position) return { uri };
    return { uri, position: { line: position.line, character: position.character } };
  }

  /** Runs tests of a document, all without `ids`, and answers when they ended. */
  async run(uri: string, ids?: string[], token?: vscode.CancellationToken): Promise<RunEnded> {
    await this.opened(uri);
    return this.server.request(runTests, { ...this.place(uri), ids }, token);
  }

  async cancel(uri: string): Promise<void> {
    if (await this.cancelKnown(uri)) return;
    // Another run may have begun since the view was read.
    await this.refresh(uri);
    await this.cancelKnown(uri);
  }

  async edit(uri: string, changes: TestChange[]): Promise<TestsView> {
    const view = await this.server.request(editTests, { uri, changes });
    this.put(uri, view);
    return view;
  }

  /** A text of a test, whole. */
  async text(uri: string, id: string, what: TestText): Promise<string> {
    return (await this.server.request(testText, { uri, id, what })).text;
  }

  put(uri: string, view: TestsView): void {
    this.views.set(uri, view);
    this.changed.fire({ uri, view });
  }

  /** Reads the tests of a document again; what changes meanwhile is read once more. */
  refresh(uri: string): Promise<void> {
    this.outdated.add(uri);
    const going = this.refreshing.get(uri);
    if (going) return going;
    const started = this.refreshNow(uri).finally(() => this.refreshing.delete(uri));
    this.refreshing.set(uri, started);
    return started;
  }

  /** A document that is not open yet is, so that the server knows its text. */
  async opened(uri: string): Promise<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  }

  private async cancelKnown(uri: string): Promise<boolean> {
    const runId = this.views.get(uri)?.runId;
    if (!runId) return false;
    const answer = await this.server.execute(ServerCommand.cancel, { runId });
    return (answer as { cancelled: number }).cancelled > 0;
  }

  private async refreshNow(uri: string): Promise<void> {
    while (this.outdated.delete(uri)) {
      try {
        const view = await this.server.request(tests, this.place(uri));
        // An edit may change what is shown without another version.
        const known = this.views.get(uri);
        const same = known?.version === view.version;
        if (!same || JSON.stringify(known) !== JSON.stringify(view)) this.put(uri, view);
      } catch (error) {
        this.log.debug(`Tests: ${messageOf(error)}`);
      }
    }
  }

  private refreshAll(): void {
    // Another server counts its versions anew.
    this.views.clear();
    for (const { document } of vscode.window.visibleTextEditors) {
      if (isOurs(document)) void this.refresh(document.uri.toString());
    }
    if (this.current) void this.refresh(this.current);
  }

  private apply(change: TestsChanged): void {
    const uri = vscode.Uri.parse(change.uri).toString();
    const view = this.views.get(uri);
    if (change.reload || !view) return void this.refresh(uri);
    const results = new Map(change.results.map(({ id, result }) => [id, result]));
    const { version, running, headline } = change;
    const now = {
      ...view,
      version,
      running,
      headline,
      tests: view.tests.map((test) =>
        results.has(test.id) ? { ...test, result: results.get(test.id) } : test,
      ),
    };
    this.views.set(uri, now);
    this.changed.fire({ uri, view: now, change });
  }

  private forget(uri: string): void {
    this.views.delete(uri);
    this.changed.fire({ uri, view: undefined });
    if (this.current !== uri) return;
    this.current = undefined;
    this.turned.fire(undefined);
  }

  /** The keyboard may go elsewhere, into a view or a log: the document stays at hand. */
  private follow(): void {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !isOurs(editor.document)) return;
    const uri = editor.document.uri.toString();
    this.position = editor.selection.active;
    if (uri !== this.current) {
      this.current = uri;
      this.turned.fire(uri);
    }
    if (this.server.state !== "failed") void this.refresh(uri);
  }

  private followSoon(): void {
    const editor = vscode.window.activeTextEditor;
    // In the same line it is the same problem.
    if (editor && editor.selection.active.line === this.position?.line) return;
    clearTimeout(this.following);
    this.following = setTimeout(() => this.follow(), FOLLOW_AFTER_MS);
  }
}

export function isOurs({ languageId, uri }: vscode.TextDocument): boolean {
  return (LANGUAGES as readonly string[]).includes(languageId) && SCHEMES.includes(uri.scheme);
}
