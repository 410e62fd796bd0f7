/** What the progress page and the extension say to each other. */
import type { Progress } from "../../lsp_practice";

export interface ToPage {
  type: "show";
  progress: Progress;
}

export type FromPage =
  | { type: "ready" }
  | { type: "openFile"; file: string }
  | { type: "command"; command: "practiceNext" | "contest" | "exportProgress" };
