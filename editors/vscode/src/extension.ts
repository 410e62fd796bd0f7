import * as vscode from "vscode";
import { Assist } from "./assist/assist";
import { Tasks } from "./assist/tasks";
import { registerCommands } from "./commands";
import { hideGhostText } from "./inline";
import { Interpreters } from "./interpreter";
import { createLog } from "./log";
import { ServerCommand } from "./lsp_ext";
import { watchPythonExtension } from "./python_extension";
import { Recognition } from "./recognition";
import { Server } from "./server";
import { clientSettings, serverProgram } from "./settings";
import { Solutions } from "./solutions";
import { StatusItems } from "./status";
import { Contests } from "./practice/contests";
import { Practice } from "./practice/practice";
import { ProgressPanel } from "./practice/progress";
import { Sessions } from "./practice/sessions";
import { PracticeTree } from "./practice/tree";
import { Starting } from "./starting";
import { Debugging } from "./tests/debug";
import { Exchange } from "./tests/exchange";
import { Explorer } from "./tests/explorer";
import { Tests } from "./tests/tests";
import { TestTexts } from "./tests/texts";
import { ToolRuns } from "./tests/tools";
import { TestsView } from "./tests/view";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = createLog();
  const interpreters = new Interpreters(context, log);
  const running = new Server(context, interpreters, log);
  server = running;
  const solutions = new Solutions(context, running, log);
  const assist = new Assist(context, running, log);
  const tasks = new Tasks(running, assist, log);
  const status = new StatusItems(running);
  let startedWith = serverProgram();
  const tests = new Tests(running, log);
  const texts = new TestTexts(tests);
  const tools = new ToolRuns(running, tests);
  const debugging = new Debugging(context, running, tests);
  const practice = new Practice(running);
  const contests = new Contests(practice, log);
  const sessions = new Sessions(context.workspaceState, running, practice, tests, contests);
  const shown = { tests, texts, tools, debugging, sessions, contests };
  const testsView = new TestsView(context.extensionUri, shown, log);
  const tree = new PracticeTree(practice, contests, log);
  const progress = new ProgressPanel(context.extensionUri, practice, log);
  const exchange = new Exchange(running, tests);
  const practising = { practice, sessions, contests, tree, progress };
  const testing = { tests, testsView, tools, exchange, debugging };
  context.subscriptions.push(
    tests,
    texts,
    tools,
    practice,
    contests,
    sessions,
    testsView,
    tree,
    progress,
    new Explorer(tests, debugging, log),
    log,
    running,
    solutions,
    assist,
    tasks,
    status,
    new Recognition(running),
    registerCommands({
      ...{ context, log, interpreters, server: running, solutions, status },
      ...{ assist, tasks },
      ...testing,
      ...practising,
    }),
    // The lenses' own command.
    running.onDidExecute(({ command, argument }) => {
      const ofUser =
        command === ServerCommand.run && !(argument as { solutionId?: string }).solutionId;
      if (ofUser) void testsView.reveal();
    }),
    new Starting(running),
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
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
