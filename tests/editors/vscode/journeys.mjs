// usage: node journeys.mjs BASE_URL WORKSPACE SCREENSHOTS USER_SETTINGS
// A person's ways through the solutions view in the real VS Code, each in a window of its own. The
// engine is scripted_engine.py: a problem's title says what happens. Prints RESULT with what became
// of each.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { TIMEOUT_MS, withPage, workbench } from "./browser.mjs";
import { viewFrame, violations } from "./view.mjs";
import { runJourneys, statement, until, Window } from "./window.mjs";

const [base, folder, shots, settingsFile] = process.argv.slice(2);
fs.mkdirSync(shots, { recursive: true });
const journeys = [];
const journey = (name, body) => journeys.push([name, body]);

/** Which program has the keyboard. */
const focused = (view) =>
  view.evaluate(() => {
    const article = document.activeElement?.closest("article");
    return article?.querySelector("h3, h4").textContent ?? "";
  });

journey("live, cancelled, and what was found stays", async (window) => {
  await window.open("Endless");
  const view = await window.solve();
  await view.getByRole("img", { name: /programs sampled/ }).waitFor();
  await view.locator("article").first().waitFor();
  await view.getByRole("button", { name: "Cancel" }).click();
  await view.getByRole("button", { name: "Solve again" }).waitFor();
  assert.match(await view.locator(".headline").textContent(), /^Cancelled · 1 solution kept/);
  assert.equal(await view.locator("article.solution").count(), 1);
});

