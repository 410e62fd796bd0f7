import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { pythonOf } from "./candidates";
import type { Interpreter, Interpreters } from "./interpreter";
import { Hint, messageOf } from "./log";
import { mendOf, missingPackages } from "./mends";
import { reportNoPython } from "./no_python";
import type { Server } from "./server";
import { clientSettings, SECTION } from "./settings";
import { runStep, StepFailure } from "./steps";

/** Where the engine comes from: a wheel, with the folder of those that it needs; or a checkout. */
interface Source {
  install: string;
  wheels: string;
}

const WHEEL = /^shortlist-[^/\\]+\.whl$/;

export interface SetUpParts {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  interpreters: Interpreters;
  server: Server;
}

let underWay = false;

/**
 * Makes a virtual environment in the extension's own storage and installs the engine into it, from a
 * wheel or a checkout. Nothing is fetched from a package index unless the user says so. What is half
 * done is taken away again, and an environment from before is back then. A `from` that is given is
 * not asked for.
 */
export async function setUp(parts: SetUpParts, from?: string): Promise<void> {
  if (underWay) throw new Hint("Shortlist is being set up already.");
  underWay = true;
  try {
    await setUpNow(parts, from);
  } finally {
    underWay = false;
  }
}

async function setUpNow(parts: SetUpParts, from?: string): Promise<void> {
  const { interpreters, log } = parts;
  const base = await basePython(interpreters);
  if (!base) return;
  const source = from ? await sourceAt(from) : await chooseSource(parts.context);
  if (!source) return;
  const { ownEnvironment } = interpreters;
  const before = `${ownEnvironment}.before`;
  let done = false;
  try {
    await putAside(ownEnvironment, before);
    done = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: "Setting up Shortlist",
        cancellable: true,
      },
      (progress, token) => install(parts, base, source, progress, token),
    );
    await fs.rm(before, { recursive: true, force: true });
  } catch (error) {
    if (!done) await putBack(ownEnvironment, before);
    if (!(error instanceof vscode.CancellationError)) void reportFailure(error, log);
    return;
  }
  await ready(parts);
}

/** Keeps the environment that there is. One that was kept is of a window that ended in the middle. */
async function putAside(environment: string, before: string): Promise<void> {
  await putBack(environment, before, { onlyIfKept: true });
  await fs.rename(environment, before).catch(() => undefined);
}

async function putBack(
  environment: string,
  before: string,
  { onlyIfKept = false } = {},
): Promise<void> {
  const kept = await fs.stat(before).catch(() => undefined);
  if (!kept && onlyIfKept) return;
  await fs.rm(environment, { recursive: true, force: true });
  if (kept) await fs.rename(before, environment);
}

/** The first Python that is not the environment's own; where there is none, what to do is said. */
async function basePython(interpreters: Interpreters): Promise<Interpreter | undefined> {
  const all = await interpreters.all();
  const base = all.find(({ path: file }) => !file.startsWith(interpreters.ownEnvironment));
  if (!base) await reportNoPython();
  return base;
}

async function chooseSource(context: vscode.ExtensionContext): Promise<Source | undefined> {
  const bundled = await sourceAt(path.join(context.extensionPath, "wheels")).catch(() => undefined);
  const checkout = await openCheckout();
  const entries = [
    bundled && {
      label: "$(package) The wheel in this extension",
      detail: path.basename(bundled.install),
      choose: () => Promise.resolve(bundled),
    },
    checkout && {
      label: "$(repo) This checkout of Shortlist",
      detail: checkout.install,
      choose: () => Promise.resolve(checkout),
    },
    {
      label: "$(file-zip) A wheel…",
      detail: "Built in a checkout: pip wheel . --no-deps -w dist",
      choose: () => browse({ canSelectFiles: true, filters: { Wheels: ["whl"] } }),
    },
    {
      label: "$(folder) A checkout, or a folder of wheels…",
      detail: "With the wheels of all packages in it, nothing is fetched",
      choose: () => browse({ canSelectFiles: false, canSelectFolders: true }),
    },
  ].filter((entry) => entry !== undefined);
  const title = "Set up Shortlist: where is the engine?";
  return (await vscode.window.showQuickPick(entries, { title }))?.choose();
}

async function browse(options: vscode.OpenDialogOptions): Promise<Source | undefined> {
  const title = "Select where Shortlist's engine comes from";
  const chosen = await vscode.window.showOpenDialog({ title, canSelectMany: false, ...options });
  return chosen?.[0] && sourceAt(chosen[0].fsPath);
}

