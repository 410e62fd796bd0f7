import * as vscode from "vscode";

/** What to do where there is no Python that can be used. */
export async function reportNoPython(): Promise<void> {
  const message =
    "Shortlist needs Python 3.10 or newer, and none was found. Install one (Debian and Ubuntu: " +
    "sudo apt install python3-venv; others: python.org), then restart the server. Or select one.";
  const select = "Select Interpreter";
  const restart = "Restart Server";
  const answer = await vscode.window.showErrorMessage(message, select, restart);
  if (answer === select) await vscode.commands.executeCommand("shortlist.selectInterpreter");
  if (answer === restart) await vscode.commands.executeCommand("shortlist.restartServer");
}
