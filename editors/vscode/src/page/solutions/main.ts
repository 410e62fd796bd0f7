/** The solutions view: what runs in its page. It shows what the extension sends and asks it to act. */
import { followTheme, SYNTAX } from "../contrast";
import type { FromPage, PageState, ToPage } from "./messages";
import { Page } from "./page";
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

const vscode = acquireVsCodeApi();
let state: PageState = vscode.getState() ?? {};
const page = new Page(
  document.body.appendChild(document.createElement("main")),
  (message) => vscode.postMessage(message),
  (selected) => keep({ selected }),
);

function keep(change: Partial<PageState>): void {
  state = { ...state, ...change };
  vscode.setState(state);
}

function show({ reference, view }: Extract<ToPage, { type: "show" }>): void {
  if (state.reference?.problemId !== reference.problemId) {
    page.choice.want(undefined);
    scrollTo(0, 0);
  }
  page.update(view);
  const small = JSON.stringify(view).length < KEPT_BYTES;
  keep({ reference, selected: page.choice.id, view: small ? view : undefined });
}

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "show") show(data);
  else if (data.type === "forgotten") page.forget();
  else if (data.type === "attention") page.attentionOf(data.id, data.attention, data.message);
  else if (data.type === "move") page.choice.move(data.step);
  else page.focus();
});

let scrolled: ReturnType<typeof setTimeout> | undefined;
addEventListener("scroll", () => {
  clearTimeout(scrolled);
  scrolled = setTimeout(() => keep({ scroll: scrollY }), 200);
});

followTheme(SYNTAX, "--vscode-editor-background");
if (state.view) {
  page.choice.want(state.selected);
  page.update(state.view);
  scrollTo(0, state.scroll ?? 0);
}
vscode.postMessage({ type: "ready" });
