/** The progress page: what runs in it. */
import type { FromPage, ToPage } from "./messages";
import { ProgressPage } from "./page";
import "../base.css";
import "./style.css";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const vscode = acquireVsCodeApi();
const page = new ProgressPage(
  document.body.appendChild(document.createElement("main")),
  (message) => vscode.postMessage(message),
);
addEventListener("message", ({ data }: MessageEvent<ToPage>) => page.show(data.progress));
vscode.postMessage({ type: "ready" });
