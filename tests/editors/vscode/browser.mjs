// The real VS Code in Chromium: what the drivers in this directory share.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const require = createRequire(new URL("../../../editors/vscode/package.json", import.meta.url));
const { chromium } = require("playwright-core");

// prettier-ignore
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const TIMEOUT_MS = 240_000;

/** Runs `use(page)` in a browser with a fresh profile, and leaves nothing running behind. */
export async function withPage(use, options = {}) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "shortlist-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: ARGUMENTS,
    ...options,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(TIMEOUT_MS);
  if (process.env.VERBOSE) page.on("console", (message) => console.log("[page]", message.text()));
  try {
    return await use(page);
  } finally {
    // A page that is simply killed leaves its extension host and language server running.
    await page.goto("about:blank").catch(() => undefined);
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

/** A path on the machine of the server, as the page names it. */
export function remote(base, file) {
  return `vscode-remote://${new URL(base).host}${encodeURI(file)}`;
}

export function workbench(base, folder, payload) {
  const entries = encodeURIComponent(JSON.stringify(payload));
  return `${base}/?folder=${encodeURIComponent(folder)}&payload=${entries}`;
}