journey("by keyboard alone, from the statement to the program and back", async (window) => {
  await window.open("Keyboard");
  const { page } = window;
  const view = await window.solved();
  await window.command("Shortlist: Next Solution");
  await until("the keyboard in the view", () => focused(view));
  assert.equal(await focused(view), "Solution 1 · Python");
  await page.keyboard.press("ArrowDown");
  await until("the second", async () => (await focused(view)) === "Solution 2 · Python");
  await page.keyboard.press("?");
  await view.getByRole("dialog").waitFor();
  await window.shot("keys");
  await page.keyboard.press("Escape");
  await view.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("a");
  await view.locator(".heat [role=status]", { hasText: "For line 1" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await view.locator(".heat [role=status]", { hasText: "For line 4" }).waitFor();
  const line = await view.locator(".line[aria-selected=true]").boundingBox();
  const statement = await view.locator(".heat").boundingBox();
  assert.ok(line.y + line.height <= statement.y, "the line is not behind the statement");
  await window.shot("attention");
  await page.keyboard.press("Escape");
  await view.locator(".heat").waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await until("the keyboard in the code", () =>
    page.evaluate(() => !!document.activeElement?.closest(".editor-instance")),
  );
  await window.command("Shortlist: Next Solution");
  await until(
    "the keyboard in the view",
    async () => (await focused(view)) === "Solution 2 · Python",
  );
  await page.keyboard.press("Enter");
  await window.code.locator(".view-line", { hasText: "sys.stdin.read" }).first().waitFor();
  await window.untilFile((text) => text.includes("print(sum(map(int, sys.stdin.read().split())))"));
  await view.getByRole("heading", { name: "Solution 2 · Python · inserted" }).waitFor();
  await page.keyboard.press("Control+z");
  await window.untilFile((text) => !text.includes("sys.stdin.read"));
  await view.getByRole("heading", { name: "Solution 2 · Python", exact: true }).waitFor();
});

journey("a near miss shows the example that it fails", async (window) => {
  await window.open("Hopeless");
  const view = await window.solved();
  const miss = view.locator("article.near-miss");
  await miss.waitFor();
  assert.equal(await miss.locator("h3").textContent(), "Passes 1 of 2 · Python");
  assert.deepEqual(await miss.locator("dd").allTextContents(), ["10 20", "30", "199"]);
  assert.deepEqual(await miss.locator("mark").allTextContents(), ["30", "199"]);
  assert.ok(await view.locator(".advice").textContent());
  await window.shot("near-miss");
});

journey(
  "two programs in VS Code's own comparison, and one in a file of its own",
  async (window) => {
    await window.open("Compare");
    const { page } = window;
    const view = await window.solved();
    await view.getByRole("button", { name: "Compare: Solution 2" }).click();
    await page.locator(".tab", { hasText: "Solution 1 ↔ Solution 2" }).waitFor();
    await page.locator(".monaco-diff-editor .view-line", { hasText: "sys" }).first().waitFor();
    await window.shot("compare");
    await page.keyboard.press("Control+F4");
    const again = await viewFrame(page);
    await again.getByRole("button", { name: "Open: Solution 3" }).click();
    await page.locator(".tab", { hasText: "Untitled-1" }).waitFor();
  },
);

journey("contest mode closes the view, and the key says why nothing is solved", async (window) => {
  await window.open("Contest");
  await window.solved();
  await window.command("Shortlist: Toggle Contest Mode");
  await window.page.locator(".editor-group-container").nth(1).waitFor({ state: "detached" });
  await window.code.locator(".view-line").first().click();
  await window.page.keyboard.press("Control+Alt+Enter");
  const toast = await window.toast("Contest mode is on");
  await window.shot("contest-key");
  await toast.getByRole("button", { name: "Leave Contest Mode" }).click();
  await window.page
    .locator(".statusbar-item", { hasText: "contest mode" })
    .waitFor({ state: "detached" });
});

journey("an engine that ends in the middle: the view says so and what to do", async (window) => {
  await window.open("Crash");
  const view = await window.solve();
  await view.getByRole("button", { name: "Solve again" }).waitFor();
  await view.locator(".headline", { hasText: /engine/i }).waitFor();
  await window.shot("crash");
  await window.page.waitForTimeout(1000);
  assert.equal(await window.page.locator(".notification-toast").count(), 0);
});

journey("nothing passed, and the view was closed: one message leads to it", async (window) => {
  await window.open("Hopeless Slow");
  const view = await window.solve();
  await view.getByRole("button", { name: "Cancel" }).waitFor();
  const group = window.page.locator(".editor-group-container").nth(1);
  await group.locator(".tab .tab-actions a").click();
  await group.waitFor({ state: "detached" });
  const toast = await window.toast("No program passed");
  assert.equal(await window.page.locator(".notification-toast").count(), 1);
  await toast.getByRole("button", { name: "Show" }).click();
  const again = await viewFrame(window.page);
  await again.locator("article.near-miss").first().waitFor();
});

journey(
  "the engine killed by number in the middle: what was found stays, and it goes on",
  async (window) => {
    await window.open("Killed");
    const view = await window.solve();
    const said = path.join(shots, "engine.pid");
    await view.getByRole("button", { name: "Insert: Solution 1" }).waitFor();
    while (!fs.existsSync(said)) await window.page.waitForTimeout(50);
    process.kill(Number(fs.readFileSync(said, "utf8")), "SIGKILL");
    assert.equal(await view.getByRole("button", { name: "Insert: Solution 1" }).count(), 1);
    await view.getByRole("button", { name: "Solve again" }).waitFor();
    await view.getByRole("button", { name: "Insert: Solution 3" }).waitFor();
    assert.match(await view.locator(".headline").innerText(), /^3 solutions/);
    await window.shot("killed");
  },
);

journey("the statement edited in the middle: the view goes on and says so", async (window) => {
  await window.open("Slow edit");
  const view = await window.solve();
  await view.locator("article").first().waitFor();
  await window.code.locator(".view-line", { hasText: "Print their sum" }).first().click();
  await window.page.keyboard.press("End");
  await window.page.keyboard.type(" Please.");
  await view.locator(".notes", { hasText: "edited" }).waitFor();
  await view.locator("article").nth(2).waitFor();
  await window.untilFile((text) => text.includes(" Please."));
});

journey("the view follows the cursor to another solved problem", async (window) => {
  await window.open("Both", `${statement("First one")}\n\nx = 1\n\n${statement("Second one")}`);
  const { page } = window;
  let view = await window.solved();
  assert.equal(await view.locator("h1").textContent(), "First one");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+Alt+Enter");
  view = await viewFrame(page);
  await view.locator("h1", { hasText: "Second one" }).waitFor();
  await view.getByRole("button", { name: "Solve again" }).waitFor();
  await page.keyboard.press("Control+Home");
  await view.locator("h1", { hasText: "First one" }).waitFor();
  const spoken = await page
    .locator(".statusbar-item", { hasText: "Shortlist: 3 solutions" })
    .locator("[aria-label]")
    .first()
    .getAttribute("aria-label");
  assert.match(spoken, /^Shortlist: 3 solutions, Likely right/);
  assert.ok(!spoken.includes("nbsp"), spoken);
  assert.equal(await page.locator("iframe.webview").count(), 1);
});

journey("a window that is loaded again shows what it showed", async (window) => {
  await window.open("Reload");
  const { page } = window;
  const before = await window.solved();
  await window.command("Shortlist: Next Solution");
  await until("the keyboard in the view", () => focused(before));
  await page.keyboard.press("ArrowDown");
  await until("the second", async () => (await focused(before)) === "Solution 2 · Python");
  await page.waitForTimeout(7000); // in a browser the window writes its state down every 5 s
  // As a window is opened, without a file to open.
  await page.goto(workbench(base, folder, []));
  await window.code.locator(".view-line").first().waitFor();
  const view = await viewFrame(page);
  await view.locator(".notes", { hasText: "Found on" }).waitFor();
  assert.equal(await view.locator("article.selected h4").textContent(), "Solution 2 · Python");
  assert.equal(await view.locator("article.solution").count(), 3);
  await view.getByRole("button", { name: "Insert: Solution 2" }).click();
  await window.untilFile((text) => text.includes("def main():"));
});

journey("two windows: each shows its own", async (window) => {
  await window.open("Left");
  const left = await window.solved();
  await withPage(async (page) => {
    const other = new Window(page, { base, folder, shots });
    await other.open("Right");
    const right = await other.solved();
    assert.equal(await left.locator("h1").textContent(), "Left");
    assert.equal(await right.locator("h1").textContent(), "Right");
    await left.getByRole("button", { name: "Insert: Solution 1" }).click();
    await window.untilFile((text) => text.includes("print(a + b)"));
    assert.ok(!fs.readFileSync(other.file, "utf8").includes("print(a + b)"));
    await right.getByRole("heading", { name: "Solution 1 · Python", exact: true }).waitFor();
  });
});

const THEMES = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
};

for (const [kind, theme] of Object.entries(THEMES)) {
  journey(`an audit finds nothing in ${kind}`, async (window) => {
    const settings = JSON.parse(fs.readFileSync(settingsFile, "utf8"));
    settings["workbench.colorTheme"] = theme;
    fs.writeFileSync(settingsFile, JSON.stringify(settings));
    await window.open("Doubtful");
    const view = await window.solved();
    await view.locator(`body.vscode-${kind}`).waitFor({ state: "attached" });
    assert.deepEqual(await violations(view), []);
    const meta = view.locator("meta[http-equiv=Content-Security-Policy]");
    const policy = await meta.getAttribute("content");
    assert.match(policy, /^default-src 'none'; style-src [^;]+; script-src 'nonce-[\w+/=]+'$/);
    assert.ok(!policy.includes("unsafe"), policy);
    await window.lens("Cancel").first().waitFor({ state: "detached" });
    await window.shot(`view-${kind}`);
  });
}

await runJourneys(journeys, { base, folder, shots });
