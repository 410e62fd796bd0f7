/** What the solutions view and the extension say to each other. */
import type { Attention, ProblemReference, SolutionsView } from "../../lsp_ext";

/** What is done with one program of the view. */
export type ProgramAction = "insert" | "copy" | "run" | "compare" | "open";

export type ToPage =
  | { type: "show"; reference: ProblemReference; view: SolutionsView }
  /** The server knows nothing of this problem (any more): what is shown is from before. */
  | { type: "forgotten" }
  | { type: "attention"; id: string; attention?: Attention; message?: string }
  | { type: "move"; step: 1 | -1 }
  | { type: "focus" };

export type FromPage =
  | { type: "ready" }
  | { type: "selected"; id: string | undefined }
  | { type: "action"; action: ProgramAction; id: string }
  | { type: "attention"; id: string }
  | { type: "cancel" }
  | { type: "solve" }
  | { type: "back" };

/** What outlives the page: VS Code keeps it while the view is hidden and over a reload. */
export interface PageState {
  reference?: ProblemReference;
  selected?: string;
  scroll?: number;
  view?: SolutionsView;
}
