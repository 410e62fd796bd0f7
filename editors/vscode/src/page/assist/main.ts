/** The view of a model's tasks: what runs in its page. It shows what the extension sends. */
import { followTheme, SYNTAX, type Tokens } from "../contrast";
import type { FromPage, PageState, ToPage } from "./messages";
import { AssistPage } from "./page";
import "../base.css";
import "../cards.css";
import "./style.css";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

/** A view larger than this is not kept over a reload: every change of the state is sent whole. */
const KEPT_BYTES = 200_000;

const TONES: Tokens = {
  good: { light: "#388a34", dark: "#89d185", variable: "--vscode-testing-iconPassed" },
  doubtful: { light: "#895503", dark: "#cca700", variable: "--vscode-editorWarning-foreground" },
  bad: { light: "#d1242f", dark: "#f48771", variable: "--vscode-testing-iconFailed" },
};

const vscode = acquireVsCodeApi();
let state: PageState = vscode.getState() ?? {};
const page = new AssistPage(
  document.body.appendChild(document.createElement("main")),
  (message) => vscode.postMessage(message),
  (selected) => keep({ selected }),
);

function keep(change: Partial<PageState>): void {
  state = { ...state, ...change };
  vscode.setState(state);
}

/** A run begins with its first message; what was chosen and read belongs to the one before. */
function show({ view }: Extract<ToPage, { type: "show" }>): void {
  if (view.show || state.view?.uri !== view.uri || state.view.task !== view.task) {
    page.choice.want(undefined);
    scrollTo(0, 0);
  }
  page.update(view);
  const small = JSON.stringify(view).length < KEPT_BYTES;
  keep({ selected: page.choice.id, view: small ? view : undefined });
}

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "show") show(data);
  else if (data.type === "forgotten") page.forget();
  else page.focus();
});

let scrolled: ReturnType<typeof setTimeout> | undefined;
addEventListener("scroll", () => {
  clearTimeout(scrolled);
  scrolled = setTimeout(() => keep({ scroll: scrollY }), 200);
});

followTheme({ ...SYNTAX, ...TONES }, "--vscode-editor-background");
if (state.view) {
  page.choice.want(state.selected);
  page.update(state.view);
  scrollTo(0, state.scroll ?? 0);
}
vscode.postMessage({ type: "ready" });
