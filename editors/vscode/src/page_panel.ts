import * as vscode from "vscode";
import { clientSettings } from "./settings";
import { fill, type PageName } from "./webview";

/**
 * A panel with one of our pages: its place in the window, and what the two say to each other. There
 * is at most one of a type, and a window that is loaded again gets it back.
 */
export abstract class PagePanel<To, From extends { type: string; id?: string }, State>
  implements vscode.Disposable, vscode.WebviewPanelSerializer<State>
{
  private panel: vscode.WebviewPanel | undefined;
  private latest: To | undefined;
  private readonly asked = new vscode.EventEmitter<From>();
  private readonly registration: vscode.Disposable;

  /** What the user does in the page. */
  readonly onDidAsk = this.asked.event;
  /** The item that is chosen in the page. */
  selected: string | undefined;

  protected constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly type: string,
    private readonly page: PageName,
    private readonly title: string,
  ) {
    this.registration = vscode.window.registerWebviewPanelSerializer(type, this);
  }

  dispose(): void {
    vscode.Disposable.from(this.registration, this.asked).dispose();
    this.panel?.dispose();
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
    this.adopt(vscode.window.createWebviewPanel(this.type, this.title, place));
  }

  tell(message: To): void {
    // A hidden page is gone; it asks for the latest when it is back.
    void this.panel?.webview.postMessage(message);
  }

  close(): void {
    this.panel?.dispose();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state?: State): Promise<void> {
    // Contest mode may have come while the window was closed.
    const isWanted = !this.panel && clientSettings().ai;
    if (!isWanted || !state || !this.restore(state)) return panel.dispose();
    this.adopt(panel);
  }

  /** Takes what the page kept over a reload; false when that is not enough to show anything. */
  protected abstract restore(state: State): boolean;

  /** The panel was closed: what it showed is forgotten. */
  protected abstract emptied(): void;

  /** Tells the page what it is to show, also when it was hidden and is back. */
  protected showLatest(message: To, title?: string): void {
    if (this.panel && title) this.panel.title = title;
    this.latest = message;
    this.tell(message);
  }

  protected revealWithFocus(): void {
    this.panel?.reveal(undefined, false);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    const { webview } = panel;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "icon.png");
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.selected = this.latest = undefined;
      this.emptied();
    });
    webview.onDidReceiveMessage((message: From) => {
      if (message.type === "ready" && this.latest) this.tell(this.latest);
      if (message.type === "selected") this.selected = message.id;
      this.asked.fire(message);
    });
    fill(webview, this.extensionUri, this.page, this.title);
  }
}
