import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** Our pages, and the scripts that each needs beside its own. */
const PAGES = {
  solutions: ["highlight"],
  assist: ["highlight"],
  tests: [],
  progress: [],
} as const;

export type PageName = keyof typeof PAGES;

/**
 * Fills a webview with one of our pages: its scripts and its style are files of ours, and the content
 * security policy lets nothing else in. The page may set styles of its own elements from its script.
 */
export function fill(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: PageName,
  title: string,
): void {
  const pages = vscode.Uri.joinPath(extensionUri, "dist", "pages");
  webview.options = { enableScripts: true, localResourceRoots: [pages] };
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(pages, name));
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  const scripts = [...PAGES[page], page]
    .map((name) => `<script nonce="${nonce}" src="${address(`${name}.js`)}"></script>`)
    .join("\n");
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${address(`${page}.css`)}">
</head>
<body>
${scripts}
</body>
</html>`;
}
