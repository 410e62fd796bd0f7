// What a person does in a window of the real VS Code, and the run of a driver's journeys.
import fs from "node:fs";
import path from "node:path";
import { remote, TIMEOUT_MS, withPage, workbench } from "./browser.mjs";
import { viewFrame } from "./view.mjs";

export const statement = (title) => `# A. ${title}
#
# time limit per test: 1 second
#
# You are given two integers a and b. Print their sum.
#
# Input
# The only line contains two integers a and b.
#
# Output
# Print one integer.
#
# Examples
# Input
# 2 3
# Output
# 5
# Input
# 10 20
# Output
# 30

`;

/** What a person does in one window. */
export class Window {
  constructor(page, { base, folder, shots }) {
    Object.assign(this, { page, base, folder, shots });
    this.code = page.locator(".editor-group-container").first();
  }

  /** Loads the window again, once VS Code has written down what extensions and views keep: in a
   * browser it does so after five idle seconds. */
  async reload() {
    await this.page.waitForTimeout(6000);
    await this.page.reload();
  }

  async open(title, text = statement(title)) {
    await this.openText(title, text, () => this.lens("Solve").first().waitFor());
  }

  /** A file with any text, once the window knows it. */
  async openText(title, text, known = () => this.status().waitFor()) {
    const file = path.join(this.folder, `${title.toLowerCase().replaceAll(" ", "_")}.py`);
    fs.writeFileSync(file, text);
    await this.page.goto(
      workbench(this.base, this.folder, [["openFile", remote(this.base, file)]]),
    );
    await this.code.locator(".view-line").first().waitFor();
    await known();
    await this.page.keyboard.press("Control+b"); // the side bar
    await this.code.locator(".view-line").first().click();
    this.file = file;
  }

  /** The folder alone, once the window has our views. */
  async openFolder() {
    await this.page.goto(workbench(this.base, this.folder, []));
    await this.page.locator(".activitybar [aria-label*='Shortlist']").first().waitFor();
  }

  /** What the status bar says of us. */
  status(text = "Shortlist") {
    return this.page.locator(".statusbar-item", { hasText: text }).first();
  }

  lens(text) {
    return this.page.locator(".codelens-decoration a", { hasText: text });
  }

  /** Once the cursor is at a place of the code, where it takes keys. */
  async cursorAt(line, column) {
    await this.status(`Ln ${line}, Col ${column}`).waitFor();
    await this.code.locator(".monaco-editor.focused").first().waitFor();
  }

  /** By the key, and the view that opens. */
  async solve() {
    await this.page.keyboard.press("Control+Alt+Enter");
    return viewFrame(this.page);
  }

  async solved() {
    const view = await this.solve();
    await view.getByRole("button", { name: "Solve again" }).waitFor();
    return view;
  }

  /** A command by its name in the palette, with the keyboard wherever it is. */
  async command(name) {
    const input = this.page.locator(".quick-input-widget input").first();
    // A window that was opened a moment ago takes no keys yet.
    await until("the palette", async () => {
      if (await input.isVisible()) return true;
      await this.page.keyboard.press("F1");
      await this.page.waitForTimeout(400);
      return input.isVisible();
    });
    await input.fill(`>${name}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row", {
      hasText: name,
    });
    await row.first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  shot(name) {
    return this.page.screenshot({ path: path.join(this.shots, `${name}.png`) });
  }

  async untilFile(found) {
    const end = Date.now() + TIMEOUT_MS;
    for (;;) {
      await this.page.keyboard.press("Control+s");
      if (found(fs.readFileSync(this.file, "utf8"))) return;
      if (Date.now() > end) throw new Error("the file on disk is not as it should be");
      await this.page.waitForTimeout(100);
    }
  }

  async toast(text) {
    const toast = this.page.locator(".notification-toast", { hasText: text }).first();
    await toast.waitFor();
    return toast;
  }
}

export async function until(what, find) {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs each journey in a window of its own, and prints RESULT with what became of them. */
export async function runJourneys(journeys, place) {
  fs.mkdirSync(place.shots, { recursive: true });
  const only = process.env.SHORTLIST_ONLY;
  const results = [];
  for (const [name, body] of journeys.filter(
    ([name]) => !only || only.split("|").some((part) => name.includes(part)),
  )) {
    await withPage(
      async (page) => {
        const start = Date.now();
        // A busy machine needs more.
        page.setDefaultTimeout(Number(process.env.SHORTLIST_TEST_SECONDS ?? 60) * 1000);
        try {
          await body(new Window(page, place));
          results.push({ name, ok: true, ms: Date.now() - start });
        } catch (error) {
          await page.screenshot({
            path: path.join(place.shots, `failed-${results.length}.png`),
          });
          results.push({
            name,
            ok: false,
            ms: Date.now() - start,
            error: String(error.stack),
          });
        }
      },
      { viewport: { width: 1280, height: 800 } },
    );
  }
  console.log(`RESULT ${JSON.stringify({ results })}`);
}
