import * as vscode from "vscode";

/** An entry of a list whose choice leads to a text, or to a question for one. */
export interface Entry extends vscode.QuickPickItem {
  choose?: () => Thenable<string | undefined>;
}

export const SEPARATOR: Entry = { label: "", kind: vscode.QuickPickItemKind.Separator };

/** A list that is shown while what it holds is still sought. */
export function createPicker(title: string, placeholder: string): vscode.QuickPick<Entry> {
  const picker = vscode.window.createQuickPick<Entry>();
  picker.title = title;
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.busy = true;
  return picker;
}

/** Shows the list until an entry is taken, and returns what that leads to; nothing when it is left. */
export async function picked(picker: vscode.QuickPick<Entry>): Promise<string | undefined> {
  const choose = await new Promise<Entry["choose"]>((resolve) => {
    picker.onDidAccept(() => {
      const [selected] = picker.selectedItems;
      if (!selected) return;
      resolve(selected.choose);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
  return choose?.();
}