async function openCheckout(): Promise<Source | undefined> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (await isCheckout(uri.fsPath)) return sourceAt(uri.fsPath);
  }
  return undefined;
}

async function isCheckout(folder: string): Promise<boolean> {
  const project = path.join(folder, "pyproject.toml");
  const text = await fs.readFile(project, "utf8").catch(() => "");
  return /^name = "shortlist"$/m.test(text);
}

/** What there is to install at a path. Throws what is wrong with it. */
async function sourceAt(place: string): Promise<Source> {
  if (WHEEL.test(path.basename(place))) return { install: place, wheels: path.dirname(place) };
  const names = await fs.readdir(place).catch(() => undefined);
  if (!names) throw new Error(`${place} is neither a wheel of Shortlist nor a folder.`);
  const wheel = names
    .filter((name) => WHEEL.test(name))
    .sort()
    .at(-1);
  if (wheel) return { install: path.join(place, wheel), wheels: place };
  if (await isCheckout(place)) return { install: place, wheels: place };
  throw new Error(
    `There is no wheel of Shortlist in ${place}. In a checkout “pip wheel . --no-deps -w dist” builds one.`,
  );
}

async function install(
  { context, log, interpreters }: SetUpParts,
  base: Interpreter,
  source: Source,
  progress: vscode.Progress<{ message: string }>,
  token: vscode.CancellationToken,
): Promise<boolean> {
  const environment = interpreters.ownEnvironment;
  const python = pythonOf(environment);
  await fs.mkdir(context.globalStorageUri.fsPath, { recursive: true });
  progress.report({ message: `making an environment (Python ${base.version})` });
  await runStep([base.path, "-m", "venv", "--clear", environment], log, token);
  const pip = (...more: string[]) => {
    const options = ["--no-input", "--disable-pip-version-check", "--find-links", source.wheels];
    const command = [...options, ...more, source.install];
    return runStep([python, "-m", "pip", "install", ...command], log, token);
  };
  progress.report({ message: "installing what is at hand" });
  try {
    await pip("--no-index");
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    const missing = missingPackages(error.output);
    if (missing.length === 0) throw error;
    if (!(await mayFetch(missing, source))) return Promise.reject(new vscode.CancellationError());
    progress.report({ message: "fetching packages" });
    await pip();
  }
  progress.report({ message: "checking" });
  const found = await interpreters.probe({ program: python, source: "what was set up" });
  if (!found?.hasEngine) throw new Error("The environment was made, but the engine is not in it.");
  return true;
}

async function mayFetch(missing: string[], source: Source): Promise<boolean> {
  const fetch = "Download";
  const detail =
    `Not in ${source.wheels}: ${missing.join(", ")}, and perhaps others. pip can download them from ` +
    "the package index that it is set up for (about 100 MB). Your code and your problems are not sent.";
  const message = "Download the packages that the engine needs?";
  return (
    (await vscode.window.showWarningMessage(message, { modal: true, detail }, fetch)) === fetch
  );
}

/** Uses the new environment, also where another one was chosen before. */
async function ready({ interpreters, server, log }: SetUpParts): Promise<void> {
  const python = pythonOf(interpreters.ownEnvironment);
  log.info(`Set up: the engine is in ${python}`);
  const configuration = vscode.workspace.getConfiguration(SECTION);
  if (clientSettings().interpreter) {
    await configuration.update("interpreter", python, vscode.ConfigurationTarget.Global);
  }
  await server.restart();
  const example = "Open an Example";
  const message = "Shortlist is ready.";
  void vscode.window.showInformationMessage(message, example).then((answer) => {
    if (answer === example) void vscode.commands.executeCommand("shortlist.openExample");
  });
}

async function reportFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const output = error instanceof StepFailure ? error.output : messageOf(error);
  log.error(`Set up: ${messageOf(error)}`);
  const mend = mendOf(output) ?? `${messageOf(error)} The log has the details.`;
  const showLog = "Show Log";
  const again = "Try Again";
  const select = "Select Interpreter";
  const message = `Shortlist is not set up. ${mend}`;
  const answer = await vscode.window.showErrorMessage(message, again, select, showLog);
  if (answer === again) await vscode.commands.executeCommand("shortlist.setUp");
  if (answer === select) await vscode.commands.executeCommand("shortlist.selectInterpreter");
  if (answer === showLog) log.show(true);
}
