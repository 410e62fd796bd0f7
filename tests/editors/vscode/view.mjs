// The solutions view in the real VS Code: a page in a frame in a frame.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../editors/vscode/package.json", import.meta.url));
const AXE = require.resolve("axe-core/axe.min.js");

/** The frame that the view's page is in, once it has a title. */
export async function viewFrame(page) {
  const outer = page.frameLocator("iframe.webview.ready");
  await outer.frameLocator("#active-frame").locator("h1").waitFor();
  const handle = await outer.locator("#active-frame").elementHandle();
  return handle.contentFrame();
}

/** What an automatic audit of the page objects to. */
export async function violations(frame) {
  const fs = await import("node:fs");
  await frame.evaluate(fs.readFileSync(AXE, "utf8"));
  return frame.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  });
}

/** The frame of the page with a title, among those of all views. */
export async function pageFrame(page, title) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const named = await frame.title().catch(() => "");
      if (named === title && (await frame.locator("main > *").count()) > 0) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`there is no view with the title ${title}`);
}
