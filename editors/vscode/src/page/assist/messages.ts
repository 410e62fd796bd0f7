/** What the view of a model's tasks and the extension say to each other. */
import type { AssistView, How } from "../../lsp_assist";

export type ToPage =
  | { type: "show"; view: AssistView }
  /** The server knows nothing of this task (any more): what is shown is from before. */
  | { type: "forgotten" }
  | { type: "focus" };

export type FromPage =
  | { type: "ready" }
  | { type: "selected"; id: string | undefined }
  | { type: "put"; id: string; how: How }
  /** Without an id the words. */
  | { type: "copy"; id?: string }
  | { type: "goto"; line: number }
  | { type: "cancel" }
  | { type: "again" }
  | { type: "back" };

/** What outlives the page: VS Code keeps it while the view is hidden and over a reload. */
export interface PageState {
  selected?: string;
  scroll?: number;
  view?: AssistView;
}
