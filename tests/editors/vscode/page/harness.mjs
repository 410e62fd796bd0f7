// The solutions page alone in Chromium: the built script and style, a theme's variables, and a stand-in
// for VS Code that keeps what the page says.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { withPage } from "../browser.mjs";

const dist = new URL("../../../../editors/vscode/dist/", import.meta.url);
const themes = JSON.parse(fs.readFileSync(new URL("themes.json", import.meta.url), "utf8"));
export const THEMES = Object.keys(themes);

/** Opens the page in a theme, with the state that VS Code kept for it. */
export async function openPage(page, theme, state) {
  const { kind, variables } = themes[theme];
  await page.goto("about:blank");
  await page.setContent(`<!DOCTYPE html><html lang="en"><head><title>Solutions</title></head>
    <body class="${kind}"></body></html>`);
  await page.evaluate(
    ({ variables, state }) => {
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
      window.said = [];
      window.kept = state;
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => window.said.push(message),
        getState: () => window.kept,
        setState: (now) => (window.kept = now),
      });
    },
    { variables, state },
  );
  // Of VS Code's own style for pages, what the page has to reckon with.
  await page.addStyleTag({
    content: `body { padding: 0 20px; } code, kbd { padding: 1px 3px; background: gray; }`,
  });
  await page.addStyleTag({ path: fileURLToPath(new URL("page.css", dist)) });
  await page.addScriptTag({ path: fileURLToPath(new URL("page.js", dist)) });
}

export const send = (page, message) =>
  page.evaluate((data) => {
    window.dispatchEvent(new MessageEvent("message", { data }));
  }, message);

export const said = (page, type) =>
  page.evaluate((type) => window.said.filter((message) => !type || message.type === type), type);

export { withPage };
