import * as vscode from "vscode";
import type { ProblemReference, SolutionsView } from "./lsp_ext";
import type { FromPage, PageState, ToPage } from "./page/solutions/messages";
import { fill } from "./webview";

/** The type of the panel; keys and menus name it as `activeWebviewPanelId`. */
export const VIEW_TYPE = "shortlist.solutions";

/**
 * The panel that shows one problem's solutions: its page, its place in the window and what the two
 * say to each other. There is at most one, and a window that is loaded again gets it back.
 */
export class SolutionsPanel implements vscode.Disposable, vscode.WebviewPanelSerializer<PageState> {
  private panel: vscode.WebviewPanel | undefined;
  private latest: ToPage | undefined;
  private readonly asked = new vscode.EventEmitter<FromPage>();
  private readonly closed = new vscode.EventEmitter<void>();
  private readonly registration = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);

  /** What the user does in the page. */
  readonly onDidAsk = this.asked.event;
  readonly onDidClose = this.closed.event;
  /** The problem that is shown, and the program that is chosen in it. */
  reference: ProblemReference | undefined;
  view: SolutionsView | undefined;
  selected: string | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  dispose(): void {
    vscode.Disposable.from(this.registration, this.asked, this.closed).dispose();
    this.panel?.dispose();
  }

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  get isVisible(): boolean {
    return this.panel?.visible ?? false;
  }

  get isActive(): boolean {
    return this.panel?.active ?? false;
  }

  /** Opens the panel beside the code, or brings it to the front where it is. The focus stays. */
  reveal(): void {
    if (this.panel) return this.panel.reveal(undefined, true);
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, "Solutions", place));
  }

  show(reference: ProblemReference, view: SolutionsView): void {
    this.reference = reference;
    this.view = view;
    if (this.panel) this.panel.title = `Solutions for ${view.problem.name}`;
    this.latest = { type: "show", reference, view };
    this.tell(this.latest);
  }

  tell(message: ToPage): void {
    // A hidden page is gone; it asks for the latest when it is back.
    void this.panel?.webview.postMessage(message);
  }

  /** The server knows nothing of what is shown. */
  forget(): void {
    this.latest = { type: "forgotten" };
    this.tell(this.latest);
  }

  focus(): void {
    this.panel?.reveal(undefined, false);
    this.tell({ type: "focus" });
  }

  close(): void {
    this.panel?.dispose();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state?: PageState): Promise<void> {
    if (this.panel || !state?.reference || !state.view) return panel.dispose();
    this.reference = state.reference;
    this.view = state.view;
    this.selected = state.selected;
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    const { webview } = panel;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "icon.png");
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.reference = this.view = this.selected = this.latest = undefined;
      this.closed.fire();
    });
    webview.onDidReceiveMessage((message: FromPage) => {
      if (message.type === "ready" && this.latest) this.tell(this.latest);
      if (message.type === "selected") this.selected = message.id;
      this.asked.fire(message);
    });
    fill(webview, this.extensionUri, "solutions", "Solutions");
  }
}
