import * as vscode from "vscode";
import { Hint } from "./log";
import type { NearMissItem, SolutionItem, SolutionsView } from "./lsp_ext";

const SCHEME = "shortlist-program";

type Program = SolutionItem | NearMissItem;

const SUFFIXES: Record<string, string> = {
  c: "c",
  cpp: "cpp",
  go: "go",
  java: "java",
  javascript: "js",
  python: "py",
  rust: "rs",
};

/** A solution and a near miss of a view, by the id that both kinds share. */
export function programsOf(view: SolutionsView): Program[] {
  return [...view.solutions, ...view.nearMisses];
}

export function nameOf(program: Program): string {
  return "rank" in program
    ? `Solution ${program.rank}`
    : `Near miss (${program.passed} of ${program.total})`;
}

/** Programs as read-only documents, for VS Code's own comparison. */
export class Programs implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    SCHEME,
    this,
  );

  dispose(): void {
    this.registration.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  /** Opens VS Code's comparison of two programs; `left` is asked for when there is a choice. */
  async compare(view: SolutionsView, id: string): Promise<void> {
    const all = programsOf(view);
    const program = all.find((candidate) => candidate.id === id);
    const others = all.filter((candidate) => candidate.id !== id);
    if (!program) return;
    if (others.length === 0) throw new Hint("There is no other program to compare this one with.");
    const [best] = view.solutions;
    // What differs from the best one is what people ask; of the best one it is their choice.
    const other = best && best.id !== id ? best : await choose(others, program);
    if (!other) return;
    const title = `${nameOf(other)} ↔ ${nameOf(program)}`;
    const [left, right] = [this.document(view, other), this.document(view, program)];
    // Where the code is, so that the view stays in sight.
    const options = { viewColumn: vscode.ViewColumn.One, preview: true };
    await vscode.commands.executeCommand("vscode.diff", left, right, title, options);
  }

  private document(view: SolutionsView, program: Program): vscode.Uri {
    const suffix = SUFFIXES[program.language] ?? "txt";
    const path = `/${view.problem.digest}/${program.id}/${nameOf(program)}.${suffix}`;
    this.texts.set(path, program.source);
    return vscode.Uri.from({ scheme: SCHEME, path });
  }
}

/** Opens a program as a document of its own, which is the user's to change and to save. */
export async function openProgram({ language, source }: Program): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content: source });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}

async function choose(others: Program[], program: Program): Promise<Program | undefined> {
  if (others.length === 1) return others[0];
  const entries = others.map((other) => ({
    label: nameOf(other),
    description: "rank" in other ? other.proof : other.text,
    other,
  }));
  const title = `Compare ${nameOf(program)} with`;
  return (await vscode.window.showQuickPick(entries, { title }))?.other;
}
