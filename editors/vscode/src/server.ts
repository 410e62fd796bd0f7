import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type Executable,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type NotificationType,
  type RequestType,
  RevealOutputChannelOn,
  State as ClientState,
  TransportKind,
} from "vscode-languageclient/node";
import type { Interpreter, Interpreters } from "./interpreter";
import { aiSurfaces } from "./inline";
import { forServer, Hint, messageOf, showFailure } from "./log";
import { TaskCommand } from "./lsp_assist";
import { ServerCommand, solutionsChanged, type Status, statusChanged } from "./lsp_ext";
import { reportNoPython } from "./no_python";
import { clientSettings, SECTION, serverSettings } from "./settings";

/** Languages in whose comments a problem may stand; package.json activates on the same ones. */
export const LANGUAGES = [
  "python",
  "cpp",
  "c",
  "java",
  "javascript",
  "typescript",
  "csharp",
  "go",
  "kotlin",
  "rust",
  "ruby",
  "markdown",
] as const;

/** A command of the server that ended well: `answer` is what docs/lsp-extensions.md says. */
export interface Executed {
  command: string;
  argument: unknown;
  answer: unknown;
}

export type ServerState = "stopped" | "starting" | "running" | "failed";

/** Commands that say how to get an engine where there is none. */
const NEED_ENGINE: string[] = [ServerCommand.solve, ...Object.values(TaskCommand)];

