import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { type Candidate, further, likely } from "./candidates";
import { messageOf } from "./log";
import { clientSettings } from "./settings";

const run = promisify(execFile);

/** The oldest Python the language server runs on. */
const MINIMUM: readonly [number, number] = [3, 10];
const PROBE_TIMEOUT_MS = 30_000;

/** A Python that can run the language server. */
export interface Interpreter {
  path: string;
  version: string;
  /** Where it was found, in words. */
  source: string;
  /** Whether the engine is installed in it. */
  hasEngine: boolean;
  /** The environment that it belongs to, by whatever name it was found. */
  prefix: string;
}

const PROBE = `
import importlib.util, json, sys
try:
    engine = importlib.util.find_spec("shortlist_engine.cli") is not None
except ImportError:
    engine = False
version = list(sys.version_info[:3])
print(json.dumps({"path": sys.executable, "prefix": sys.prefix, "version": version, "engine": engine}))
`;

/** Looks for Pythons, and says of each what it is. */
export class Interpreters {
  /** The environment that *Set Up Shortlist* makes. */
  readonly ownEnvironment: string;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.ownEnvironment = path.join(context.globalStorageUri.fsPath, "environment");
  }

  /**
   * The one to use: that of the setting `shortlist.interpreter`, which always wins; else the first of
   * the likely ones (candidates.ts) that is new enough and has the engine. Without any engine the
   * first that is new enough, since the server recognises problems without one. Each step is logged.
   */
  async find(): Promise<Interpreter | undefined> {
    const configured = clientSettings().interpreter;
    if (configured) {
      const found = await this.probe({ program: configured, source: "shortlist.interpreter" });
      return found && this.chosen(found);
    }
    this.log.info("Interpreter: shortlist.interpreter is not set");
    let fallback: Interpreter | undefined;
    for (const candidate of await likely(this.ownEnvironment, this.log)) {
      const found = await this.probe(candidate);
      if (found?.hasEngine) return this.chosen(found);
      fallback ??= found;
    }
    fallback ??= await this.first(await further());
    return fallback && this.chosen(fallback);
  }

  /** All that there are, in the order in which they are preferred. */
  async all(): Promise<Interpreter[]> {
    const candidates = [...(await likely(this.ownEnvironment, this.log)), ...(await further())];
    const found = await Promise.all(candidates.map((candidate) => this.probe(candidate)));
    const byPrefix = new Map<string, Interpreter>();
    for (const interpreter of found) {
      if (interpreter && !byPrefix.has(interpreter.prefix)) {
        byPrefix.set(interpreter.prefix, interpreter);
      }
    }
    return [...byPrefix.values()];
  }

  /** Runs a candidate to learn what it is; nothing when it does not run or is too old. */
  async probe({ program, source }: Candidate): Promise<Interpreter | undefined> {
    try {
      // In the extension's directory: with -c, Python looks for modules in the working directory first.
      const { stdout } = await run(program, ["-c", PROBE], {
        cwd: this.context.extensionPath,
        timeout: PROBE_TIMEOUT_MS,
      });
      const answer = JSON.parse(stdout) as {
        path: string;
        prefix: string;
        version: [number, number, number];
        engine: boolean;
      };
      const [major, minor] = answer.version;
      const version = answer.version.join(".");
      if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
        this.log.warn(
          `Interpreter: ${answer.path} from ${source} is Python ${version}; ` +
            `${MINIMUM.join(".")} or newer is needed`,
        );
        return undefined;
      }
      const engine = answer.engine ? "has the engine" : "has no engine";
      this.log.info(`Interpreter: ${answer.path} from ${source}: Python ${version}, ${engine}`);
      const { path: file, prefix } = answer;
      return { path: file, prefix, version, source, hasEngine: answer.engine };
    } catch (error) {
      const reason = messageOf(error).split("\n")[0];
      this.log.info(`Interpreter: ${program} from ${source} does not run: ${reason}`);
      return undefined;
    }
  }

  private async first(candidates: Candidate[]): Promise<Interpreter | undefined> {
    for (const candidate of candidates) {
      const found = await this.probe(candidate);
      if (found) return found;
    }
    return undefined;
  }

  private chosen(found: Interpreter): Interpreter {
    const engine = found.hasEngine ? "with the engine" : "without the engine";
    this.log.info(
      `Interpreter: ${found.path} (Python ${found.version}, ${engine}), from ${found.source}`,
    );
    return found;
  }
}
