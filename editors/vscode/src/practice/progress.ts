import * as vscode from "vscode";
import { showFailure } from "../log";
import type { FromPage, ToPage } from "../page/progress/messages";
import { fill } from "../webview";
import type { Practice } from "./practice";

/** The panel with the user's progress: read when it is opened, and again whenever some was made. */
export class ProgressPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly practice: Practice,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = practice.onDidChange(() => this.refresh());
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.dispose();
  }

  show(): void {
    if (this.panel) return this.panel.reveal();
    const title = "Progress";
    const panel = vscode.window.createWebviewPanel("shortlist.progress", title, {
      viewColumn: vscode.ViewColumn.Active,
    });
    this.panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "icon.png");
    panel.onDidDispose(() => (this.panel = undefined));
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.type === "ready") this.refresh();
      else if (message.type === "openFile") this.open(message.file);
      else void vscode.commands.executeCommand(`shortlist.${message.command}`);
    });
    fill(panel.webview, this.extensionUri, "progress", title);
  }

  private open(file: string): void {
    vscode.window.showTextDocument(vscode.Uri.file(file)).then(undefined, (error) => {
      showFailure(this.log, error);
    });
  }

  private refresh(): void {
    if (!this.panel) return;
    this.practice.ask("progress", {}).then(
      (progress) => void this.panel?.webview.postMessage({ type: "show", progress } as ToPage),
      (error) => showFailure(this.log, error),
    );
  }
}