const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 3 * 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** Owns the language server's process and the client that talks to it. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();
  private queuedRestart: Promise<void> | undefined;
  private crashes: number[] = [];
  private readonly listeners: ((client: LanguageClient) => void)[] = [];
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private readonly statusChanged = new vscode.EventEmitter<Status>();
  private readonly solutionsChanged = new vscode.EventEmitter<{ problemId: string }>();
  private readonly executed = new vscode.EventEmitter<Executed>();

  readonly onDidChangeState = this.stateChanged.event;
  readonly onDidChangeStatus = this.statusChanged.event;
  readonly onDidChangeSolutions = this.solutionsChanged.event;
  readonly onDidExecute = this.executed.event;
  /** What is done in place of a command of the server that an action or a lens names. */
  readonly instead = new Map<string, (argument: unknown) => Promise<unknown>>();
  state: ServerState = "stopped";
  status: Status | undefined;
  interpreter: Interpreter | undefined;
  /** The server starts one that is on PATH where none is named. */
  private engineOnPath = false;
  command: readonly string[] = [];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly interpreters: Interpreters,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Whether there is nothing that could solve: problems are recognised all the same. */
  get lacksEngine(): boolean {
    const { state, interpreter } = this;
    return state === "running" && interpreter !== undefined && !this.hasEngine;
  }

  private get hasEngine(): boolean {
    const { command } = (serverSettings().engine ?? {}) as { command?: string[] };
    return !!command?.length || !!this.interpreter?.hasEngine || this.engineOnPath;
  }

  /** The client of the running server. Throws an error for the user when there is none. */
  get running(): LanguageClient {
    if (this.client?.state !== ClientState.Running) {
      throw new Error("The language server is not running. Run “Shortlist: Restart Server”.");
    }
    return this.client;
  }

  /** Listens to a notification of whichever server runs; before the first is started. */
  listen<P>(type: NotificationType<P>, listener: (params: P) => void): void {
    this.listeners.push((client) => client.onNotification(type, listener));
  }

  /** The running client, started where it was not needed before. Throws an error for the user. */
  async needed(): Promise<LanguageClient> {
    if (this.state === "stopped") void this.start();
    await this.queue;
    return this.running;
  }

  /** Asks the server, which is started where it was not needed before. */
  async request<P, R>(
    type: RequestType<P, R, void>,
    params: P,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    const client = await this.needed();
    // By name each argument is a parameter, the token's absence too.
    if (!token) return client.sendRequest<R>(type.method, params);
    return client.sendRequest<R>(type.method, params, token);
  }

  /**
   * The settings as the server reads them. Without an engine command the engine of the interpreter is
   * named: the bundled server runs without that interpreter's packages and cannot see it. So it is
   * where there is none yet, for the server to offer what `execute` then says how to get.
   */
  settings(resource?: vscode.Uri): Record<string, unknown> {
    const settings = serverSettings(resource);
    const engine = { ...(settings.engine as { command?: string[] } | undefined) };
    const { interpreter } = this;
    if (!engine.command?.length && interpreter && (interpreter.hasEngine || !this.engineOnPath)) {
      const start = ["-m", "shortlist_engine.cli", "engine", "--socket"];
      engine.command = [interpreter.path, ...start];
    }
    return { ...settings, engine };
  }

  start(): Promise<void> {
    return this.enqueue(async () => {
      if (this.state === "stopped") await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Restarts once however many settings changed: a restart that has not begun yet serves them all. */
  restart(): Promise<void> {
    this.queuedRestart ??= this.enqueue(async () => {
      this.queuedRestart = undefined;
      this.crashes = [];
      await this.stopNow();
      await this.startNow();
    });
    return this.queuedRestart;
  }

  /** Sends the settings, with their variables expanded. */
  async sendSettings(): Promise<void> {
    if (this.client?.state !== ClientState.Running) return;
    const settings = { [SECTION]: this.settings() };
    await this.client.sendNotification("workspace/didChangeConfiguration", { settings });
  }

  dispose(): void {
    this.stateChanged.dispose();
    this.statusChanged.dispose();
    this.solutionsChanged.dispose();
    this.executed.dispose();
  }

  /** Throws an error for the user where there is nothing that could ask a model. */
  requireEngine(): void {
    if (!this.lacksEngine) return;
    throw new Hint("Problems are recognised, but there is no engine to solve them with yet.", {
      kind: "engineUnavailable",
    });
  }

  /** Runs a command of the server. Throws the server's own error, whose message names the fix. */
  async execute(command: string, argument?: unknown): Promise<unknown> {
    if (NEED_ENGINE.includes(command)) this.requireEngine();
    const params = { command, arguments: argument === undefined ? [] : [argument] };
    const answer: unknown = await (
      await this.needed()
    ).sendRequest(ExecuteCommandRequest.type, params);
    this.executed.fire({ command, argument, answer });
    return answer;
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error) => {
      this.log.error(`Server: ${messageOf(error)}`);
    });
    return this.queue;
  }

  private setState(state: ServerState): void {
    this.state = state;
    if (state !== "running") this.status = undefined;
    this.stateChanged.fire(state);
  }

  private async startNow(): Promise<void> {
    this.setState("starting");
    const executable = await this.executable();
    if (!executable) {
      this.setState("failed");
      return;
    }
    this.command = [executable.command, ...(executable.args ?? [])];
    this.log.info(`Server: starting ${JSON.stringify(this.command)}`);
    const client = new LanguageClient(SECTION, "Shortlist", executable, this.clientOptions());
    this.client = client;
    client.onNotification(statusChanged, (status) => {
      this.status = status;
      this.statusChanged.fire(status);
    });
    client.onNotification(solutionsChanged, (change) => this.solutionsChanged.fire(change));
    for (const listen of this.listeners) listen(client);
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === ClientState.Running) this.setState("running");
      else if (newState === ClientState.Starting) this.setState("starting");
      else if (newState === ClientState.StartFailed) this.setState("failed");
    });
    try {
      await client.start();
    } catch (error) {
      this.setState("failed");
      void this.reportFailure(`Shortlist's language server does not start: ${messageOf(error)}`);
      return;
    }
    this.log.info(`Server: ${client.initializeResult?.serverInfo?.version ?? "?"} is running`);
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) await client.dispose(STOP_TIMEOUT_MS).catch(() => undefined);
    this.setState("stopped");
  }

  /**
   * What to run, in this order: the setting `shortlist.server.path`; the bundled server with the
   * interpreter that was found; without a bundle (a checkout) the server installed in it.
   */
  private async executable(): Promise<Executable | undefined> {
    const directory = this.context.extensionPath;
    const options = { cwd: directory };
    const [command, ...args] = clientSettings().serverPath;
    this.interpreter = undefined;
    if (command) {
      this.log.info("Server: taken from shortlist.server.path");
      return { command, args, options, transport: TransportKind.stdio };
    }
    this.interpreter = await this.interpreters.find();
    this.engineOnPath = isOnPath("shortlist");
    if (!this.interpreter) {
      void this.reportNoInterpreter();
      return undefined;
    }
    const bundled = fs.existsSync(path.join(directory, "bundled", "libs", "shortlist_server"));
    return {
      command: this.interpreter.path,
      args: bundled
        ? ["-I", "-S", path.join(directory, "tool", "launch.py")]
        : ["-m", "shortlist_server"],
      options,
      transport: TransportKind.stdio,
    };
  }

  private clientOptions(): LanguageClientOptions {
    const schemes = ["file", "untitled", "vscode-remote"];
    return {
      documentSelector: LANGUAGES.flatMap((language) =>
        schemes.map((scheme) => ({ scheme, language })),
      ),
      outputChannel: forServer(this.log),
      traceOutputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => ({
        ...this.settings(),
        clientName: `vscode ${vscode.version}`,
        clientFeatures: {
          panel: true,
          solutionsView: true,
          solveOutcome: true,
          testsView: true,
          assistView: true,
        },
      }),
      initializationFailedHandler: () => false,
      errorHandler: this.errorHandler(),
      middleware: {
        ...aiSurfaces,
        // Actions and lenses. The client library would only say that a request failed.
        executeCommand: (command, args: unknown[]) => {
          const act = this.instead.get(command) ?? (() => this.execute(command, args[0]));
          return act(args[0]).catch((error: unknown) => showFailure(this.log, error));
        },
        workspace: {
          configuration: (params) =>
            params.items.map((item) =>
              item.section === SECTION
                ? this.settings(item.scopeUri ? vscode.Uri.parse(item.scopeUri) : undefined)
                : null,
            ),
          didChangeConfiguration: () => this.sendSettings(),
        },
      },
    };
  }

  private errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        const now = Date.now();
        this.crashes = [...this.crashes.filter((time) => now - time < CRASH_WINDOW_MS), now];
        const code = this.client?.serverProcess?.exitCode;
        this.log.error(`Server: ended unexpectedly (exit status ${code ?? "unknown"})`);
        if (this.crashes.length <= MAX_CRASHES) {
          return { action: CloseAction.Restart, handled: true };
        }
        this.setState("failed");
        void this.reportFailure("Shortlist's language server keeps ending; it stays off now.");
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async reportNoInterpreter(): Promise<void> {
    const configured = clientSettings().interpreter;
    if (!configured) return reportNoPython();
    const message = `Shortlist cannot use ${configured} (shortlist.interpreter): Python 3.10 or newer is needed.`;
    const select = "Select Interpreter";
    const showLog = "Show Log";
    const answer = await vscode.window.showErrorMessage(message, select, showLog);
    if (answer === select) await vscode.commands.executeCommand("shortlist.selectInterpreter");
    if (answer === showLog) this.log.show(true);
  }

  private async reportFailure(message: string): Promise<void> {
    const restart = "Restart";
    const showLog = "Show Log";
    const answer = await vscode.window.showErrorMessage(message, restart, showLog);
    if (answer === restart) await this.restart();
    if (answer === showLog) this.log.show(true);
  }
}

function isOnPath(program: string): boolean {
  const names = process.platform === "win32" ? [`${program}.exe`, `${program}.cmd`] : [program];
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  folders.push(path.join(os.homedir(), ".local", "bin")); // where the server looks, too
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));
}
