import * as vscode from "vscode";
import { showFailure } from "../log";
import type { Contest } from "../lsp_practice";
import { clock } from "../page/tests/verdicts";
import type { Practice } from "./practice";
import { sayNotes } from "./practice";

/** So often the status bar's clock is drawn anew, and more often in the last minutes. */
const TICK_MS = 15_000;
const LAST_MINUTES_S = 300;
const LENGTHS = [60, 90, 120, 180, 300];
const COUNTS = [3, 5, 7];

/** A contest of practice problems: its start, its clock in the status bar, its end. */
export class Contests implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    "shortlist.contest",
    vscode.StatusBarAlignment.Right,
    101,
  );
  private readonly changed = new vscode.EventEmitter<Contest | undefined>();
  readonly onDidChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private ends = 0;
  private known: Contest | undefined;

  constructor(
    private readonly practice: Practice,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.item.name = "Shortlist: contest";
    this.item.command = "shortlist.contest";
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(this.item, this.changed).dispose();
  }

  /** The contest as it was read last, with the time that is left by now. */
  get contest(): Contest | undefined {
    return this.known && { ...this.known, seconds_left: Math.max(0, this.secondsLeft) };
  }

  /** Reads how the contest stands; it may have been begun in another window or terminal. */
  async refresh(): Promise<void> {
    this.put(await this.practice.ask("contest", {}));
  }

  /** Reads it where that was not done yet: one may go on from before this window was opened. */
  async know(): Promise<void> {
    if (this.known === undefined) await this.refresh();
  }

  /** Starts one, or leads to the problems of the one that goes on. */
  async show(): Promise<void> {
    await this.refresh();
    const { contest } = this;
    if (contest?.running) await this.choose(contest);
    else await this.start();
  }

  async finish(): Promise<void> {
    const yes = "Finish";
    const detail = "Every problem of it counts for your rating, solved or not.";
    const options = { modal: true, detail };
    if ((await vscode.window.showWarningMessage("End the contest now?", options, yes)) !== yes)
      return;
    const ended = await this.practice.ask("contestFinish", {});
    sayNotes(ended.notes);
    this.ended(ended);
  }

  private async start(): Promise<void> {
    const problems = await pick(
      "How many problems?",
      COUNTS.map((count) => ({ label: `${count} problems`, value: count })),
    );
    if (!problems) return;
    const minutes = await pick(
      "How long?",
      LENGTHS.map((length) => ({ label: lengthOf(length), value: length })),
    );
    if (!minutes) return;
    const at = await vscode.window.showInputBox({
      title: "Contest: how hard?",
      prompt: "A rating such as 1200. Empty: your own.",
      validateInput: (text) =>
        text.trim() === "" || /^\d{3,4}$/.test(text.trim()) ? undefined : "A number such as 1200",
    });
    if (at === undefined) return;
    const rating = at.trim() ? { at: Number(at) } : {};
    const begun = await this.practice.ask("contestStart", { problems, minutes, ...rating });
    sayNotes(begun.notes);
    this.put(begun);
    this.practice.forget();
    const [first] = begun.problems;
    if (first?.file) await vscode.window.showTextDocument(vscode.Uri.file(first.file));
  }

  private async choose(contest: Contest): Promise<void> {
    const entries = contest.problems.map(({ letter, title, minutes, rejected, file }) => ({
      label: `${minutes === null ? "$(circle-large-outline)" : "$(check)"} ${letter}. ${title}`,
      description: [
        minutes !== null && `solved after ${minutes} min`,
        rejected > 0 && `${rejected} rejected`,
      ]
        .filter(Boolean)
        .join(", "),
      open: () => vscode.window.showTextDocument(vscode.Uri.file(file)),
    }));
    const end = {
      label: "$(debug-stop) Finish the contest",
      description: "",
      open: () => this.finish(),
    };
    const title = `Contest ${contest.contest?.number ?? ""}`;
    const placeHolder = `${clock(this.secondsLeft)} left`;
    const chosen = await vscode.window.showQuickPick([...entries, end], { title, placeHolder });
    await chosen?.open();
  }

  private put(contest: Contest): void {
    const was = this.known?.running ?? false;
    this.known = contest;
    clearTimeout(this.timer);
    // One that is about to end is asked about once a second.
    this.ends = Date.now() + Math.max(contest.seconds_left, 1) * 1000;
    if (contest.running) this.tick();
    else this.item.hide();
    if (contest.running || was) this.changed.fire(this.contest);
  }

  private get secondsLeft(): number {
    return (this.ends - Date.now()) / 1000;
  }

  private tick(): void {
    const left = this.secondsLeft;
    if (left <= 0) {
      this.practice.ask("contest", {}).then(
        (ended) => this.ended(ended),
        (error) => showFailure(this.log, error),
      );
      return;
    }
    const last = left <= LAST_MINUTES_S;
    const shown = last ? clock(left) : lengthOf(Math.ceil(left / 60));
    this.item.text = `$(watch) ${shown}`;
    const { solved = 0 } = this.known?.score ?? {};
    const label = `Contest: ${shown} left, ${solved} of ${this.known?.problems.length} solved`;
    this.item.tooltip = label;
    this.item.accessibilityInformation = { label, role: "button" };
    this.item.show();
    this.timer = setTimeout(() => this.tick(), last ? 1000 : TICK_MS);
  }

  /** Says what came of it, once. */
  private ended(contest: Contest): void {
    const { score, problems, rating } = contest;
    this.put(contest);
    this.practice.forget();
    if (contest.running || !score) return;
    const change = rating
      ? ` Your rating: ${Math.round(rating.before)} → ${Math.round(rating.after)}.`
      : "";
    void vscode.window
      .showInformationMessage(
        `The contest is over: ${score.solved} of ${problems.length} solved, penalty ${score.penalty}.${change}`,
        "Show Progress",
      )
      .then((chosen) => chosen && vscode.commands.executeCommand("shortlist.progress"));
  }
}

function lengthOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(" ") || "0 min";
}

async function pick(
  placeHolder: string,
  entries: { label: string; value: number }[],
): Promise<number | undefined> {
  return (await vscode.window.showQuickPick(entries, { title: "Contest", placeHolder }))?.value;
}
