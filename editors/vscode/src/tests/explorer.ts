import * as path from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../log";
import type { TestItem, TestResult } from "../lsp_tests";
import type { Debugging } from "./debug";
import type { Changed, Tests } from "./tests";

/** Files with tests of their own that are offered before they are opened. */
const OWN_TESTS = "**/*.tests.json";
const MOST_FILES = 300;

/** A run that the Test Explorer shows for one document. */
interface Going {
  run: vscode.TestRun;
  /** Those that have no verdict yet. */
  left: Set<string>;
  /** Results of before, which are not this run's. */
  before: Map<string, string>;
  /** Whether it was begun here, and is to say something of each test. */
  asked: boolean;
}

/**
 * The tests in VS Code's own Test Explorer: a file, and below it its tests. What is run elsewhere is
 * shown here too, without taking the focus.
 */
export class Explorer implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController("shortlist", "Shortlist");
  private readonly going = new Map<string, Going>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly tests: Tests,
    private readonly debugging: Debugging,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { Run, Debug } = vscode.TestRunProfileKind;
    this.controller.createRunProfile(
      "Run",
      Run,
      (request, token) => this.run(request, token),
      true,
    );
    this.controller.createRunProfile("Debug", Debug, (request) => this.debug(request));
    this.controller.resolveHandler = (item) => this.resolve(item);
    this.controller.refreshHandler = () => this.discover();
    this.subscription = tests.onDidChange((changed) => this.changed(changed));
  }

  dispose(): void {
    for (const { run } of this.going.values()) run.end();
    vscode.Disposable.from(this.subscription, this.controller).dispose();
  }

  /** Files are found when the explorer is opened, and their tests when the file is. */
  private async resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (!item) return this.discover();
    if (!item.uri) return;
    try {
      await this.tests.opened(item.uri.toString());
      await this.tests.refresh(item.uri.toString());
    } catch (error) {
      item.error = messageOf(error);
    }
  }

  private async discover(): Promise<void> {
    for (const found of await vscode.workspace.findFiles(OWN_TESTS, undefined, MOST_FILES)) {
      const program = found.with({ path: found.path.replace(/\.tests\.json$/, "") });
      const there = await Promise.resolve(vscode.workspace.fs.stat(program)).then(
        () => true,
        () => false,
      );
      if (there) this.fileItem(program.toString());
    }
    for (const uri of this.tests.known) this.changed({ uri, view: this.tests.viewOf(uri) });
  }

  private fileItem(uri: string): vscode.TestItem {
    const known = this.controller.items.get(uri);
    if (known) return known;
    const file = vscode.Uri.parse(uri);
    const item = this.controller.createTestItem(uri, path.posix.basename(file.path), file);
    item.canResolveChildren = true;
    this.controller.items.add(item);
    return item;
  }

  private changed({ uri, view, change }: Changed): void {
    if (!view) return;
    if (view.tests.length === 0) {
      this.end(uri);
      this.controller.items.delete(uri);
      return;
    }
    const file = this.fileItem(uri);
    if (!change) this.list(file, view.tests);
    file.description = view.title;
    this.follow(file, uri, view.running, view.tests);
  }

  private list(file: vscode.TestItem, tests: readonly TestItem[]): void {
    const items = tests.map((test, index) => {
      const item =
        file.children.get(test.id) ?? this.controller.createTestItem(test.id, test.name, file.uri);
      item.label = test.name;
      item.sortText = String(index).padStart(5, "0");
      const { range } = test;
      item.range = range && new vscode.Range(range.start.line, 0, range.end.line, 0);
      return item;
    });
    file.children.replace(items);
  }

  /** Tells the run that goes on of verdicts that came, and ends it with the last one. */
  private follow(
    file: vscode.TestItem,
    uri: string,
    running: boolean,
    tests: readonly TestItem[],
  ): void {
    const going = this.going.get(uri) ?? (running ? this.begin(file, uri, undefined) : undefined);
    if (!going) return;
    for (const { id, result, expected } of tests) {
      const item = file.children.get(id);
      if (!item || !result || !going.left.has(id)) continue;
      if (going.before.get(id) === JSON.stringify(result)) continue;
      going.left.delete(id);
      report(going.run, item, result, expected);
    }
    if (!running) this.end(uri);
  }

  private begin(
    file: vscode.TestItem,
    uri: string,
    asked: { request: vscode.TestRunRequest; ids?: string[] } | undefined,
  ): Going {
    // Preserves the focus: whoever runs tests in the side bar does not want another panel.
    const request =
      asked?.request ?? new vscode.TestRunRequest([file], undefined, undefined, false, true);
    const run = this.controller.createTestRun(request, file.label);
    const before = new Map<string, string>();
    for (const { id, result } of this.tests.viewOf(uri)?.tests ?? []) {
      if (result) before.set(id, JSON.stringify(result));
    }
    const ids = asked?.ids ?? [...file.children].map(([id]) => id);
    for (const id of ids) {
      const item = file.children.get(id);
      if (item && asked) run.started(item);
    }
    const going = { run, left: new Set(ids), before, asked: asked !== undefined };
    this.going.set(uri, going);
    return going;
  }

  private end(uri: string): void {
    const going = this.going.get(uri);
    const file = this.controller.items.get(uri);
    this.going.delete(uri);
    if (!going) return;
    const tests = going.asked ? (this.tests.viewOf(uri)?.tests ?? []) : [];
    for (const { id, result, expected } of tests) {
      const item = going.left.has(id) ? file?.children.get(id) : undefined;
      if (item && result) report(going.run, item, result, expected);
      else if (item) going.run.skipped(item);
    }
    going.run.end();
  }

  private async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<void> {
    for (const [uri, ids] of await this.chosen(request)) {
      if (token.isCancellationRequested) return;
      const file = this.fileItem(uri);
      this.end(uri);
      const going = this.begin(file, uri, { request, ids });
      try {
        await this.tests.run(uri, ids, token);
        await this.tests.refresh(uri);
      } catch (error) {
        if (token.isCancellationRequested) return; // what has no verdict is skipped
        this.log.info(`Test Explorer: ${messageOf(error)}`);
        for (const id of going.left) {
          const item = file.children.get(id);
          if (item) going.run.errored(item, new vscode.TestMessage(messageOf(error)));
        }
        going.left.clear();
      } finally {
        if (this.going.get(uri) === going) this.end(uri);
      }
    }
  }

  private async debug(request: vscode.TestRunRequest): Promise<void> {
    const run = this.controller.createTestRun(request);
    try {
      for (const [uri, ids] of await this.chosen(request)) {
        await this.debugging.start(uri, ids.length === 1 ? ids[0] : undefined);
      }
    } catch (error) {
      void vscode.window.showWarningMessage(messageOf(error));
    } finally {
      run.end();
    }
  }

  /** The tests of a request by document; a file stands for all of its own. */
  private async chosen(request: vscode.TestRunRequest): Promise<Map<string, string[]>> {
    const chosen = new Map<string, string[]>();
    const excluded = new Set(request.exclude);
    const add = (file: vscode.TestItem, item: vscode.TestItem) => {
      if (excluded.has(item) || excluded.has(file)) return;
      const ids = chosen.get(file.id) ?? [];
      if (!ids.includes(item.id)) chosen.set(file.id, [...ids, item.id]);
    };
    const wanted = request.include ?? [...this.controller.items].map(([, item]) => item);
    for (const item of wanted) {
      if (item.parent) add(item.parent, item);
      else {
        if (item.children.size === 0) await this.resolve(item);
        for (const [, child] of item.children) add(item, child);
      }
    }
    return chosen;
  }
}

function report(
  run: vscode.TestRun,
  item: vscode.TestItem,
  result: TestResult,
  expected: string | undefined,
): void {
  const { verdict, timeMs, stdout, stderr, detail, difference } = result;
  const text = (output: string) => output.replace(/\r?\n/g, "\r\n");
  if (stderr) run.appendOutput(text(stderr), undefined, item);
  if (verdict === "AC" || verdict === "OK") return run.passed(item, timeMs);
  if (verdict === "SK") return run.skipped(item);
  const place = item.uri && item.range ? new vscode.Location(item.uri, item.range) : undefined;
  const words = detail || verdict;
  const message =
    expected !== undefined && ["WA", "PE"].includes(verdict)
      ? vscode.TestMessage.diff(
          difference ? `${verdict}: line ${difference.line} differs` : `${verdict}: ${words}`,
          expected,
          stdout,
        )
      : new vscode.TestMessage(`${verdict}: ${words}${stderr ? `\n\n${stderr}` : ""}`);
  message.location = place;
  if (verdict === "SE") run.errored(item, message, timeMs);
  else run.failed(item, message, timeMs);
}
