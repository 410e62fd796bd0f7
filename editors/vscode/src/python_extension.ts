import * as vscode from "vscode";
import { messageOf } from "./log";

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

/** The interpreter that is selected in the Python extension. */
export async function selectedInPythonExtension(
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
