import * as vscode from "vscode";
import { expand, expandCommand, type Variables } from "./expand";
import { Hint } from "./log";

export const SECTION = "shortlist";

/** Settings that only the extension reads. */
export interface ClientSettings {
  interpreter: string;
  serverPath: string[];
  contestMode: boolean;
  enabled: boolean;
  /** Whether anything that a model wrote may be shown. */
  ai: boolean;
}

export function clientSettings(resource?: vscode.Uri): ClientSettings {
  const configuration = vscode.workspace.getConfiguration(SECTION, resource ?? null);
  const variables = variablesFor(resource);
  const contestMode = configuration.get("contestMode", false);
  const enabled = configuration.get("enable", true);
  return {
    interpreter: expand(configuration.get("interpreter", ""), variables).trim(),
    serverPath: expandCommand(configuration.get("server.path", []), variables),
    contestMode,
    enabled,
    ai: enabled && !contestMode,
  };
}

/** Throws an error for the user where no model may be asked. */
export function requireModels(resource?: vscode.Uri): void {
  const { contestMode, enabled } = clientSettings(resource);
  if (contestMode) {
    throw new Hint("Contest mode is on: nothing is solved or proposed.", { kind: "paused" });
  }
  if (!enabled) throw new Hint("Shortlist is off here (`shortlist.enable`).");
}

/** The settings of which a change needs another server process; every other one is live. */
export function serverProgram(): string {
  const { interpreter, serverPath } = clientSettings();
  return JSON.stringify([interpreter, serverPath]);
}

/** The whole section as the server reads it, with the variables in the engine's command expanded. */
export function serverSettings(resource?: vscode.Uri): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration(undefined, resource ?? null).get(SECTION);
  // Through JSON: what VS Code hands out is a proxy, and the server gets JSON anyway.
  const copy = JSON.parse(JSON.stringify(settings ?? {})) as { engine?: { command?: unknown } };
  const command = copy.engine?.command;
  if (copy.engine && Array.isArray(command) && command.every((part) => typeof part === "string")) {
    copy.engine.command = expandCommand(command, variablesFor(resource));
  }
  return copy as Record<string, unknown>;
}

/** Turns contest mode on or off where it is set already: the folder or workspace, else everywhere. */
export async function toggleContestMode(): Promise<boolean> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const known = configuration.inspect<boolean>("contestMode");
  const target =
    known?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  const on = !configuration.get("contestMode", false);
  await configuration.update("contestMode", on, target);
  return on;
}

function variablesFor(resource?: vscode.Uri): Variables {
  const folder =
    (resource && vscode.workspace.getWorkspaceFolder(resource)) ??
    vscode.workspace.workspaceFolders?.[0];
  return { workspaceFolder: folder?.uri.fsPath };
}
