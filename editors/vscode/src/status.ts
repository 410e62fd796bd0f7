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
  private active = "";

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
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("shortlist.contestMode")) this.update();
      }),
    ];
    this.update();
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
    this.language.detail = undefined;
    // Nothing needed it yet.
    if (state === "stopped") return this.bar.hide();
    this.bar.show();
    if (state !== "running") {
      const failed = state === "failed";
      const text = failed ? "set up" : state;
      this.show(
        `${failed ? "$(warning)" : "$(sync~spin)"} Shortlist: ${text}`,
        failed ? ["The language server is not running."] : [`The language server is ${state}.`],
        failed ? "error" : "ok",
      );
      this.language.text = failed ? "not running" : state;
      return;
    }
    const lacking = this.server.lacksEngine && !contest && !status?.busy;
    if (lacking) {
      const reason =
        "Problems are recognised. To solve them the engine is needed: the menu sets it up.";
      this.show("$(tools) Shortlist: set up", [reason], "ok");
      this.language.text = "no engine";
      return;
    }
    const solve = this.solveOfActive();
    const text = `${icon(status, contest)} Shortlist${label(status, contest, solve)}`;
    this.show(text, tooltip(status, contest, solve), status?.health ?? "ok");
    this.language.text = status?.message || "ready";
    this.language.detail = status?.detail;
  }

  private show(text: string, tooltip: string[], health: Health): void {
    const spoken = text.replace(/\$\([\w~-]+\) ?/g, "");
    this.bar.text = text;
    // Plain text: what is shown as Markdown is read out with its entities.
    this.bar.tooltip = [...tooltip, "Click for the menu."].join("\n");
    this.bar.accessibilityInformation = { label: [spoken, ...tooltip].join(", "), role: "button" };
    this.bar.backgroundColor =
      health === "ok" ? undefined : new vscode.ThemeColor(`statusBarItem.${health}Background`);
    this.language.severity = SEVERITY[health];
  }

  /** The solve of the file that is worked on; it stays that while the view has the keyboard. */
  private solveOfActive(): Solve | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    if (uri) this.active = uri;
    return this.server.status?.solves.find(
      (solve) => vscode.Uri.parse(solve.uri).toString() === this.active,
    );
  }
}

function icon(status: Status | undefined, contest: boolean): string {
  return ICONS[contest ? "paused" : (status?.state ?? "idle")];
}

/** After the name: contest mode, or what is going on; nothing when there is nothing to say. */
function label(status: Status | undefined, contest: boolean, solve: Solve | undefined): string {
  if (contest) return ": contest mode";
  if (status?.busy && !solve?.active && status.solves.some(({ active }) => active)) {
    return ": solving another file";
  }
  if (status?.health === "error") return ": the engine failed"; // what it says is in the tooltip
  if (!status || (status.state === "idle" && status.health === "ok")) {
    if (!solve?.solutions) return "";
    const { confidence, solutions } = solve;
    const doubt = confidence?.level === "low" ? `, ${lowerFirst(confidence.short)}` : "";
    return `: ${count(solutions)}${doubt}`;
  }
  // The progress beside it has the whole message; the counts are enough here.
  const counts = status.busy ? status.message.match(/\d+\/(about )?\d+/)?.[0] : undefined;
  return status.message ? `: ${counts ?? status.message}` : "";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function count(solutions: number): string {
  return solutions === 1 ? "1 solution" : `${solutions} solutions`;
}

function tooltip(status: Status | undefined, contest: boolean, solve: Solve | undefined): string[] {
  const { message, detail, model, engine } = status ?? {};
  const own = (model ?? engine?.model) === engine?.model;
  return [
    contest && "Contest mode: no proposals; running the examples still works.",
    !contest && solve?.solutions ? solve.confidence?.text : "",
    message,
    detail,
    model && `Model ${model}`,
    engine && `Engine ${engine.version}${own ? ` on ${engine.device}` : ""}`,
  ].filter((line) => typeof line === "string" && line !== "") as string[];
}
