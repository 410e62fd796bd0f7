// usage: node toast.mjs BASE_URL WORKSPACE FILE SCREENSHOTS NAME [COMMAND]
// Opens FILE and prints the first message shown and the lenses. With a COMMAND, which is run from the
// palette and opens the view, the message is the view's.
import fs from "node:fs";
import path from "node:path";
import { remote, withPage, workbench } from "./browser.mjs";
import { viewFrame } from "./view.mjs";

const [base, folder, file, shots, name, command] = process.argv.slice(2);
fs.mkdirSync(shots, { recursive: true });

await withPage(
  async (page) => {
    try {
      await page.goto(
        workbench(base, folder, [["openFile", remote(base, path.join(folder, file))]]),
      );
      await page.locator(".view-line").first().waitFor();
      await page.locator(".statusbar-item", { hasText: "Shortlist" }).waitFor();
      if (command) {
        await page.locator(".codelens-decoration a").first().waitFor();
        await page.locator(".view-line").first().click();
        await page.keyboard.press("F1");
        await page.locator(".quick-input-widget input").fill(`>${command}`);
        await page
          .locator(".quick-input-list .monaco-list-row", { hasText: command })
          .first()
          .waitFor();
        await page.keyboard.press("Enter");
      }
      const toasts = page.locator(".notification-toast");
      const shown = command ? (await viewFrame(page)).locator("header.head") : toasts.first();
      await shown.waitFor();
      if (command) await shown.getByRole("button", { name: "Solve again" }).waitFor();
      const lenses = page.locator(".codelens-decoration a");
      await lenses
        .first()
        .waitFor({ timeout: 40_000 })
        .catch(() => undefined);
      if (command && (await toasts.count()) > 0) throw new Error("a message beside the view");
      console.log(`LENSES ${JSON.stringify(await lenses.allInnerTexts())}`);
      console.log(`TOAST ${JSON.stringify((await shown.innerText()).replace(/\s+/g, " "))}`);
    } catch (error) {
      console.log(`FAILED ${error.stack}`);
      process.exitCode = 1;
    }
    await page.screenshot({ path: path.join(shots, `${name}.png`) }).catch(() => undefined);
  },
  { viewport: { width: 1280, height: 720 } },
);
