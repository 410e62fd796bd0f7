// usage: node journey.mjs BASE_URL WORKSPACE FILE SCREENSHOTS
// A person's way from the comment to the program, with keyboard and mouse: light bulb, the view while
// it fills, insert, save, then completion and ghost text. FILE stands in WORKSPACE.
import fs from "node:fs";
import path from "node:path";
import { remote, TIMEOUT_MS, withPage, workbench } from "./browser.mjs";
import { viewFrame } from "./view.mjs";

const [base, folder, file, shots] = process.argv.slice(2);
const saved = path.join(folder, file);
fs.mkdirSync(shots, { recursive: true });

const viewport = { width: 1280, height: 800 };
const start = performance.now();
const lap = (what) => console.log(`${((performance.now() - start) / 1000).toFixed(1)} s  ${what}`);

async function untilSaved(found) {
  const end = Date.now() + TIMEOUT_MS;
  while (!found(fs.readFileSync(saved, "utf8"))) {
    if (Date.now() > end) throw new Error("the file on disk is not as it should be");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function journey(page) {
  const shot = (name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
  const code = page.locator(".editor-group-container").first();
  const lens = (text) => page.locator(".codelens-decoration a", { hasText: text });
  const command = async (name) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").fill(`>${name}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    await page.keyboard.press("Enter");
  };

  await page.goto(workbench(base, folder, [["openFile", remote(base, saved)]]));
  await code.locator(".view-line").first().waitFor();
  lap("the editor shows the file");
  await command("View: Close Primary Side Bar");
  await lens("Solve").first().waitFor();
  lap("the lens is there");
  await page.locator(".statusbar-item", { hasText: "Shortlist" }).waitFor();

  await code.locator(".view-line").first().click();
  await page.keyboard.press("Control+.");
  const focused = page.locator(".action-widget .monaco-list-row.focused");
  await focused.filter({ hasText: "Solve from this comment" }).waitFor();
  lap("the light bulb's menu is open");
  await shot("menu");
  await page.keyboard.press("Enter");

  await lens("Cancel").first().waitFor();
  await page
    .locator(".codelens-decoration", { hasText: /[1-9]\d*\s*\/\s*\d+/ })
    .first()
    .waitFor();
  lap("the lens counts");

  const panel = page.locator(".editor-group-container").nth(1);
  await panel.locator(".tab", { hasText: "Solutions for Sum of Two" }).waitFor();
  const view = await viewFrame(page);
  await view.getByRole("img", { name: /programs sampled/ }).waitFor();
  await view.locator("article").nth(1).waitFor();
  lap("solutions come while it samples");
  await shot("progress");
  await view.getByRole("button", { name: "Solve again" }).waitFor();
  await lens("Cancel").first().waitFor({ state: "detached" });
  lap("solutions are shown");
  await shot("solutions");

  await view.getByRole("button", { name: "Insert: Solution 1" }).click();
  await code
    .locator(".view-line", { hasText: /map\(int,/ })
    .first()
    .waitFor();
  const active = page.locator(".editor-group-container.active");
  await active.locator(".tab.active", { hasText: file }).waitFor();
  lap("the program is inserted, and the focus is on it");
  await page.keyboard.press("Control+s");
  await untilSaved((text) => text.includes("a, b = map(int, input().split())"));
  await shot("inserted");

  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+s");
  await untilSaved((text) => !text.includes("map(int"));
  lap("undo takes it out again");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "Solution 1" }).waitFor();
  lap("completion offers the solutions");
  await shot("completion");
  await page.keyboard.press("Escape");

  await command("Trigger Inline Suggestion");
  await page.locator("[class*='ghost-text']").first().waitFor();
  lap("ghost text is shown");
  await shot("ghost");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+s");
  await untilSaved((text) => text.includes("a, b = map(int, input().split())"));
  lap("ghost text is accepted");

  await command("Shortlist: Toggle Contest Mode");
  await page.locator(".statusbar-item", { hasText: "contest mode" }).waitFor();
  await lens("solutions").first().waitFor({ state: "detached" });
  await panel.waitFor({ state: "detached" });
  lap("contest mode is on");
  await shot("contest");
  await command("Shortlist: Toggle Contest Mode");
  await page.locator(".statusbar-item", { hasText: "contest mode" }).waitFor({ state: "detached" });
  const toasts = await page.locator(".notification-toast").allInnerTexts();
  if (toasts.length > 0) throw new Error(`unasked messages: ${toasts.join(" | ")}`);
}

await withPage(
  async (page) => {
    try {
      await journey(page);
      console.log("PASSED");
    } catch (error) {
      await page.screenshot({ path: path.join(shots, "failed.png") }).catch(() => undefined);
      console.log(`FAILED ${error.stack}`);
      process.exitCode = 1;
    }
  },
  { viewport },
);
