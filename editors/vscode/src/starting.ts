import * as vscode from "vscode";
import { focused } from "./lsp_tests";
import type { Server } from "./server";
import { SECTION } from "./settings";
import { isOurs } from "./tests/tests";

/**
 * When the language server starts: with the first file that may hold a problem, or at once where the
 * browser's problems are waited for. Views and commands start it when they need it. It is told when
 * this window has the focus, since problems from the browser go to the last one that had it.
 */
export class Starting implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isOurs(document)) this.start();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("shortlist.companion") && waitsForBrowser()) this.start();
      }),
      server.onDidChangeState(() => this.tellFocus()),
      vscode.window.onDidChangeWindowState(() => this.tellFocus()),
    ];
    if (waitsForBrowser() || vscode.workspace.textDocuments.some(isOurs)) this.start();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private start(): void {
    if (this.server.state === "stopped") void this.server.start();
  }

  private tellFocus(): void {
    if (!vscode.window.state.focused || this.server.state !== "running") return;
    void this.server.running.sendNotification(focused, {});
  }
}

function waitsForBrowser(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get("companion.enable", false);
}
