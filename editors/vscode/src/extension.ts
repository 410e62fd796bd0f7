import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { hideGhostText } from "./inline";
import { Interpreters } from "./interpreter";
import { createLog } from "./log";
import { watchPythonExtension } from "./python_extension";
import { Recognition } from "./recognition";
import { Server } from "./server";
import { clientSettings, serverProgram } from "./settings";
import { Solutions } from "./solutions";
import { StatusItems } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = createLog();
  const interpreters = new Interpreters(context, log);
  const running = new Server(context, interpreters, log);
  server = running;
  const solutions = new Solutions(context, running, log);
  const status = new StatusItems(running);
  let startedWith = serverProgram();
  context.subscriptions.push(
    log,
    running,
    solutions,
    status,
    new Recognition(running),
    registerCommands({ context, log, interpreters, server: running, solutions, status }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      // A workspace's value of a setting that is not its to set is told of, too, and changes nothing.
      const program = serverProgram();
      if (program !== startedWith) {
        startedWith = program;
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
