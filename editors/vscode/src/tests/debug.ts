import * as path from "node:path";
import * as vscode from "vscode";
import { Hint } from "../log";
import { type DebugTarget, debugTest } from "../lsp_tests";
import type { Server } from "../server";
import type { Tests } from "./tests";

/** An extension with which programs of a language are debugged, in the order of preference. */
interface Debugger {
  extension: string;
  configuration(target: DebugTarget): { type: string; [option: string]: unknown };
}

/** debugpy has no setting for the input: a launcher of ours opens it, then runs the program. */
const python = (type: string, launcher: string) => (target: DebugTarget) => ({
  type,
  program: launcher,
  args: [target.program, target.inputFile],
  console: "internalConsole",
  redirectOutput: true,
  justMyCode: true,
});

const codelldb = (target: DebugTarget) => ({
  type: "lldb",
  program: target.program,
  stdio: [target.inputFile, null, null],
  terminal: "console",
});

/** gdb starts programs by a shell, and what stands behind the program is the shell's. */
const cppdbg = (target: DebugTarget) => ({
  type: "cppdbg",
  program: target.program,
  args: ["<", target.inputFile],
  MIMode: process.platform === "darwin" ? "lldb" : "gdb",
  externalConsole: false,
});

const lldbDap = (target: DebugTarget) => ({
  type: "lldb-dap",
  program: target.program,
  stdio: [target.inputFile, null, null],
});

const NATIVE: Debugger[] = [
  { extension: "vadimcn.vscode-lldb", configuration: codelldb },
  { extension: "ms-vscode.cpptools", configuration: cppdbg },
  { extension: "llvm-vs-code-extensions.lldb-dap", configuration: lldbDap },
];

/** Runs one test's input through VS Code's own debugger. */
export class Debugging {
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
    private readonly tests: Tests,
  ) {}

  /** Debugs with a test's input; the user chooses the test where none is named. */
  async start(uri: string, id?: string): Promise<void> {
    await this.tests.opened(uri);
    const test = id ?? (await this.choose(uri));
    if (test === undefined) return;
    const language = this.tests.viewOf(uri)?.language;
    const found = this.debuggerFor(language);
    const target = await this.server.request(debugTest, { uri, id: test });
    const use = found ?? this.debuggerFor(target.language);
    if (!use)
      throw new Hint(`${NAMES[target.language] ?? target.language} cannot be debugged here.`);
    if (target.build) await build(target.build.command, target.cwd);
    const file = vscode.Uri.parse(uri);
    if (!hasBreakpoint(file)) {
      const text = "There is no breakpoint in this file: the program runs to its end";
      vscode.window.setStatusBarMessage(`$(info) ${text}`, 8000);
    }
    const folder = vscode.workspace.getWorkspaceFolder(file);
    const started = await vscode.debug.startDebugging(folder, {
      ...use.configuration(target),
      name: `${path.basename(file.fsPath)}: ${this.tests.find(uri, test).name}`,
      request: "launch",
      cwd: target.cwd,
    });
    if (!started) throw new Error("The debugger did not start; its own message says why.");
  }

  /** The first that fails is what people debug. */
  private async choose(uri: string): Promise<string | undefined> {
    const { tests = [] } = this.tests.viewOf(uri) ?? (await this.tests.here());
    if (tests.length === 0) throw new Hint("There is no test here whose input could be debugged.");
    const failing = tests.find(({ result }) => result && !["AC", "SK"].includes(result.verdict));
    if (failing || tests.length === 1) return (failing ?? tests[0])?.id;
    const entries = tests.map(({ id, name, input }) => ({
      label: name,
      description: input.split("\n", 1)[0],
      id,
    }));
    const placeHolder = "With which input?";
    return (await vscode.window.showQuickPick(entries, { title: "Debug", placeHolder }))?.id;
  }

  private debuggerFor(language: string | undefined): Debugger | undefined {
    if (!language) return undefined;
    const launcher = path.join(this.context.extensionPath, "tool", "debug_input.py");
    const choices: Record<string, Debugger[]> = {
      python: [
        { extension: "ms-python.debugpy", configuration: python("debugpy", launcher) },
        { extension: "ms-python.python", configuration: python("python", launcher) },
      ],
      cpp: NATIVE,
      c: NATIVE,
      rust: NATIVE,
    };
    const known = choices[language];
    if (!known) {
      throw new Hint("Debugging with a test's input is for Python, C, C++ and Rust.");
    }
    const installed = known.find(({ extension }) => vscode.extensions.getExtension(extension));
    if (installed) return installed;
    const names = known.map(({ extension }) => extension);
    throw new Hint(
      `To debug ${NAMES[language] ?? language} install the extension ${names[0]}` +
        ` (${names.slice(1).join(" and ")} will do, too).`,
      { kind: "noDebugger" },
    );
  }
}

const NAMES: Record<string, string> = { c: "C", cpp: "C++", python: "Python", rust: "Rust" };

function hasBreakpoint(file: vscode.Uri): boolean {
  return vscode.debug.breakpoints.some(
    (each) =>
      each.enabled &&
      (!(each instanceof vscode.SourceBreakpoint) ||
        each.location.uri.toString() === file.toString()),
  );
}

/** Builds in a task, whose terminal shows what the compiler says. */
async function build([program, ...args]: string[], cwd: string): Promise<void> {
  if (!program) return;
  const task = new vscode.Task(
    { type: "process" },
    vscode.TaskScope.Workspace,
    "build for debugging",
    "Shortlist",
    new vscode.ProcessExecution(program, args, { cwd }),
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Silent,
    clear: true,
    panel: vscode.TaskPanelKind.Shared,
  };
  const code = await new Promise<number | undefined>((resolve, reject) => {
    let execution: vscode.TaskExecution | undefined;
    const ended = vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution !== execution && event.execution.task.name !== task.name) return;
      ended.dispose();
      resolve(event.exitCode);
    });
    vscode.tasks.executeTask(task).then(
      (started) => (execution = started),
      (error: unknown) => {
        ended.dispose();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
  if (code !== 0) throw new Hint("It does not compile; the terminal shows what the compiler says.");
}
