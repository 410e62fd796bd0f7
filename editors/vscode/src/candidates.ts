/** Where Pythons are looked for, without running any. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { selectedInPythonExtension } from "./python_extension";

/** A Python that may be there. */
export interface Candidate {
  program: string;
  /** Where it was found, in words. */
  source: string;
}

const WINDOWS = process.platform === "win32";
const ENVIRONMENTS = [".venv", "venv", "env"];
const MINORS = [14, 13, 12, 11, 10];

/** The Python in a virtual environment. */
export function pythonOf(environment: string): string {
  return WINDOWS
    ? path.join(environment, "Scripts", "python.exe")
    : path.join(environment, "bin", "python");
}

/**
 * In this order: the Python extension's choice, the environments in the workspace, those that
 * *Set Up* and `make install` made, PATH. These are what is chosen from when the user does not choose.
 */
export async function likely(
  ownEnvironment: string,
  log: vscode.LogOutputChannel,
): Promise<Candidate[]> {
  const active = await selectedInPythonExtension(log);
  const files: Candidate[] = [];
  for (const { name, uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const environment of ENVIRONMENTS) {
      const program = pythonOf(path.join(uri.fsPath, environment));
      files.push({ program, source: `${environment} in ${name}` });
    }
  }
  files.push({ program: pythonOf(ownEnvironment), source: "what Shortlist set up" });
  const data = process.env.XDG_DATA_HOME || path.join(os.homedir(), ".local", "share");
  const installed = pythonOf(path.join(data, "shortlist", "venv"));
  files.push({ program: installed, source: "make install" });
  const names = WINDOWS ? ["python", "py"] : ["python3", "python"];
  return [
    ...(active ? [{ program: active, source: "the Python extension" }] : []),
    ...(await existing(files)),
    ...names.map((name) => ({ program: name, source: `${name} on PATH` })),
  ];
}

/** Where else there may be one: other versions on PATH, conda's and pyenv's environments. */
export async function further(): Promise<Candidate[]> {
  const named = WINDOWS ? [] : MINORS.map((minor) => `python3.${minor}`);
  const files: Candidate[] = [];
  for (const environment of await condaEnvironments()) {
    const program = WINDOWS ? path.join(environment, "python.exe") : pythonOf(environment);
    files.push({ program, source: `conda (${path.basename(environment)})` });
  }
  const versions = path.join(
    process.env.PYENV_ROOT ?? path.join(os.homedir(), ".pyenv"),
    "versions",
  );
  for (const version of await fs.readdir(versions).catch(() => [])) {
    const program = pythonOf(path.join(versions, version));
    files.push({ program, source: `pyenv (${version})` });
  }
  return [
    ...named.map((name) => ({ program: name, source: `${name} on PATH` })),
    ...(await existing(files)),
  ];
}

/** Conda keeps a list of every environment that it made. */
async function condaEnvironments(): Promise<string[]> {
  const list = path.join(os.homedir(), ".conda", "environments.txt");
  const text = await fs.readFile(list, "utf8").catch(() => "");
  const active = process.env.CONDA_PREFIX ?? "";
  return [...new Set([active, ...text.split(/\r?\n/)])].filter(Boolean);
}

async function existing(candidates: Candidate[]): Promise<Candidate[]> {
  const found = await Promise.all(
    candidates.map(({ program }) =>
      fs.access(program).then(
        () => true,
        () => false,
      ),
    ),
  );
  return candidates.filter((_, index) => found[index]);
}
