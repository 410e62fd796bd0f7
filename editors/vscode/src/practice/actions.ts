import * as vscode from "vscode";
import { Hint } from "../log";
import type { Catalogue, Practice } from "./practice";
import { sayNotes } from "./practice";
import type { Node } from "./tree";

const LANGUAGES: Record<string, string> = {
  python: "Python",
  cpp: "C++",
  java: "Java",
  javascript: "JavaScript",
  go: "Go",
  rust: "Rust",
  c: "C",
};

const TABLES = ["rounds", "tries", "hints", "ratings", "due", "contests"];

/** Opens the problem of a line of the tree; without one the user chooses from the whole list. */
export async function openProblem(practice: Practice, node?: Node): Promise<void> {
  const problem = node?.problem ?? (await choose(await practice.catalogue()));
  if (problem) await practice.open({ problem });
}

/** The same in a language, a voice and as a program or a function that the user chooses. */
export async function openProblemAs(practice: Practice, node?: Node): Promise<void> {
  const { entries } = await practice.catalogue();
  const problem = node?.problem ?? (await choose(await practice.catalogue()));
  if (!problem) return;
  const entry = entries.find(({ item }) => item === problem);
  const language = await pick(
    "In which language?",
    Object.entries(LANGUAGES).map(([value, label]) => ({ label, value })),
  );
  if (!language) return;
  const voices = entry?.voices ?? [];
  const voice = voices.length > 1 ? await pick("Told as by whom?", voices.map(itself)) : voices[0];
  if (!voice && voices.length > 1) return;
  await practice.open({ problem, language, ...(voice ? { voice } : {}) });
}

export async function importProblems(practice: Practice): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Problems: JSON Lines, packages of ICPC, Kattis or Polygon, a folder, a .zip",
    openLabel: "Import",
    canSelectFiles: true,
    canSelectFolders: true,
  });
  const place = chosen?.[0]?.fsPath;
  if (!place) return;
  const options = { location: vscode.ProgressLocation.Notification, title: "Importing problems" };
  const done = await vscode.window.withProgress(options, () =>
    practice.ask("import", { path: place }),
  );
  sayNotes(done.notes);
  practice.forget();
  const left = done.left_out.map(({ name, reason }) => `${name}: ${reason}`);
  const text = `${done.problems} problems in the set “${done.set}”.`;
  if (left.length === 0) return void vscode.window.setStatusBarMessage(`$(check) ${text}`, 6000);
  const show = "Show What Was Left Out";
  const said = `${text} ${left.length} were left out.`;
  if ((await vscode.window.showWarningMessage(said, show)) !== show) return;
  const content = left.join("\n");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}

export async function removeSet(practice: Practice, node?: Node): Promise<void> {
  const { sets } = await practice.catalogue();
  if (sets.length === 0) throw new Hint("No set was imported.");
  const name =
    node?.set ??
    (await pick(
      "Forget which set?",
      sets.map(({ name: each }) => itself(each)),
    ));
  if (!name) return;
  const yes = "Forget";
  const detail = "Your progress with its problems stays. To have it again, import it.";
  const options = { modal: true, detail };
  const question = `Forget the set “${name}”?`;
  if ((await vscode.window.showWarningMessage(question, options, yes)) !== yes) return;
  sayNotes((await practice.ask("removeSet", { name })).notes);
  practice.forget();
}

export async function setRating(practice: Practice): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: "Begin from which rating?",
    prompt: "Such as yours at a judge",
    validateInput: (value) =>
      /^\s*\d{3,4}\s*$/.test(value) ? undefined : "A number of three or four digits",
  });
  if (!text) return;
  sayNotes((await practice.ask("setRating", { rating: Number(text) })).notes);
  practice.forget();
}

export async function exportProgress(practice: Practice): Promise<void> {
  const table = await pick("Which table, as CSV?", TABLES.map(itself));
  if (!table) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const place = await vscode.window.showSaveDialog({
    title: "Export progress",
    filters: { CSV: ["csv"] },
    defaultUri: folder && vscode.Uri.joinPath(folder, `${table}.csv`),
  });
  if (!place) return;
  const { rows, file } = await practice.ask("export", { table, file: place.fsPath });
  vscode.window.setStatusBarMessage(`$(check) ${rows} rows in ${file}`, 6000);
}

/** The whole list, to be searched by typing. */
async function choose({ entries }: Catalogue): Promise<string | undefined> {
  const listed = entries.map(({ item, title, rating, tags, state, is_due: due }) => ({
    label: title,
    description: [rating, due ? "due" : state.replace("_", " ")].filter(Boolean).join(" · "),
    detail: tags.join(", "),
    item,
  }));
  const chosen = await vscode.window.showQuickPick(listed, {
    title: "Practice",
    placeHolder: "A title, a topic, a rating",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.item;
}

function itself(value: string): { label: string; value: string } {
  return { label: value, value };
}

async function pick(
  title: string,
  entries: { label: string; value: string }[],
): Promise<string | undefined> {
  return (await vscode.window.showQuickPick(entries, { title }))?.value;
}
