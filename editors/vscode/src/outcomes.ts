import * as vscode from "vscode";
import { messageOf } from "./log";
import type { ProblemReference, SolutionsView, Status } from "./lsp_ext";
import type { Server } from "./server";
import { SECTION } from "./settings";

/** What is needed of the view. */
interface View {
  isShown(problemId: string): boolean;
  view(problemId: string): Promise<SolutionsView>;
  show(reference: ProblemReference): Promise<void>;
}

/**
 * Tells how solves ended, once: where the view shows a problem it says so, and a message is shown
 * where it does not. The setting `showNotifications` holds for these as for the server's messages.
 */
export class Outcomes implements vscode.Disposable {
  private active = new Map<string, ProblemReference>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    server: Server,
    private readonly log: vscode.LogOutputChannel,
    private readonly view: View,
  ) {
    this.subscriptions = [
      server.onDidChangeStatus((status) => this.update(status)),
      server.onDidChangeState((state) => {
        if (state !== "running") this.active.clear();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private update({ solves }: Status): void {
    const before = this.active;
    this.active = new Map(
      solves
        .filter(({ active }) => active)
        .map(({ solveId, uri, problemId }) => [solveId, { uri, problemId }]),
    );
    for (const { solveId, active } of solves) {
      const reference = before.get(solveId);
      if (!reference || active || this.view.isShown(reference.problemId)) continue;
      this.tell(reference).catch((error) => this.log.debug(`Outcome: ${messageOf(error)}`));
    }
  }

  private async tell(reference: ProblemReference): Promise<void> {
    const { state, headline, solutions, confidence } = await this.view.view(reference.problemId);
    const level = vscode.workspace.getConfiguration(SECTION).get<string>("showNotifications");
    const good = state === "done" && solutions.length > 0;
    if (level === "off" || state === "running" || state === "cancelled") return;
    if (good && level !== "always") return;
    const doubt = confidence?.level === "low" ? `${confidence.short}. ` : "";
    const show = "Show";
    const say = good
      ? vscode.window.showInformationMessage
      : state === "failed"
        ? vscode.window.showErrorMessage
        : vscode.window.showWarningMessage;
    if ((await say(doubt + headline, show)) === show) await this.view.show(reference);
  }
}
