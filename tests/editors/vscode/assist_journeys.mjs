// usage: node assist_journeys.mjs BASE_URL WORKSPACE SCREENSHOTS USER_SETTINGS PROMPTS
// A person's ways through what a model does with a program, in the real VS Code, each in a window of
// its own. The engine is scripted_engine.py: a file's name says what happens (scripted_tasks.py).
// PROMPTS is the folder of the user's own. Prints RESULT with what became of each.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { workbench } from "./browser.mjs";
import { viewFrame, violations } from "./view.mjs";
import { runJourneys, statement, until } from "./window.mjs";

const [base, folder, shots, settingsFile, prompts] = process.argv.slice(2);
const journeys = [];
const journey = (name, body) => journeys.push([name, body]);

const PROGRAM = "a, b = map(int, input().split())\nprint(a + b)\n";
const STEPS = `# Let numbers be [3, 1, 2].
numbers = [3, 1, 2]

# Let ordered be its elements in ascending order.
# >>> ordered
# [1, 2, 3]

# Print the last of ordered.
`;

/** A problem with a program below it, and the cursor in that. */
async function program(window, title, text = PROGRAM) {
  await window.open(title, statement(title) + text);
  await window.page.keyboard.press("Control+End");
  await window.page.keyboard.press("ArrowUp");
}

/** Chooses from the list that is open. */
async function choose(window, text) {
  const row = window.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  await row.waitFor();
  await row.click();
}

async function translate(window) {
  await window.command("Shortlist: Translate");
  await choose(window, "C++");
  return viewFrame(window.page);
}

const ended = (view) => view.getByRole("button", { name: "Again" }).waitFor();
const textOf = (window) => fs.readFileSync(window.file, "utf8");
const noToasts = async (window) =>
  assert.deepEqual(await window.page.locator(".notification-toast").allInnerTexts(), []);

