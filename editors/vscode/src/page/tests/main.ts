/** The tests view: what runs in its page. It shows what the extension sends and asks it to act. */
import { followTheme, type Tokens } from "../contrast";
import type { FromPage, PageState, ToPage } from "./messages";
import { TestsPage } from "./page";
import "../base.css";
import "./style.css";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const TOKENS: Tokens = {
  passed: { light: "#388a34", dark: "#89d185", variable: "--vscode-testing-iconPassed" },
  failed: { light: "#d1242f", dark: "#f48771", variable: "--vscode-testing-iconFailed" },
};

const vscode = acquireVsCodeApi();
const state: PageState = vscode.getState() ?? {};
const keep = () => vscode.setState(state);
const page = new TestsPage(
  document.body.appendChild(document.createElement("main")),
  (message) => vscode.postMessage(message),
  state,
  keep,
);

let scroll = state.scroll ?? 0;

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case "show":
      page.show(data.view);
      if (data.view && scroll) scrollTo(0, scroll);
      scroll = 0;
      return;
    case "results":
      return page.patch(data.changed);
    case "tools":
      return page.showTools(data.tools);
    case "practice":
      return page.showPractice(data.session);
    case "contest":
      return page.showContest(data.contest);
    case "text":
      return page.text(data);
    case "edited":
      return page.edited(data);
    case "deleted":
      return page.deleted(data);
    case "add":
      return page.add();
    case "focus":
      return page.focus();
  }
});

let scrolled: ReturnType<typeof setTimeout> | undefined;
addEventListener("scroll", () => {
  clearTimeout(scrolled);
  scrolled = setTimeout(() => {
    state.scroll = scrollY;
    keep();
  }, 200);
});

followTheme(TOKENS, "--vscode-sideBar-background", "--vscode-editor-background");
vscode.postMessage({ type: "ready" });
