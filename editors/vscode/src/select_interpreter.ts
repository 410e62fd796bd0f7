import * as vscode from "vscode";
import type { Interpreter, Interpreters } from "./interpreter";
import { expand } from "./expand";
import { createPicker, type Entry, picked, SEPARATOR } from "./picking";
import { clientSettings, SECTION } from "./settings";

/**
 * Lets the user choose the Python that runs the server and has the engine, among those that are
 * found, or by its path. One inside a folder of the workspace is kept for that, others for all.
 */
export async function selectInterpreter(
  interpreters: Interpreters,
  current: Interpreter | undefined,
): Promise<void> {
  const chosen = await pick(interpreters, current);
  if (chosen === undefined) return;
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const inFolder = chosen && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(chosen));
  const known = configuration.inspect<string>("interpreter");
  if (known?.workspaceValue !== undefined && !inFolder) {
    await configuration.update("interpreter", undefined, vscode.ConfigurationTarget.Workspace);
  }
  const target = inFolder
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await configuration.update("interpreter", chosen || undefined, target);
}

function pick(
  interpreters: Interpreters,
  current: Interpreter | undefined,
): Promise<string | undefined> {
  const picker = createPicker("Shortlist: the Python that has the engine", "Looking for Pythons…");
  picker.items = others(interpreters);
  void interpreters.all().then((found) => {
    const entries = found.map((interpreter) => entry(interpreter, current));
    picker.items = [
      ...entries,
      ...(entries.length > 0 ? [SEPARATOR] : []),
      ...others(interpreters),
    ];
    picker.placeholder = current
      ? `Now: ${current.path}`
      : "No Python that can be used is selected";
    picker.busy = false;
  });
  return picked(picker);
}

function entry(interpreter: Interpreter, current: Interpreter | undefined): Entry {
  const { path, version, source, hasEngine } = interpreter;
  const now = path === current?.path ? " · in use" : "";
  return {
    label: `${hasEngine ? "$(pass) " : ""}Python ${version}`,
    description: `${source}${now}`,
    detail: `${hasEngine ? "Has the engine" : "No engine"} · ${path}`,
    choose: () => Promise.resolve(path),
  };
}

function others(interpreters: Interpreters): Entry[] {
  const configured = clientSettings().interpreter;
  const automatic: Entry = {
    label: "$(discard) Look for one at every start",
    alwaysShow: true,
    choose: () => Promise.resolve(""),
  };
  return [
    {
      label: "$(tools) Set up Shortlist…",
      detail: "Makes an environment with the engine",
      alwaysShow: true,
      choose: async () => void vscode.commands.executeCommand("shortlist.setUp"),
    },
    {
      label: "$(edit) Enter a path…",
      alwaysShow: true,
      choose: () => askForPath(interpreters, configured),
    },
    { label: "$(folder-opened) Browse…", alwaysShow: true, choose: browse },
    ...(configured ? [automatic] : []),
  ];
}

function askForPath(interpreters: Interpreters, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "The path of a Python",
    prompt: "Python 3.10 or newer, such as ~/venv/bin/python",
    value,
    validateInput: async (program) => {
      if (!program.trim()) return "Give a path.";
      const file = expand(program.trim(), {});
      const found = await interpreters.probe({ program: file, source: "the path given" });
      return found ? undefined : "This is no Python 3.10 or newer that runs.";
    },
  });
}

async function browse(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Select the Python that Shortlist is installed in",
    openLabel: "Use This Python",
    canSelectMany: false,
  });
  return chosen?.[0]?.fsPath;
}
