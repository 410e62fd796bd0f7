import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { hideGhostText } from "./inline";
import { watchPythonExtension } from "./interpreter";
import { createLog } from "./log";
import { Server } from "./server";
import { clientSettings, RESTARTING } from "./settings";
import { Solutions } from "./solutions";
import { StatusItems } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = createLog();
  const running = new Server(context, log);
  server = running;
  const solutions = new Solutions(context, running, log);
  const status = new StatusItems(running);
  context.subscriptions.push(
    log,
    running,
    solutions,
    status,
    registerCommands({ context, log, server: running, solutions, status }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (RESTARTING.some((setting) => event.affectsConfiguration(setting))) {
        await running.restart();
      } else if (event.affectsConfiguration("shortlist")) {
        if (!clientSettings().ai) await hideGhostText();
        await running.sendSettings();
      }
    }),
    await watchPythonExtension(log, () => {
      if (!clientSettings().interpreter) void running.restart();
    }),
  );
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
