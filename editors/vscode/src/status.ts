import * as vscode from "vscode";
import { type Health, type Solve, type State, type Status } from "./lsp_ext";
import { LANGUAGES, type Server } from "./server";
import { clientSettings } from "./settings";

const ICONS: Record<State, string> = {
  starting: "$(sync~spin)",
  idle: "$(checklist)",
  loadingModel: "$(sync~spin)",
  sampling: "$(sync~spin)",
  running: "$(sync~spin)",
  paused: "$(circle-slash)",
  engineDown: "$(warning)",
};

const SEVERITY: Record<Health, vscode.LanguageStatusSeverity> = {
  ok: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

export const MENU_COMMAND = "shortlist.showMenu";

/** The status bar item (state of the product) and the language status item (state of the server). */
export class StatusItems implements vscode.Disposable {
  private readonly bar = vscode.window.createStatusBarItem(
    "shortlist.status",
    vscode.StatusBarAlignment.Right,
    100,
  );
  private readonly language = vscode.languages.createLanguageStatusItem(
    "shortlist.server",
    LANGUAGES.map((language) => ({ language })),
  );
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.bar.name = "Shortlist";
    this.bar.command = MENU_COMMAND;
    this.language.name = "Shortlist";
    this.language.command = { command: MENU_COMMAND, title: "Menu" };
    this.subscriptions = [
      this.bar,
      this.language,
      server.onDidChangeState(() => this.update()),
      server.onDidChangeStatus(() => this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("shortlist.contestMode")) this.update();
      }),
    ];
    this.update();
    this.bar.show();
  }

  /** What the status bar shows, for the debug information and the tests. */
  get text(): string {
    return this.bar.text;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private update(): void {
    const { state, status } = this.server;
    const contest = clientSettings().contestMode;
    this.language.busy = state === "starting" || (status?.busy ?? false);
    if (state !== "running") {
      const failed = state === "failed";
      const text = failed ? "not running" : state;
      this.bar.text = `${failed ? "$(error)" : "$(sync~spin)"} Shortlist: ${text}`;
      this.bar.tooltip = failed ? "The language server is not running. Click for the menu." : text;
      this.bar.backgroundColor = failed
        ? new vscode.ThemeColor("statusBarItem.errorBackground")
        : undefined;
      this.language.text = text;
      this.language.severity = failed ? SEVERITY.error : SEVERITY.ok;
      return;
    }
    this.bar.text = `${icon(status, contest)} Shortlist${label(status, contest)}`;
    this.bar.tooltip = tooltip(status, contest);
    this.bar.backgroundColor =
      status?.health === "error"
        ? new vscode.ThemeColor("statusBarItem.errorBackground")
        : status?.health === "warning"
          ? new vscode.ThemeColor("statusBarItem.warningBackground")
          : undefined;
    this.language.text = status?.message || "ready";
    this.language.detail = status?.detail;
    this.language.severity = SEVERITY[status?.health ?? "ok"];
  }
}

function icon(status: Status | undefined, contest: boolean): string {
  return ICONS[contest ? "paused" : (status?.state ?? "idle")];
}

/** After the name: contest mode, or what is going on; nothing when there is nothing to say. */
function label(status: Status | undefined, contest: boolean): string {
  if (contest) return ": contest mode";
  if (!status || (status.state === "idle" && status.health === "ok")) {
    const found = solved(status);
    if (!found) return "";
    const { confidence, solutions } = found;
    const doubt = confidence?.level === "low" ? `, ${lowerFirst(confidence.short)}` : "";
    return `: ${count(solutions)}${doubt}`;
  }
  // The progress beside it has the whole message; the counts are enough here.
  const counts = status.busy ? status.message.match(/\d+\/(about )?\d+/)?.[0] : undefined;
  return status.message ? `: ${counts ?? status.message}` : "";
}

function solved(status: Status | undefined): Solve | undefined {
  return status?.solves.find((solve) => solve.solutions > 0);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function count(solutions: number): string {
  return solutions === 1 ? "1 solution" : `${solutions} solutions`;
}

function tooltip(status: Status | undefined, contest: boolean): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  if (contest) text.appendText("Contest mode: no proposals; running the examples still works.\n\n");
  const confidence = contest ? undefined : solved(status)?.confidence;
  if (confidence) text.appendText(`${confidence.text}\n\n`);
  if (status?.message) text.appendText(`${status.message}\n\n`);
  if (status?.detail) text.appendText(`${status.detail}\n\n`);
  if (status?.model) text.appendText(`Model ${status.model}\n\n`);
  if (status?.engine) {
    const { version, model, device } = status.engine;
    const own = (status.model ?? model) === model;
    text.appendText(`Engine ${version}${own ? ` on ${device}` : ""}\n\n`);
  }
  text.appendText("Click for the menu.");
  return text;
}
