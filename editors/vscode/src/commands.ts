import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Assist } from "./assist/assist";
import type { Tasks } from "./assist/tasks";
import type { Interpreter, Interpreters } from "./interpreter";
import { showFailure } from "./log";
import { type ProblemReference, ServerCommand } from "./lsp_ext";
import { selectModel } from "./models";
import { selectInterpreter } from "./select_interpreter";
import type { Server } from "./server";
import { clientSettings, requireModels, toggleContestMode } from "./settings";
import { setUp } from "./setup";
import type { Solutions } from "./solutions";
import { MENU_COMMAND, type StatusItems } from "./status";
import { copyForSubmission, newFromClipboard, openSubmissionPage } from "./submission";
import type { Debugging } from "./tests/debug";
import type { Exchange } from "./tests/exchange";
import type { Tests } from "./tests/tests";
import type { ToolRuns } from "./tests/tools";
import type { TestsView } from "./tests/view";
import {
  exportProgress,
  importProblems,
  openProblem,
  openProblemAs,
  removeSet,
  setRating,
} from "./practice/actions";
import type { Contests } from "./practice/contests";
import type { Practice } from "./practice/practice";
import type { ProgressPanel } from "./practice/progress";
import type { Sessions } from "./practice/sessions";
import type { Node, PracticeTree } from "./practice/tree";

const WALKTHROUGH = "shortlist.shortlist#shortlist.start";

interface Parts {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  interpreters: Interpreters;
  server: Server;
  solutions: Solutions;
  assist: Assist;
  tasks: Tasks;
  status: StatusItems;
  tests: Tests;
  testsView: TestsView;
  tools: ToolRuns;
  exchange: Exchange;
  debugging: Debugging;
  practice: Practice;
  sessions: Sessions;
  contests: Contests;
  tree: PracticeTree;
  progress: ProgressPanel;
}

type Handler = (argument?: never) => Promise<unknown> | void;