journey("a translation has its proof, and goes below the program as a comment", async (window) => {
  await program(window, "Translated");
  const before = textOf(window);
  const view = await translate(window);
  await ended(view);
  assert.equal(await view.locator("h1").textContent(), "translated.py into C++");
  assert.deepEqual(await view.locator(".proof").allTextContents(), [
    "✓ equal on 60 of 60 inputs · 117 ms · 3 answers",
    "! equal on 22 of 60 inputs · 117 ms · 1 answer",
  ]);
  assert.deepEqual(await view.locator("article dd").allTextContents(), [
    "40000 1",
    "40001",
    "-25535",
  ]);
  await view.locator("article .keyword").first().waitFor();
  const inEditor = () =>
    window.page.evaluate(() => !!document.activeElement?.closest(".editor-instance"));
  assert.ok(await inEditor(), "the keyboard stays in the editor");
  await window.shot("assist-translated");
  await view.getByRole("button", { name: "Below: Translation 1" }).click();
  await window.untilFile((text) => text.includes("# #include <iostream>"));
  const after = textOf(window);
  assert.ok(after.startsWith(before.trimEnd()), "nothing else has changed");
  assert.match(after, /# .*equal on 60 of 60 inputs/);
  await until("the keyboard in the code", inEditor);
  await view.getByText("The file was edited since").waitFor();
  await window.page.keyboard.press("Control+z");
  await window.untilFile((text) => text === before);
  await view.getByText("The file was edited since").waitFor({ state: "hidden" });
  await noToasts(window);
});

journey("what is not proved is put in only when the user says so", async (window) => {
  await program(window, "Unproved");
  const view = await translate(window);
  await ended(view);
  const made = path.join(folder, "unproved.cpp");
  const dialog = window.page.locator(".monaco-dialog-box", { hasText: "not proved" });
  await view.getByRole("button", { name: "Beside: Translation 2" }).click();
  await dialog.getByText("equal on 22 of 60 inputs").waitFor();
  await window.shot("assist-unproved");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(!fs.existsSync(made));
  await view.getByRole("button", { name: "Beside: Translation 2" }).click();
  await dialog.getByRole("button", { name: "Put It In" }).click();
  await window.page.locator(".tab", { hasText: "unproved.cpp" }).waitFor();
  await until("the new file", () => fs.existsSync(made) && fs.readFileSync(made, "utf8"));
  assert.match(fs.readFileSync(made, "utf8"), /short a, b;/);
  assert.ok(textOf(window).endsWith(PROGRAM), "the program is as it was");
  const again = await viewFrame(window.page);
  await again.getByRole("button", { name: "Beside: Translation 1" }).click();
  const other = () => fs.readdirSync(folder).filter((name) => /^unproved.*\.cpp$/.test(name));
  await until("another new file", () => other().length === 2);
  assert.match(fs.readFileSync(made, "utf8"), /short a, b;/, "nothing is written over");
});

journey("the lines that are selected are translated in their place", async (window) => {
  await window.openText("Placed", `first = 1\n${PROGRAM}last = 2\n`);
  await window.code.locator(".view-line").nth(1).click();
  await window.page.keyboard.press("Home");
  await window.page.keyboard.press("Shift+ArrowDown");
  await window.page.keyboard.press("Shift+ArrowDown");
  const view = await translate(window);
  await ended(view);
  await view.getByRole("button", { name: "In place: Translation 1" }).click();
  await window.untilFile((text) => text.includes("#include <iostream>"));
  assert.match(textOf(window), /^first = 1\n#include <iostream>[^]*}\nlast = 2\n$/);
});

journey("by keyboard alone: a step is chosen among continuations, then another", async (window) => {
  await window.openText("Chain", STEPS);
  const { page } = window;
  await window.code.locator(".view-line", { hasText: "Let ordered" }).first().click();
  await window.command("Shortlist: Write This Step");
  const view = await viewFrame(page);
  await ended(view);
  assert.equal(await view.locator(".headline").textContent(), "2 of 3 continuations can be used");
  assert.deepEqual(await view.locator(".proof").allTextContents(), [
    "✓ runs · 4 of 7 samples do this",
    "! runs, but it changes numbers of an earlier step · 4 of 7 samples do this",
    "✗ fails: NameError: name 'sort' is not defined · 4 of 7 samples do this",
  ]);
  assert.equal(textOf(window), STEPS, "nothing is put in unasked");
  await window.command("Shortlist: Show the Last Task");
  const focused = (name) =>
    until(`the keyboard on ${name}`, () =>
      view.evaluate(
        (name) =>
          document.activeElement?.closest("article")?.querySelector("h3").textContent === name,
        name,
      ),
    );
  await focused("Continuation 1");
  await page.keyboard.press("ArrowDown");
  await focused("Continuation 2");
  await window.shot("assist-steps");
  await page.keyboard.press("Enter");
  await window.untilFile((text) => text.includes("numbers.sort()\nordered = numbers\n"));
  await view.getByRole("heading", { name: "Continuation 2 · in the file" }).waitFor();
  await view.getByRole("button", { name: "Put in: Continuation 1" }).click();
  await window.untilFile((text) => text.includes("# [1, 2, 3]\nordered = sorted(numbers)\n"));
  assert.ok(!textOf(window).includes("numbers.sort()"), "the one before has gone");
  await view.getByRole("heading", { name: "Continuation 1 · in the file" }).waitFor();
  await noToasts(window);
});

journey("all steps are written, and stand in the view with their alternatives", async (window) => {
  await window.openText("All steps", STEPS);
  await window.command("Shortlist: Write All Steps");
  const view = await viewFrame(window.page);
  await ended(view);
  await window.untilFile((text) => text.includes("print(ordered[-1])"));
  assert.match(textOf(window), /# \[1, 2, 3\]\nordered = sorted\(numbers\)\n\n# Print the last/);
  await view.getByRole("heading", { name: "Continuation 1 · in the file" }).first().waitFor();
  assert.deepEqual(await view.locator("section h2").allTextContents(), [
    "Step 1",
    "Step 2",
    "Step 3",
  ]);
  // Where it stands now, below the code that was put in above it.
  await view.getByRole("button", { name: "Line 9" }).waitFor();
  await window.shot("assist-all-steps");
  await view.getByRole("button", { name: "Line 4" }).click();
  await window.cursorAt(4, 1);
  await window.page.keyboard.press("End");
  await window.page.keyboard.type(" And nothing else.");
  await view.getByText("The file was edited since").waitFor();
});

journey("an explanation says what the run shows to be wrong in it", async (window) => {
  await program(window, "Explained");
  await window.command("Shortlist: Explain the Program");
  const view = await viewFrame(window.page);
  await ended(view);
  assert.match(await view.locator(".headline").textContent(), /1 statement wrong in this run/);
  const wrong = view.locator(".words li").nth(1);
  assert.equal(
    await wrong.innerText(),
    "b becomes 4 wrong: b was 3 in this run, and both are added.",
  );
  assert.deepEqual(await wrong.locator("mark").allTextContents(), ["b", " becomes 4"]);
  assert.deepEqual(await view.locator(".run dd").allTextContents(), [
    "OK, 4 ms",
    "2 3",
    "5",
    "line 1: 1\nline 2: 1",
  ]);
  await window.shot("assist-explained");
  assert.ok(textOf(window).endsWith(PROGRAM));
});

journey("comments are put in, and one undo takes them out", async (window) => {
  await program(window, "Commented");
  const before = textOf(window);
  await window.command("Shortlist: Add Comments");
  await window.untilFile((text) => text.includes("# The sum.\nprint(a + b)"));
  const view = await viewFrame(window.page);
  await view.locator(".headline", { hasText: "1 comment put in" }).waitFor();
  await window.code.locator(".view-line").first().click();
  await window.page.keyboard.press("Control+z");
  await window.untilFile((text) => text === before);
});

journey("a hint for a problem that nobody has begun with, in three grades", async (window) => {
  await window.open("Hinted");
  await window.command("Shortlist: Hint");
  await choose(window, "The idea");
  const view = await viewFrame(window.page);
  await view.locator(".words", { hasText: "Hint of grade 2: look at the two numbers." }).waitFor();
  assert.equal(await view.locator("h1").textContent(), "Hint 2 of 3 for hinted.py");
  await view.getByRole("button", { name: "Again" }).click();
  await choose(window, "Where to look");
  await view.locator("h1", { hasText: "Hint 1 of 3" }).waitFor();
});

journey("a prompt of the user's own is written, then asked", async (window) => {
  await program(window, "Prompted");
  await window.command("Shortlist: Ask My Prompt");
  await choose(window, "New Prompt…");
  await window.page.locator(".quick-input-widget input").first().fill("review");
  await window.page.keyboard.press("Enter");
  await window.page.locator(".tab", { hasText: "review.md" }).waitFor();
  const file = path.join(prompts, "review.md");
  assert.match(fs.readFileSync(file, "utf8"), /{{selection}}/);
  await window.page.locator(".tab", { hasText: "prompted.py" }).click();
  await window.command("Shortlist: Ask My Prompt");
  await choose(window, "review");
  const view = await viewFrame(window.page);
  await view.locator(".words", { hasText: "You asked: Look for mistakes" }).waitFor();
  assert.equal(await view.locator("h1").textContent(), "review: prompted.py");
});

journey("it is cancelled at once, and what came stays", async (window) => {
  await program(window, "Endless translation");
  const view = await translate(window);
  await view.locator("article").nth(1).waitFor();
  await view.locator(".headline", { hasText: "2 translations, the best equal on" }).waitFor();
  await window.shot("assist-running");
  const before = Date.now();
  await view.getByRole("button", { name: "Cancel" }).click();
  await ended(view);
  console.log(`MEASURED cancel ${Date.now() - before} ms`);
  assert.match(await view.locator(".headline").textContent(), /^Cancelled/);
  assert.equal(await view.locator("article").count(), 2);
  await noToasts(window);
});

journey("a file that was edited meanwhile is left alone", async (window) => {
  await program(window, "Slow comment");
  await window.command("Shortlist: Add Comments");
  const view = await viewFrame(window.page);
  await view.getByRole("button", { name: "Cancel" }).waitFor();
  await window.page.keyboard.press("Control+End");
  await window.page.keyboard.type("last = 1");
  await window.toast("changed meanwhile");
  await view.getByText("The file was edited since").waitFor();
  await window.untilFile((text) => text.endsWith("last = 1"));
  assert.ok(!textOf(window).includes("# The sum."));
});

journey("what the model lacks is said in the view and in a message", async (window) => {
  await program(window, "Unable");
  await window.command("Shortlist: Explain the Program");
  const toast = await window.toast("This model was not trained for that");
  assert.ok(await toast.isVisible());
  const view = await viewFrame(window.page);
  await view.locator(".headline.failed", { hasText: "was not trained for that" }).waitFor();
  await window.shot("assist-unable");
});

journey("contest mode closes the view, and takes the commands away", async (window) => {
  await program(window, "Contest task");
  const view = await translate(window);
  await ended(view);
  await window.command("Shortlist: Toggle Contest Mode");
  await window.page.locator(".editor-group-container").nth(1).waitFor({ state: "detached" });
  await window.status("contest mode").waitFor();
  await window.page.keyboard.press("F1");
  await window.page.locator(".quick-input-widget input").first().fill(">Shortlist: Translate");
  // What is like it is listed in its place.
  const rows = window.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Shortlist: " }).first().waitFor();
  assert.equal(await rows.filter({ hasText: "Shortlist: Translate" }).count(), 0);
  await window.page.keyboard.press("Escape");
  await window.command("Shortlist: Toggle Contest Mode");
  await window.status("contest mode").waitFor({ state: "detached" });
});

journey("in a file of practice no model helps, and it is said what does", async (window) => {
  const mark = "# shortlist practice: bank/lifeboats/42/codeforces [3fa9c01d]\n";
  await window.openText("Practised", `${mark}\n${PROGRAM}`);
  await window.command("Shortlist: Translate");
  await window.toast("for practice");
  await window.shot("assist-practice");
});

journey(
  "the action asks for the language in a list, and the editor's menu has all",
  async (window) => {
    await program(window, "Action");
    await window.page.keyboard.press("Control+.");
    const focused = window.page.locator(".action-widget .monaco-list-row.focused");
    await focused.filter({ hasText: "Translate to" }).waitFor();
    await window.page.keyboard.press("Enter");
    await choose(window, "C++");
    const view = await viewFrame(window.page);
    await ended(view);
    await window.code.locator(".view-line").first().click({ button: "right" });
    const menu = window.page.locator(".monaco-menu", { hasText: "Shortlist" }).first();
    await menu.getByText("Shortlist", { exact: true }).hover();
    await window.page
      .locator(".monaco-menu", { hasText: "Add Comments and Docstrings" })
      .last()
      .waitFor();
    await window.shot("assist-menu");
  },
);

journey("the view follows the file that is looked at", async (window) => {
  await program(window, "Followed one");
  const view = await translate(window);
  await ended(view);
  const first = window.file;
  fs.writeFileSync(path.join(folder, "followed_two.py"), PROGRAM);
  await window.page.keyboard.press("Control+p");
  await window.page.locator(".quick-input-widget input").first().fill("followed_two.py");
  await window.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "followed_two.py" })
    .first()
    .waitFor();
  await window.page.keyboard.press("Enter");
  await window.page.locator(".tab.active", { hasText: "followed_two.py" }).waitFor();
  await window.command("Shortlist: Explain the Program");
  await view.locator("h1", { hasText: "followed_two.py explained" }).waitFor();
  await window.page.locator(".tab", { hasText: path.basename(first) }).click();
  await view.locator("h1", { hasText: "followed_one.py into C++" }).waitFor();
});

journey("a window that is loaded again shows what it showed", async (window) => {
  await program(window, "Reloaded");
  await ended(await translate(window));
  await window.page.waitForTimeout(7000); // in a browser the window writes its state down every 5 s
  await window.page.goto(workbench(base, folder, []));
  await window.code.locator(".view-line").first().waitFor();
  const view = await viewFrame(window.page);
  await view.getByText("Ask again.").waitFor();
  assert.equal(await view.locator("article").count(), 2);
  await view.getByRole("button", { name: "Again" }).click();
  await choose(window, "C++");
  await view.getByText("Ask again.").waitFor({ state: "hidden" });
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
    await program(window, "Audited");
    const view = await translate(window);
    await ended(view);
    await view.locator(`body.vscode-${kind}`).waitFor({ state: "attached" });
    assert.deepEqual(await violations(view), []);
    await window.shot(`assist-translated-${kind}`);
    await window.code.locator(".view-line", { hasText: "print(" }).first().click();
    await window.command("Shortlist: Explain the Program");
    await view.locator(".words mark").first().waitFor();
    await ended(view);
    assert.deepEqual(await violations(view), []);
    await window.shot(`assist-explained-${kind}`);
  });
}

await runJourneys(journeys, { base, folder, shots });
