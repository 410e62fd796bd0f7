import type * as vscode from "vscode";
import type { ProblemReference, SolutionsView } from "./lsp_ext";
import type { FromPage, PageState, ToPage } from "./page/solutions/messages";
import { PagePanel } from "./page_panel";

/** The type of the panel; keys and menus name it as `activeWebviewPanelId`. */
export const VIEW_TYPE = "shortlist.solutions";

/** The panel that shows one problem's solutions. */
export class SolutionsPanel extends PagePanel<ToPage, FromPage, PageState> {
  /** The problem that is shown. */
  reference: ProblemReference | undefined;
  view: SolutionsView | undefined;

  constructor(extensionUri: vscode.Uri) {
    super(extensionUri, VIEW_TYPE, "solutions", "Solutions");
  }

  show(reference: ProblemReference, view: SolutionsView): void {
    this.reference = reference;
    this.view = view;
    const title = `Solutions for ${view.problem.name}`;
    this.showLatest({ type: "show", reference, view }, title);
  }

  /** The server knows nothing of what is shown. */
  forget(): void {
    this.showLatest({ type: "forgotten" });
  }

  focus(): void {
    this.revealWithFocus();
    this.tell({ type: "focus" });
  }

  protected override restore({ reference, view, selected }: PageState): boolean {
    if (!reference || !view) return false;
    this.reference = reference;
    this.view = view;
    this.selected = selected;
    return true;
  }

  protected override emptied(): void {
    this.reference = this.view = undefined;
  }
}
