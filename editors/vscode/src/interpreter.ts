import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
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
  /** Where it was found, in words for the log. */
  source: string;
  /** Whether the engine (`pip install shortlist`) is installed in it. */
  hasEngine: boolean;
}

const PROBE = `
import importlib.util, json, sys
try:
    engine = importlib.util.find_spec("shortlist_engine.cli") is not None
except ImportError:
    engine = False
print(json.dumps({"path": sys.executable, "version": list(sys.version_info[:3]), "engine": engine}))
`;

interface Candidate {
  program: string;
  source: string;
  /** Chosen by the user: used although the engine is not installed in it. */
  explicit: boolean;
}

/**
 * Finds the interpreter by asking, in this order: the setting `shortlist.interpreter`; the Python
 * extension, when it is installed; `python3` and `python` on PATH. The first one that is new enough
 * and has the engine wins; without any engine the first one that is new enough, since the server
 * parses problems without an engine. A setting always wins. Each step is logged.
 */
export async function findInterpreter(
  directory: string,
  log: vscode.LogOutputChannel,
): Promise<Interpreter | undefined> {
  let fallback: Interpreter | undefined;
  for (const candidate of await candidates(log)) {
    const found = await probe(candidate, directory, log);
    if (!found) {
      if (candidate.explicit) return undefined;
      continue;
    }
    if (found.hasEngine || candidate.explicit) return chosen(found, log);
    fallback ??= found;
  }
  return fallback && chosen(fallback, log);
}

function chosen(found: Interpreter, log: vscode.LogOutputChannel): Interpreter {
  const engine = found.hasEngine ? "with the engine" : "without the engine";
  log.info(`Interpreter: ${found.path} (Python ${found.version}, ${engine}), from ${found.source}`);
  return found;
}

async function candidates(log: vscode.LogOutputChannel): Promise<Candidate[]> {
  const configured = clientSettings().interpreter;
  if (configured) {
    return [{ program: configured, source: "shortlist.interpreter", explicit: true }];
  }
  log.info("Interpreter: shortlist.interpreter is not set");
  const list: Candidate[] = [];
  const active = await pythonExtensionInterpreter(log);
  if (active) list.push({ program: active, source: "the Python extension", explicit: false });
  for (const name of process.platform === "win32" ? ["python", "py"] : ["python3", "python"]) {
    list.push({ program: name, source: `${name} on PATH`, explicit: false });
  }
  return list;
}

async function probe(
  candidate: Candidate,
  directory: string,
  log: vscode.LogOutputChannel,
): Promise<Interpreter | undefined> {
  try {
    // In the extension's directory: with -c, Python looks for modules in the working directory first.
    const { stdout } = await run(candidate.program, ["-c", PROBE], {
      cwd: directory,
      timeout: PROBE_TIMEOUT_MS,
    });
    const answer = JSON.parse(stdout) as {
      path: string;
      version: [number, number, number];
      engine: boolean;
    };
    const [major, minor] = answer.version;
    const version = answer.version.join(".");
    if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
      log.warn(
        `Interpreter: ${answer.path} from ${candidate.source} is Python ${version}; ` +
          `${MINIMUM.join(".")} or newer is needed`,
      );
      return undefined;
    }
    const engine = answer.engine ? "has the engine" : "has no engine";
    log.info(`Interpreter: ${answer.path} from ${candidate.source}: Python ${version}, ${engine}`);
    return { path: answer.path, version, source: candidate.source, hasEngine: answer.engine };
  } catch (error) {
    const reason = messageOf(error).split("\n")[0];
    log.info(`Interpreter: ${candidate.program} from ${candidate.source} does not run: ${reason}`);
    return undefined;
  }
}

/** The part of the Python extension's API that is used here; the extension itself is optional. */
interface PythonApi {
  environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    resolveEnvironment(
      environment: unknown,
    ): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function pythonApi(log: vscode.LogOutputChannel): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension) return undefined;
  try {
    return await extension.activate();
  } catch (error) {
    log.warn(`Interpreter: the Python extension does not start: ${messageOf(error)}`);
    return undefined;
  }
}

async function pythonExtensionInterpreter(
  log: vscode.LogOutputChannel,
): Promise<string | undefined> {
  const api = await pythonApi(log);
  if (!api?.environments) {
    log.info("Interpreter: the Python extension is not installed");
    return undefined;
  }
  try {
    const resource = vscode.workspace.workspaceFolders?.[0]?.uri;
    const active = api.environments.getActiveEnvironmentPath(resource);
    const resolved = await api.environments.resolveEnvironment(active);
    return resolved?.executable.uri?.fsPath;
  } catch (error) {
    log.warn(`Interpreter: the Python extension names none: ${messageOf(error)}`);
    return undefined;
  }
}

/** Calls back when the user selects another interpreter in the Python extension. */
export async function watchPythonExtension(
  log: vscode.LogOutputChannel,
  changed: () => void,
): Promise<vscode.Disposable> {
  const api = await pythonApi(log);
  const event = api?.environments?.onDidChangeActiveEnvironmentPath;
  return event ? event(changed) : new vscode.Disposable(() => undefined);
}
