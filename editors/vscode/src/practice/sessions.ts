import * as vscode from "vscode";
import { Hint } from "../log";
import { type Explained, groupJudged } from "../lsp_practice";
import type { TestsView } from "../lsp_tests";
import type { PracticeShown } from "../page/tests/messages";
import type { Server } from "../server";
import type { Tests } from "../tests/tests";
import type { Contests } from "./contests";
import type { Practice } from "./practice";

const KEPT = "shortlist.practice";
const MOST_KEPT = 40;

/**
 * What practising a problem came to: verdicts of hidden tests, hints, the explanation. It is kept over
 * a restart, so that a hint which was paid for can be read again.
 */
export class Sessions implements vscode.Disposable {
  private readonly shown: Map<string, PracticeShown>;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly submitting = new Map<string, vscode.CancellationTokenSource>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly state: vscode.Memento,
    server: Server,
    private readonly practice: Practice,
    private readonly tests: Tests,
    private readonly contests: Contests,
  ) {
    const kept = state.get<[string, PracticeShown][]>(KEPT, []);
    this.shown = new Map(kept.map(([name, session]) => [name, { ...session, busy: undefined }]));
    server.listen(groupJudged, ({ uri, group }) => {
      const problem = tests.viewOf(vscode.Uri.parse(uri).toString())?.practice;
      const session = problem ? this.shown.get(problem) : undefined;
      if (!problem || session?.busy !== "submit") return;
      const others = session.groups.filter(({ name }) => name !== group.name);
      this.put(problem, { ...session, groups: [...others, group] });
    });
  }

  dispose(): void {
    for (const source of this.submitting.values()) source.cancel();
    this.changed.dispose();
  }

  of(view: TestsView | undefined): PracticeShown | undefined {
    const problem = view?.practice;
    return problem ? (this.shown.get(problem) ?? blank(problem)) : undefined;
  }

  async submit(view: TestsView | undefined, showFailure = false): Promise<void> {
    const { uri, problem } = this.idle(view);
    const before = this.of(view) ?? blank(problem);
    const source = new vscode.CancellationTokenSource();
    this.submitting.set(problem, source);
    await this.busy(problem, "submit", { groups: [], submitted: undefined }, async () => {
      try {
        const done = await this.practice.ask("submit", { uri, showFailure }, source.token);
        return { submitted: done, groups: done.groups, notes: done.notes };
      } catch (error) {
        // What was known before is still true.
        this.put(problem, before);
        throw error;
      } finally {
        this.submitting.delete(problem);
        source.dispose();
      }
    });
    const { submitted } = this.shown.get(problem) ?? {};
    if (submitted?.contest != null) await this.contests.refresh();
    this.practice.forget();
  }

  cancel(view: TestsView | undefined): void {
    if (view?.practice) this.submitting.get(view.practice)?.cancel();
  }

  async hint(view: TestsView | undefined): Promise<void> {
    const { uri, problem } = this.idle(view);
    await this.busy(problem, "hint", {}, async () => {
      const { given, available, notes } = await this.practice.ask("hint", { uri });
      return { hints: given, available, notes };
    });
    this.practice.forget();
  }

  async giveUp(view: TestsView | undefined): Promise<void> {
    const { uri, problem } = this.idle(view);
    const yes = "Give Up";
    const detail =
      "The problem ends unsolved, which counts for your rating. You see how it is done.";
    const options = { modal: true, detail };
    if ((await vscode.window.showWarningMessage(`Give up ${problem}?`, options, yes)) !== yes)
      return;
    await this.busy(problem, "giveUp", {}, async () =>
      told(await this.practice.ask("giveUp", { uri })),
    );
    this.practice.forget();
  }

  async explain(view: TestsView | undefined): Promise<void> {
    const { uri, problem } = this.idle(view);
    await this.busy(problem, "explain", {}, async () =>
      told(await this.practice.ask("explain", { uri })),
    );
  }

  /** Another problem like the one of the document at hand. */
  async similar(): Promise<void> {
    await this.practice.next(practised(await this.tests.here()).problem);
  }

  /** A model solution as a document beside the user's own. */
  async openSolution(view: TestsView | undefined, index: number): Promise<void> {
    const solution = this.of(view)?.explained?.solutions[index];
    if (!solution) return;
    const { language, source: content } = solution;
    const document = await vscode.workspace.openTextDocument({ language, content });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  }

  /** The problem of a document, one thing at a time. */
  private idle(view: TestsView | undefined): { uri: string; problem: string } {
    const found = practised(view);
    if (!this.shown.get(found.problem)?.busy) return found;
    throw new Hint("Shortlist still works on this problem. Wait for it, or cancel it.");
  }

  private async busy(
    problem: string,
    busy: NonNullable<PracticeShown["busy"]>,
    first: Partial<PracticeShown>,
    work: () => Promise<Partial<PracticeShown>>,
  ): Promise<void> {
    this.put(problem, { ...(this.shown.get(problem) ?? blank(problem)), ...first, busy });
    let came: Partial<PracticeShown> = {};
    try {
      came = await work();
    } finally {
      const now = this.shown.get(problem) ?? blank(problem);
      this.put(problem, { ...now, ...came, busy: undefined });
    }
  }

  private put(problem: string, session: PracticeShown): void {
    this.shown.delete(problem); // the last one used is the last one to go
    this.shown.set(problem, session);
    this.changed.fire();
    if (session.busy) return;
    void this.state.update(KEPT, [...this.shown].slice(-MOST_KEPT));
  }
}

function blank(problem: string): PracticeShown {
  return { problem, groups: [], hints: [], notes: [] };
}

function told(explained: Explained & { notes: string[] }): Partial<PracticeShown> {
  const { hints, notes } = explained;
  return { explained, hints, available: hints.length, notes };
}

function practised(view: TestsView | undefined): { uri: string; problem: string } {
  if (!view?.practice) {
    throw new Hint("This file is not one of practice. “Shortlist: Practice” lists problems.");
  }
  return { uri: view.uri, problem: view.practice };
}
