import * as path from "node:path";
import * as vscode from "vscode";
import type { Targets } from "../lsp_assist";

/** As the engine takes them: a file's name without its suffix. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .+-]*$/u;

const FIRST = `Look for mistakes in this {{language}} program, and name the line of each.

{{selection}}
`;

interface Entry extends vscode.QuickPickItem {
  name?: string;
  act?: () => Promise<void>;
}

/** The name of the prompt that the user chooses; none where they write one first. */
export async function choosePrompt(targets: Thenable<Targets>): Promise<string | undefined> {
  const entries = targets.then(({ prompts, promptsFolder }): Entry[] => [
    ...prompts.map((name) => ({ label: name, name })),
    ...(prompts.length > 0 ? [{ label: "", kind: vscode.QuickPickItemKind.Separator }] : []),
    {
      label: "$(add) New Prompt…",
      description: "a file in which you say what is asked",
      alwaysShow: true,
      act: () => newPrompt(promptsFolder),
    },
    {
      label: "$(folder-opened) Open the Folder of Prompts",
      description: promptsFolder,
      alwaysShow: true,
      act: () => openFolder(promptsFolder),
    },
  ]);
  const chosen = await vscode.window.showQuickPick(entries, {
    title: "Ask my prompt",
    placeHolder: "Which one?",
  });
  await chosen?.act?.();
  return chosen?.name;
}

/** Makes the file of a prompt, unless there is one, and opens it. */
async function newPrompt(folder: string): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: "New prompt",
    prompt: "Its name, such as review",
    validateInput: (value) =>
      NAME.test(value.trim()) ? undefined : "Letters, digits, spaces and . + - _",
  });
  if (!name) return;
  const file = vscode.Uri.file(path.join(folder, `${name.trim()}.md`));
  const { fs } = vscode.workspace;
  const isThere = await Promise.resolve(fs.stat(file)).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await fs.createDirectory(vscode.Uri.file(folder));
    await fs.writeFile(file, Buffer.from(FIRST));
  }
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
}

async function openFolder(folder: string): Promise<void> {
  const uri = vscode.Uri.file(folder);
  await vscode.workspace.fs.createDirectory(uri);
  const options = { title: "Prompts", openLabel: "Open", canSelectMany: true, defaultUri: uri };
  for (const file of (await vscode.window.showOpenDialog(options)) ?? []) {
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
  }
}
