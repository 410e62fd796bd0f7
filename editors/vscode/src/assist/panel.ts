import type * as vscode from "vscode";
import type { AssistView } from "../lsp_assist";
import type { FromPage, PageState, ToPage } from "../page/assist/messages";
import { PagePanel } from "../page_panel";

/** The type of the panel; keys and menus name it as `activeWebviewPanelId`. */
export const ASSIST_VIEW = "shortlist.assist";

/** The panel that shows what a model does with a file. */
export class AssistPanel extends PagePanel<ToPage, FromPage, PageState> {
  view: AssistView | undefined;

  constructor(extensionUri: vscode.Uri) {
    super(extensionUri, ASSIST_VIEW, "assist", "Shortlist");
  }

  show(view: AssistView): void {
    this.view = view;
    this.showLatest({ type: "show", view }, view.title);
  }

  /** The server knows nothing of what is shown. */
  forget(): void {
    this.showLatest({ type: "forgotten" });
  }

  focus(): void {
    this.revealWithFocus();
    this.tell({ type: "focus" });
  }

  protected override restore({ view, selected }: PageState): boolean {
    if (!view) return false;
    this.view = view;
    this.selected = selected;
    return true;
  }

  protected override emptied(): void {
    this.view = undefined;
  }
}
