// usage: node firstrun.mjs BASE_URL WORKSPACE FILE SCREENSHOTS BROKEN LACKING GOOD ENDLESS
// The first run without an engine: the problem is recognised all the same, and one button sets
// Shortlist up. BROKEN, LACKING and GOOD are folders with a wheel: no wheel at all, one that needs a
// package that is not there, and one that installs. ENDLESS is a checkout whose build never ends; it
// writes its process id into ENDLESS/pid.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { remote, withPage, workbench } from "./browser.mjs";

const [base, folder, file, shots, broken, lacking, good, endless] = process.argv.slice(2);
fs.mkdirSync(shots, { recursive: true });

async function journey(page) {
  const shot = (name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
  const rows = page.locator(".quick-input-list .monaco-list-row");
  const toast = (text) => page.locator(".notification-toast", { hasText: text }).first();
  const status = (text) => page.locator(".statusbar-item", { hasText: text }).first();

  const choose = async (place) => {
    await rows.filter({ hasText: "A checkout, or a folder of wheels" }).click();
    const input = page.locator(".quick-input-widget input[type=text]").first();
    await page.locator(".quick-input-widget", { hasText: "Select where" }).waitFor();
    // It comes with the folder that is open, a moment after it is shown.
    while (!(await input.inputValue()).startsWith(folder)) await page.waitForTimeout(50);
    await input.fill(`${place}/`);
    while ((await input.inputValue()) !== `${place}/`) await input.fill(`${place}/`);
    await page.waitForTimeout(500);
    await page.locator(".quick-input-widget .monaco-button", { hasText: "OK" }).click();
  };
  const setUp = async (place) => {
    // The attempt before may still be ending.
    for (;;) {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input").fill(">Shortlist: Set Up");
      await rows.filter({ hasText: "Shortlist: Set Up" }).first().waitFor();
      await page.keyboard.press("Enter");
      const asked = rows.filter({ hasText: "A checkout, or a folder of wheels" });
      await asked.waitFor({ timeout: 5000 }).catch(() => undefined);
      if (await asked.isVisible()) break;
    }
    await choose(place);
  };

  await page.goto(workbench(base, folder, [["openFile", remote(base, path.join(folder, file))]]));
  const lens = page.locator(".codelens-decoration a", { hasText: "Solve" }).first();
  await lens.waitFor();
  console.log("the problem is recognised without an engine");
  await status("Shortlist: set up").waitFor();
  await shot("first-run");
  await lens.click();
  await toast("no engine").getByRole("button", { name: "Set Up Shortlist" }).click();
  await rows.filter({ hasText: "A wheel" }).first().waitFor();
  await shot("set-up-source");
  await choose(broken);
  const failed = toast("Shortlist is not set up");
  await failed.waitFor();
  await failed.getByText("This wheel is not for this Python").waitFor();
  await shot("set-up-failed");
  await page.keyboard.press("Escape");
  console.log("a failure has its mend");

  await setUp(lacking);
  const dialog = page.locator(".monaco-dialog-box", { hasText: "Download the packages" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /nothing-has-this/);
  await shot("set-up-ask");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await toast("Setting up Shortlist").waitFor({ state: "detached" });
  console.log("nothing is fetched unasked");

  await setUp(good);
  await toast("Shortlist is ready").waitFor();
  await status("Shortlist: set up").waitFor({ state: "detached" });
  console.log("set up");

  await page.keyboard.press("Escape"); // the message that it is ready
  await setUp(endless);
  const pid = path.join(endless, "pid");
  while (!fs.existsSync(pid) || !fs.readFileSync(pid, "utf8")) await page.waitForTimeout(100);
  const build = Number(fs.readFileSync(pid, "utf8"));
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(">Shortlist: Set Up");
  await rows.filter({ hasText: "Shortlist: Set Up" }).first().waitFor();
  await page.keyboard.press("Enter");
  await toast("being set up already").waitFor();
  await shot("set-up-cancel");
  await toast("Setting up Shortlist").getByRole("button", { name: "Cancel" }).click();
  await toast("Setting up Shortlist").waitFor({ state: "detached" });
  while (isAlive(build)) await page.waitForTimeout(100);
  assert.equal(await page.locator(".notification-toast", { hasText: "not set up" }).count(), 0);
  console.log("cancelled");
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(">Shortlist: Select Interpreter");
  await rows.filter({ hasText: "Shortlist: Select Interpreter" }).first().waitFor();
  await page.keyboard.press("Enter");
  const own = rows.filter({ hasText: "what Shortlist set up · in use" });
  await own.filter({ hasText: "Has the engine" }).waitFor();
  assert.ok((await rows.filter({ hasText: "No engine" }).count()) > 0);
  await shot("select-interpreter");
  await page.keyboard.type("Enter a path");
  await rows.filter({ hasText: "Enter a path" }).waitFor();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

await withPage(
  async (page) => {
    page.setDefaultTimeout(90_000);
    try {
      await journey(page);
      console.log("PASSED");
    } catch (error) {
      await page.screenshot({ path: path.join(shots, "failed-firstrun.png") });
      console.log(`FAILED ${error.stack}`);
      process.exitCode = 1;
    }
  },
  { viewport: { width: 1280, height: 720 } },
);
