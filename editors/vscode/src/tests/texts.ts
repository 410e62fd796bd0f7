import * as vscode from "vscode";
import type { TestText } from "../lsp_tests";
import type { Tests } from "./tests";

const SCHEME = "shortlist-test";

const NAMES: Record<TestText, string> = {
  input: "input",
  expected: "expected",
  stdout: "output",
  stderr: "standard error",
};

/** The whole texts of tests as read-only documents, and VS Code's own comparison of two of them. */
export class TestTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    SCHEME,
    this,
  );

  constructor(private readonly tests: Tests) {}

  dispose(): void {
    vscode.Disposable.from(this.registration, this.changed).dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  async open(uri: string, id: string, what: TestText): Promise<void> {
    const document = await vscode.workspace.openTextDocument(await this.document(uri, id, what));
    const viewColumn = vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(document, { viewColumn, preview: true });
  }

  /** What is expected on the left, what was printed on the right. */
  async compare(uri: string, id: string): Promise<void> {
    const { name } = this.tests.find(uri, id);
    const [left, right] = await Promise.all([
      this.document(uri, id, "expected"),
      this.document(uri, id, "stdout"),
    ]);
    const title = `${name}: expected ↔ printed`;
    await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
  }

  private async document(uri: string, id: string, what: TestText): Promise<vscode.Uri> {
    const { name } = this.tests.find(uri, id);
    const file = vscode.Uri.parse(uri).path;
    const place = vscode.Uri.from({ scheme: SCHEME, path: `${file}/${id}/${name} ${NAMES[what]}` });
    this.texts.set(place.path, await this.tests.text(uri, id, what));
    this.changed.fire(place);
    return place;
  }
}
