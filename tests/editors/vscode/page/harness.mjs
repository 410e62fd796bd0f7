// A page of the extension alone in Chromium: the built script and style, a theme's variables, and a stand-in
// for VS Code that keeps what the page says.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { withPage } from "../browser.mjs";

const require = createRequire(new URL("../../../../editors/vscode/package.json", import.meta.url));
const AXE = require.resolve("axe-core/axe.min.js");
const dist = new URL("../../../../editors/vscode/dist/pages/", import.meta.url);
const themes = JSON.parse(fs.readFileSync(new URL("themes.json", import.meta.url), "utf8"));
export const THEMES = Object.keys(themes);

/** The pages that show programs, whose highlighter is a script of its own. */
const WITH_PROGRAMS = ["solutions", "assist"];

/** Opens a page in a theme, with the state that VS Code kept for it. */
export async function openPage(page, theme, state, name = "solutions") {
  const { kind, variables } = themes[theme];
  await page.goto("about:blank");
  await page.setContent(`<!DOCTYPE html><html lang="en"><head><title>Shortlist</title></head>
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
  await page.addStyleTag({ path: fileURLToPath(new URL(`${name}.css`, dist)) });
  for (const script of WITH_PROGRAMS.includes(name) ? ["highlight", name] : [name]) {
    await page.addScriptTag({ path: fileURLToPath(new URL(`${script}.js`, dist)) });
  }
}

export const send = (page, message) =>
  page.evaluate((data) => {
    window.dispatchEvent(new MessageEvent("message", { data }));
  }, message);

export const said = (page, type) =>
  page.evaluate((type) => window.said.filter((message) => !type || message.type === type), type);

/** What an automatic audit of the page objects to. */
export async function violations(page) {
  await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  });
  return found;
}

/** Runs checks, each in a page of the width that the view has, and prints RESULT with what became of them. */
export async function runChecks(checks, width = 640) {
  const only = process.env.SHORTLIST_ONLY;
  const results = [];
  await withPage(
    async (page) => {
      page.setDefaultTimeout(20_000);
      for (const [name, body] of checks.filter(([name]) => !only || name.includes(only))) {
        const errors = [];
        const listen = (error) => errors.push(error.message);
        page.on("pageerror", listen);
        await page.setViewportSize({ width, height: 900 });
        try {
          await body(page);
          assert.deepEqual(errors, []);
          results.push({ name, ok: true });
        } catch (error) {
          results.push({ name, ok: false, error: String(error.stack) });
        }
        page.off("pageerror", listen);
      }
    },
    { viewport: { width, height: 900 } },
  );
  console.log(`RESULT ${JSON.stringify({ results })}`);
}