/** Registers every contributed command. A failure becomes one message, with the log at hand. */
export function registerCommands(parts: Parts): vscode.Disposable {
  const { log, server, solutions } = parts;
  const handlers: Record<string, Handler> = {
    ...taskHandlers(parts),
    ...testHandlers(parts),
    ...practiceHandlers(parts),
    "shortlist.solve": () => solve(parts),
    "shortlist.cancel": async () => {
      await server.execute(ServerCommand.cancel, {});
      await parts.assist.cancel();
    },
    "shortlist.showSolutions": (argument?: ProblemReference) => solutions.show(argument),
    "shortlist.acceptSolution": (argument) => solutions.accept(argument),
    "shortlist.copySolution": (argument?: { text: string }) => solutions.copy(argument),
    "shortlist.nextSolution": () => solutions.move(1),
    "shortlist.previousSolution": () => solutions.move(-1),
    "shortlist.togglePause": () => toggleContestMode(),
    "shortlist.setUp": (from?: string) => setUp(parts, from),
    "shortlist.selectInterpreter": () => selectInterpreter(parts.interpreters, server.interpreter),
    "shortlist.selectModel": () => selectModel(server),
    "shortlist.restartServer": () => server.restart(),
    "shortlist.restartEngine": () => server.execute(ServerCommand.restartEngine),
    "shortlist.unloadModel": () => server.execute(ServerCommand.unloadModel),
    "shortlist.showLogs": async () => log.show(true),
    "shortlist.debugInformation": () => debugInformation(parts),
    "shortlist.openExample": () => openExample(parts),
    "shortlist.openWalkthrough": () =>
      Promise.resolve(
        vscode.commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false),
      ),
    [MENU_COMMAND]: () => showMenu(parts),
  };
  const registered = Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(name, async (argument?: never) => {
      try {
        return await handler(argument);
      } catch (error) {
        showFailure(log, error);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

function taskHandlers({ tasks }: Parts): Record<string, Handler> {
  return {
    "shortlist.translate": () => tasks.translate(),
    "shortlist.explainProgram": () => tasks.explain(),
    "shortlist.comment": () => tasks.comment(false),
    "shortlist.docstrings": () => tasks.comment(true),
    "shortlist.prompt": () => tasks.prompt(),
    "shortlist.writeStep": () => tasks.step(false),
    "shortlist.writeSteps": () => tasks.step(true),
    "shortlist.showTask": () => tasks.show(),
  };
}

function testHandlers(parts: Parts): Record<string, Handler> {
  const { server, tests, testsView, tools, exchange, debugging } = parts;
  return {
    "shortlist.tests": () => testsView.reveal(true),
    "shortlist.runTests": async () => {
      const uri = tests.document;
      await testsView.reveal();
      await tests.run(uri);
    },
    "shortlist.debugTest": () => debugging.start(tests.document),
    "shortlist.addTest": () => testsView.add(),
    "shortlist.stress": async () => {
      await testsView.reveal();
      await tools.stress();
    },
    "shortlist.largest": async () => {
      await testsView.reveal();
      await tools.largest();
    },
    "shortlist.importTests": () => exchange.import(),
    "shortlist.exportTests": () => exchange.export(),
    "shortlist.testChecker": () => exchange.checker(),
    "shortlist.talkToProgram": () => exchange.console(),
    "shortlist.newFromClipboard": () => newFromClipboard(server),
    "shortlist.copyForSubmission": () => copyForSubmission(server, tests),
    "shortlist.openSubmissionPage": () => openSubmissionPage(server, tests),
  };
}

function practiceHandlers(parts: Parts): Record<string, Handler> {
  const { tasks, tests, testsView, practice, sessions, contests, tree, progress } = parts;
  /** What is about the problem of the file at hand shows in the view of its tests. */
  const here = async (act: (view: Awaited<ReturnType<Tests["here"]>>) => Promise<void>) => {
    const view = await tests.here();
    await testsView.reveal();
    await act(view);
  };
  return {
    "shortlist.practice": () => tree.show(),
    "shortlist.practiceNext": () => practice.next(),
    "shortlist.practiceSimilar": (node?: Node) =>
      node?.problem ? practice.next(node.problem) : sessions.similar(),
    "shortlist.openProblem": (node?: Node) => openProblem(practice, node),
    "shortlist.openProblemAs": (node?: Node) => openProblemAs(practice, node),
    "shortlist.filterPractice": () => tree.askFilter(),
    "shortlist.clearPracticeFilter": () => tree.clearFilter(),
    "shortlist.refreshPractice": () => practice.forget(),
    "shortlist.importProblems": () => importProblems(practice),
    "shortlist.removeSet": (node?: Node) => removeSet(practice, node),
    "shortlist.submit": () => here((view) => sessions.submit(view)),
    "shortlist.hint": async () => {
      // In practice hints count, and are the problem's own.
      if (!(await tests.here()).practice) return tasks.hint();
      return here((view) => sessions.hint(view));
    },
    "shortlist.giveUp": () => here((view) => sessions.giveUp(view)),
    "shortlist.explain": () => here((view) => sessions.explain(view)),
    "shortlist.contest": () => contests.show(),
    "shortlist.progress": () => progress.show(),
    "shortlist.setRating": () => setRating(practice),
    "shortlist.exportProgress": () => exportProgress(practice),
  };
}

/** Shows the solutions of a problem that has some, else starts solving it unless that goes on. */
async function solve({ server, solutions }: Parts): Promise<void> {
  requireModels(vscode.window.activeTextEditor?.document.uri);
  const reference = await solutions.problemAtCursor();
  const active = server.status?.solves.some(
    (candidate) => candidate.problemId === reference.problemId && candidate.active,
  );
  if (await solutions.has(reference)) await solutions.show(reference);
  else if (!active) await server.execute(ServerCommand.solve, reference);
}

async function openExample({ context }: Parts): Promise<void> {
  const content = await fs.readFile(path.join(context.extensionPath, "walkthrough", "example.py"));
  const document = await vscode.workspace.openTextDocument({
    language: "python",
    content: content.toString("utf8"),
  });
  await vscode.window.showTextDocument(document);
}

async function showMenu({ server }: Parts): Promise<void> {
  const busy = server.status?.busy ?? false;
  const contest = clientSettings().contestMode;
  const entries: (vscode.QuickPickItem & { command: string; when?: boolean })[] = [
    { label: "$(debug-stop) Cancel", command: "shortlist.cancel", when: busy },
    {
      label: "$(tools) Set up Shortlist",
      description: "without an engine nothing can be solved",
      command: "shortlist.setUp",
      when: server.lacksEngine || server.state === "failed",
    },
    {
      label: "$(list-selection) Select interpreter",
      description: server.interpreter?.path,
      command: "shortlist.selectInterpreter",
      when: server.lacksEngine || server.state === "failed",
    },
    {
      label: "$(sparkle) Solve the problem at the cursor",
      command: "shortlist.solve",
      when: !contest,
    },
    { label: "$(list-ordered) Show solutions", command: "shortlist.showSolutions", when: !contest },
    { label: "$(play) Run tests", command: "shortlist.runTests" },
    { label: "$(mortar-board) Practice", command: "shortlist.practice" },
    { label: "$(clippy) New problem from the clipboard", command: "shortlist.newFromClipboard" },
    {
      label: contest ? "$(unlock) Leave contest mode" : "$(lock) Enter contest mode",
      command: "shortlist.togglePause",
    },
    {
      label: "$(chip) Select model",
      description: server.status?.model,
      command: "shortlist.selectModel",
      when: !contest,
    },
    { label: "$(debug-restart) Restart server", command: "shortlist.restartServer" },
    { label: "$(debug-restart) Restart engine", command: "shortlist.restartEngine" },
    { label: "$(output) Show log", command: "shortlist.showLogs" },
    { label: "$(info) Debug information", command: "shortlist.debugInformation" },
  ];
  const placeHolder = server.status?.message || `Language server: ${server.state}`;
  const shown = entries.filter((entry) => entry.when ?? true);
  const chosen = await vscode.window.showQuickPick(shown, { title: "Shortlist", placeHolder });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}

/** Everything that a bug report needs, in a document to read before it is shared. */
async function debugInformation(parts: Parts): Promise<void> {
  const { context, server, status } = parts;
  const content = [
    "# Shortlist: debug information",
    "",
    `- Extension: ${String(context.extension.packageJSON.version)}`,
    `- VS Code: ${vscode.version} (${vscode.env.appName}), ${os.platform()} ${os.arch()}`,
    `- Server: ${server.state}, ${JSON.stringify(server.command)}`,
    `- Interpreter: ${describe(server.interpreter)}`,
    `- Status bar: ${status.text}`,
    "",
    "## Status",
    "",
    "```json",
    JSON.stringify(server.status ?? null, null, 2),
    "```",
    "",
    "## Settings",
    "",
    "```json",
    JSON.stringify(server.settings(), null, 2),
    "```",
    "",
  ].join("\n");
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document, { preview: true });
}

function describe(interpreter: Interpreter | undefined): string {
  if (!interpreter) return "none";
  const { path: file, version, source, hasEngine } = interpreter;
  return `${file}, Python ${version}, from ${source}, ${hasEngine ? "with" : "without"} the engine`;
}
