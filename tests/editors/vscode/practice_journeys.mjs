// usage: node practice_journeys.mjs BASE_URL WORKSPACE SCREENSHOTS USER_SETTINGS COMPANION_PORT
// A person's ways through tests and practice in the real VS Code, each in a window of its own, with
// the real engine. Prints RESULT with what became of each.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { TIMEOUT_MS } from "./browser.mjs";
import { pageFrame, violations } from "./view.mjs";
import { runJourneys, statement, until } from "./window.mjs";

const [base, folder, shots, settingsFile, port] = process.argv.slice(2);
const journeys = [];
const journey = (name, body) => journeys.push([name, body]);

const WRONG = "a, b = map(int, input().split())\nprint(a - b)\n";
const ownTests = (window) => JSON.parse(fs.readFileSync(`${window.file}.tests.json`, "utf8")).tests;
const headline = (view) => view.locator(".headline");
const card = (view, name) =>
  view.locator("li.test", { has: view.getByText(name, { exact: true }) });
const field = (view, name) => view.getByRole("textbox", { name, exact: true });
const message = (window, text) =>
  window.page.locator(".notification-toast", { hasText: text }).first();

/** A file with the statement and a program, and the view of its tests after a run by the key. */
async function ran(window, title, program = WRONG) {
  await window.open(title, statement(title) + program);
  await window.page.keyboard.press("Control+Alt+Shift+Enter");
  return pageFrame(window.page, "Tests");
}

/** Another program writes the file, and the editor shows it. */
async function rewrite(window, text) {
  fs.writeFileSync(window.file, text);
  await window.page.keyboard.press("Control+1"); // the first group of editors
  const last = text.trimEnd().split("\n").at(-1).trim();
  await until("the new text in the editor", async () => {
    await window.page.keyboard.press("Control+End");
    return (await window.code.locator(".view-line", { hasText: last }).count()) > 0;
  });
}

journey("a failing test is seen, mended and passes", async (window) => {
  const view = await ran(window, "Mended");
  await headline(view).getByText("0 of 2 passed").waitFor();
  assert.match(await card(view, "Example 1").innerText(), /WA wrong answer/);
  assert.deepEqual(await card(view, "Example 1").locator("mark").allInnerTexts(), ["5", "-1"]);
  await window.shot("tests-failing");
  assert.deepEqual(await violations(view), []);
  const inEditor = await window.page.evaluate(() => document.activeElement?.tagName !== "IFRAME");
  assert.ok(inEditor, "the keyboard stays in the editor");
  await window.code.locator(".view-line").first().click();
  for (const key of ["Control+End", "ArrowUp", "End", "ArrowLeft", "ArrowLeft", "ArrowLeft"]) {
    await window.page.keyboard.press(key);
  }
  await window.page.keyboard.press("Backspace");
  await window.page.keyboard.type("+");
  await headline(view).getByText("edited since").waitFor();
  await window.page.keyboard.press("Control+Alt+Shift+Enter");
  await headline(view).getByText("2 of 2 passed").waitFor();
  await window.shot("tests-passing");
});

journey("a test is added, edited, deleted and brought back", async (window) => {
  const view = await ran(window, "Edited", WRONG.replace("-", "+"));
  await headline(view).getByText("2 of 2 passed").waitFor();
  await view.getByRole("button", { name: "Add test" }).click();
  await field(view, "Input").fill("1 1");
  await field(view, "Expected output").fill("3");
  await view.getByRole("button", { name: "Save" }).click();
  await until("the file with the test", () => fs.existsSync(`${window.file}.tests.json`));
  assert.deepEqual(
    ownTests(window).map(({ input, output }) => [input, output]),
    [["1 1\n", "3\n"]],
  );
  const test = view.locator("li.test").nth(2);
  await test.locator("button.head").focus();
  await window.page.keyboard.press("r");
  await test.getByText("WA").waitFor();
  await window.page.keyboard.press("e");
  await field(view, "Expected output").fill("2");
  await field(view, "Expected output").press("Control+Enter");
  await until("the change", () => ownTests(window)[0].output === "2\n");
  await test.locator("button.head").focus();
  await window.page.keyboard.press("r");
  await test.getByText("passed").waitFor();
  await window.shot("tests-own");
  await window.page.keyboard.press("Delete");
  await view.locator("li.test").nth(2).waitFor({ state: "detached" });
  await view.getByRole("button", { name: "Undo" }).click();
  await test.waitFor();
  await until("the test again", () => fs.existsSync(`${window.file}.tests.json`));
  assert.equal(ownTests(window)[0].output, "2\n");
});

journey("an endless run is cancelled at once", async (window) => {
  const slow = statement("Unending").replace("1 second", "30 seconds");
  await window.open("Unending", `${slow}while True:\n    pass\n`);
  await window.page.keyboard.press("Control+Alt+Shift+Enter");
  const view = await pageFrame(window.page, "Tests");
  await view.getByRole("button", { name: "Cancel", exact: true }).waitFor();
  await headline(view).getByText("Running").waitFor();
  const before = Date.now();
  await view.getByRole("button", { name: "Cancel", exact: true }).click();
  await view.getByRole("button", { name: "Run all" }).waitFor();
  console.log(`MEASURED cancel ${Date.now() - before} ms`);
  assert.ok(Date.now() - before < 1000);
});

journey("a stress test finds a counterexample, and one key keeps it", async (window) => {
  const wrong = "a, b = map(int, input().split())\nprint(a + b if a != b else a)\n";
  fs.writeFileSync(
    path.join(folder, "stressed_brute.py"),
    "print(sum(map(int, input().split())))\n",
  );
  const view = await ran(window, "Stressed", wrong);
  await headline(view).getByText("2 of 2 passed").waitFor();
  await window.command("Shortlist: Stress Test");
  const rows = window.page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "stressed_brute.py" }).click();
  await view.getByRole("button", { name: "Keep as test" }).waitFor();
  await window.shot("tests-stress");
  await view.locator("li.test button.head").first().focus();
  await window.page.keyboard.press("Shift+K");
  await card(view, "Stress 1").waitFor();
  const [{ input, output }] = ownTests(window);
  const [a, b] = input.trim().split(/\s+/).map(Number);
  assert.equal(a, b);
  assert.equal(Number(output), a + b);
});

journey(
  "what is typed and what was found survive a window that is loaded again",
  async (window) => {
    const view = await ran(window, "Reloaded", WRONG.replace("-", "+"));
    await headline(view).getByText("2 of 2 passed").waitFor();
    await view.getByRole("button", { name: "Add test" }).click();
    await field(view, "Input").fill("7 7");
    await window.reload();
    const again = await pageFrame(window.page, "Tests");
    await field(again, "Input").waitFor();
    assert.equal(await field(again, "Input").inputValue(), "7 7");
    await field(again, "Expected output").fill("14");
    await again.getByRole("button", { name: "Save" }).click();
    await until("the test", () => fs.existsSync(`${window.file}.tests.json`));
  },
);

journey("the Test Explorer has the same tests, and runs them", async (window) => {
  const view = await ran(window, "Explored");
  await headline(view).getByText("0 of 2 passed").waitFor();
  await window.command("Testing: Focus on Test Explorer View");
  const rows = window.page.locator(".test-explorer .monaco-list-row");
  await rows.filter({ hasText: "Example 1" }).or(rows.first()).first().waitFor();
  const file = rows.filter({ hasText: "explored.py" });
  await file.waitFor();
  await window.shot("test-explorer");
  await rewrite(window, statement("Explored") + WRONG.replace("-", "+"));
  await window.command("Test: Run All Tests");
  await until("both to pass", async () => {
    const label = await file.first().getAttribute("aria-label");
    return /passed/i.test(label ?? "");
  });
});

journey("debugging without a debugger says which extension to install", async (window) => {
  const view = await ran(window, "Debugged");
  await headline(view).getByText("0 of 2 passed").waitFor();
  await window.command("Shortlist: Debug Test");
  await message(window, "ms-python.debugpy").waitFor();
});

/** Names a file or a folder in the editor's own dialog, in which a folder is entered, then taken. */
async function choosePath(window, place, button) {
  const dialog = window.page.locator(".quick-input-widget");
  const take = dialog.getByRole("button", { name: button, exact: true });
  await take.waitFor();
  const input = dialog.locator("input.input").first();
  await input.fill(place);
  for (let tries = 0; tries < 20 && (await dialog.isVisible()); tries += 1) {
    await window.page.waitForTimeout(500); // it reads the folder, and may put its own in again
    if (!(await dialog.isVisible())) break;
    if (!(await input.inputValue()).startsWith(place)) await input.fill(place);
    await window.page.keyboard.press("Enter");
    await window.page.waitForTimeout(500);
  }
}

journey("tests are imported, judged by a checker and exported", async (window) => {
  const { page } = window;
  const view = await ran(window, "Exchanged", WRONG.replace("-", "+"));
  await headline(view).getByText("2 of 2 passed").waitFor();
  const pairs = path.join(folder, "pairs");
  fs.mkdirSync(pairs);
  fs.writeFileSync(path.join(pairs, "1.in"), "4 4\n");
  fs.writeFileSync(path.join(pairs, "1.out"), "9\n");
  await window.command("Shortlist: Import Tests");
  await choosePath(window, pairs, "Import");
  await until("the file with the test", () => fs.existsSync(`${window.file}.tests.json`));
  assert.deepEqual(
    ownTests(window).map(({ input, output }) => [input, output]),
    [["4 4\n", "9\n"]],
  );
  await view.getByRole("button", { name: "Run all" }).click();
  await headline(view).getByText("2 of 3 passed").waitFor();
  const checker = path.join(folder, "near.py"); // one off is near enough
  fs.writeFileSync(
    checker,
    "import sys\n_, output, answer = (int(open(name).read().split()[-1]) for name in sys.argv[1:4])\n" +
      "sys.exit(abs(output - answer) > 1)\n",
  );
  await window.command("Shortlist: Choose a Checker");
  await page
    .locator(".quick-input-list .monaco-list-row", {
      hasText: "A program beside this one",
    })
    .click();
  await choosePath(window, checker, /^(OK|Open)$/);
  await view.locator(".facts", { hasText: "near.py" }).waitFor();
  await view.getByRole("button", { name: "Run all" }).click();
  await headline(view).getByText("3 of 3 passed").waitFor();
  await window.command("Shortlist: Export Tests");
  await page
    .locator(".quick-input-list .monaco-list-row", {
      hasText: "Pairs of files",
    })
    .click();
  const exported = path.join(folder, "exported");
  fs.mkdirSync(exported);
  await choosePath(window, exported, "Export here");
  await until("three pairs", () => fs.readdirSync(exported).length >= 6);
});

journey("the largest inputs show how long a program may take", async (window) => {
  const bounded = statement("Largest").replace(
    "two integers a and b.\n#\n# Output",
    "two integers a and b (1 <= a, b <= 1000000000).\n#\n# Output",
  );
  await window.open("Largest", bounded + WRONG.replace("-", "+"));
  await window.command("Shortlist: Run the Largest Inputs");
  const view = await pageFrame(window.page, "Tests");
  const box = view.getByRole("region", { name: "Largest inputs" });
  await box.getByRole("row").nth(1).waitFor();
  await box.getByText(/At most .* of 1 s/).waitFor();
  await window.shot("tests-largest");
  assert.deepEqual(await violations(view), []);
});

/** The problem that a file is about, solved. */
const solution = (file) =>
  execFileSync(
    process.env.SHORTLIST_PYTHON,
    [path.join(process.env.SHORTLIST_TESTS, "model_solution.py"), file],
    { encoding: "utf8" },
  );

/** The file of the editor that is shown, by its tab. */
async function shownFile(window, known) {
  const tab = window.page.locator(".tab.active .label-name").first();
  return until("another file", async () => {
    const name = await tab.innerText().catch(() => "");
    return name && name !== known && name;
  });
}

journey("a problem is practised from the list to solved, with a hint", async (window) => {
  const { page } = window;
  await window.openFolder();
  await window.command("Shortlist: Practice");
  const tree = page.locator(".pane", { hasText: "Practice" }).locator(".monaco-list-row");
  await tree.filter({ hasText: "By rating" }).waitFor();
  await window.shot("practice");
  await window.command("Shortlist: Filter the Problems");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Words…" }).click();
  await page.locator(".quick-input-widget", { hasText: "Words in the name" }).waitFor();
  await page.keyboard.type("lifeboats");
  await page.keyboard.press("Enter");
  const matching = tree.filter({ hasText: "Matching" });
  await matching.waitFor();
  await window.shot("practice-filtered");
  const entry = tree.nth(
    (await tree.allInnerTexts()).findIndex((text) => /Matching/.test(text)) + 1,
  );
  await entry.click();
  const name = await shownFile(window, "");
  window.file = path.join(folder, name);
  await window.command("Shortlist: Show Tests");
  const view = await pageFrame(page, "Tests");
  const box = view.getByRole("region", { name: "Practice" });
  await box.getByRole("button", { name: "Hint" }).click();
  await box.locator(".hints li").first().waitFor();
  const text = fs.readFileSync(window.file, "utf8");
  await rewrite(window, `${text.trimEnd()}\n\nprint(0)\n`);
  await window.command("Shortlist: Submit");
  await box.getByText(/^✗ WA/).first().waitFor();
  await window.shot("practice-rejected");
  await rewrite(window, `${text.trimEnd()}\n\n${solution(window.file)}`);
  await window.command("Shortlist: Submit");
  await box.getByText(/^✓ Accepted/).waitFor({ timeout: TIMEOUT_MS });
  assert.deepEqual(await violations(view), []);
  await box.getByRole("button", { name: "Explain" }).click();
  await box.getByRole("heading", { name: "How it is done" }).waitFor();
  await window.shot("practice-solved");
  await page.keyboard.press("Control+s");
  await window.reload();
  const again = await pageFrame(page, "Tests");
  await again.locator(".hints li").first().waitFor();
  await again.getByText("✓ Accepted").waitFor();
  await window.command("Shortlist: Show Progress");
  const progress = await pageFrame(page, "Progress");
  await progress.getByText("Streak").waitFor();
  assert.deepEqual(await violations(progress), []);
  await window.shot("practice-progress");
});

journey("a practice file is opened, run from the view, and only then written", async (window) => {
  const { page } = window;
  await window.openFolder();
  await window.command("Shortlist: Open a Problem");
  const input = page
    .locator(".quick-input-widget", { hasText: "Practice" })
    .locator("input")
    .first();
  await input.fill("lifeboats");
  await page.locator(".quick-input-list .monaco-list-row").first().click();
  window.file = path.join(folder, await shownFile(window, ""));
  await window.command("Shortlist: Show Tests");
  const view = await pageFrame(page, "Tests");
  const run = view.getByRole("button", { name: "Run all" });
  await view.locator("li.test").first().waitFor();
  await window.shot("practice-unwritten");
  if (await run.isEnabled()) await run.click();
  const text = fs.readFileSync(window.file, "utf8");
  await rewrite(window, `${text.trimEnd()}\n\n${solution(window.file)}`);
  await until("a program that can be run", () => run.isEnabled());
  await run.click();
  await headline(view)
    .getByText(/^(\d+) of \1 passed/)
    .waitFor();
  // What is read right after an edit is of the text that is there now.
  await rewrite(window, `${text.trimEnd()}\n\nprint("no")\n`);
  await run.click();
  await headline(view)
    .getByText(/^0 of \d+ passed/)
    .waitFor();
  await window.shot("practice-rewritten");
});

journey("a contest of three, to its end", async (window) => {
  const { page } = window;
  await window.openFolder();
  await window.command("Shortlist: Contest");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "3 problems" }).click();
  await rows.filter({ hasText: "1 h" }).first().click();
  await page.locator(".quick-input-widget", { hasText: "how hard" }).waitFor();
  await page.keyboard.type("900");
  await page.keyboard.press("Enter");
  const clock = page.locator(".statusbar-item", { hasText: /1 h|59 min/ });
  await clock.waitFor();
  const place = await until("the contest's folder", () =>
    fs
      .readdirSync(folder, { withFileTypes: true })
      .find((entry) => entry.isDirectory() && fs.existsSync(path.join(folder, entry.name, "A.py"))),
  );
  const contest = path.join(folder, place.name);
  assert.deepEqual(
    fs.readdirSync(contest).filter((name) => /^[A-C]\.py$/.test(name)),
    ["A.py", "B.py", "C.py"],
  );
  await page.locator(".tab.active", { hasText: "A.py" }).waitFor();
  await window.command("Shortlist: Show Tests");
  let view = await pageFrame(page, "Tests");
  for (const letter of ["A", "B", "C"]) {
    window.file = path.join(contest, `${letter}.py`);
    const box = view.getByRole("region", { name: "Contest" });
    await box.getByRole("button", { name: new RegExp(`^${letter}\\. `) }).click();
    await page.locator(".tab.active", { hasText: `${letter}.py` }).waitFor();
    const text = fs.readFileSync(window.file, "utf8");
    await rewrite(window, `${text.trimEnd()}\n\n${solution(window.file)}`);
    const practice = view.getByRole("region", { name: "Practice" });
    await practice.getByRole("button", { name: "Submit" }).click();
    await practice.getByText(/^✓ Accepted/).waitFor({ timeout: TIMEOUT_MS });
    if (letter === "A") {
      await window.shot("contest");
      await page.reload();
      view = await pageFrame(page, "Tests");
      await view.getByText("1 of 3 solved").waitFor();
    }
  }
  const left = async () => {
    const [seconds, minutes = 0, hours = 0] = (await view.locator(".clock").innerText())
      .match(/[\d:]+/)[0]
      .split(":")
      .map(Number)
      .reverse();
    return (hours * 60 + minutes) * 60 + seconds;
  };
  const before = await left();
  await page.waitForTimeout(3000);
  await view.getByRole("button", { name: /^A\. / }).click();
  await page.locator(".tab.active", { hasText: "A.py" }).waitFor();
  assert.ok((await left()) <= before - 2, "the clock goes on with another file");
  await view.getByRole("button", { name: "Finish" }).click();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByRole("button", { name: "Finish" }).click();
  await message(window, "3 of 3 solved").waitFor();
  await clock.waitFor({ state: "detached" });
  await window.shot("contest-end");
});

/** What the browser extension sends of a problem. */
const companion = (name, batch, size) => ({
  name,
  group: "Codeforces - Round 1",
  url: `https://codeforces.example/contest/1/problem/${name[0]}`,
  interactive: false,
  memoryLimit: 256,
  timeLimit: 1000,
  tests: [{ input: "2 3\n", output: "5\n" }],
  testType: "single",
  input: { type: "stdin" },
  output: { type: "stdout" },
  languages: { java: { mainClass: "Main", taskClass: name } },
  batch: { id: batch, size },
});

async function post(problem) {
  const start = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(problem),
  });
  assert.ok(answer.ok);
  return performance.now() - start;
}

const listens = () =>
  fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );

journey("the browser sends one problem, then a contest of seven", async (window) => {
  const { page } = window;
  const settings = JSON.parse(fs.readFileSync(settingsFile, "utf8"));
  settings["shortlist.companion.enable"] = true;
  fs.writeFileSync(settingsFile, JSON.stringify(settings));
  await window.openFolder();
  await page.locator(".statusbar-item", { hasText: "Shortlist" }).waitFor();
  await until("the broker", listens);
  const slow = await post(companion("A. One Problem", "b1", 1));
  console.log(`MEASURED answer ${slow.toFixed(0)} ms`);
  await page.locator(".tab.active", { hasText: /one.*problem/i }).waitFor();
  await window.lens("Solve").first().waitFor();
  await window.shot("companion-one");
  const names = ["A", "B", "C", "D", "E", "F", "G"].map((letter) => `${letter}. Task ${letter}`);
  await Promise.all(names.map((name) => post(companion(name, "b2", 7))));
  const made = () =>
    fs
      .readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => /task.*\.\w+$/i.test(name) && !name.endsWith(".json"));
  await until("seven files", () => made().length === 7);
  await page.locator(".tab.active", { hasText: /task/i }).waitFor();
  await window.shot("companion-contest");
});

journey(
  "a problem in the clipboard becomes a file, and a program is copied clean",
  async (window) => {
    const { page } = window;
    await window.open("Clipboard", `${statement("Clipboard")}print(1)\n`);
    const plain = statement("Copied Problem").replace(/^# ?/gm, "");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((text) => navigator.clipboard.writeText(text), plain);
    await window.command("Shortlist: New Problem from Clipboard");
    await page.locator(".tab.active", { hasText: /copied/i }).waitFor();
    const name = await page.locator(".tab.active .label-name").first().innerText();
    assert.match(fs.readFileSync(path.join(folder, name), "utf8"), /10 20/);
    window.file = path.join(folder, name);
    const program =
      "import sys\na, b = map(int, input().split())\nprint(a, file=sys.stderr)\nprint(a + b)\n";
    await rewrite(window, `${fs.readFileSync(window.file, "utf8").trimEnd()}\n\n${program}`);
    await window.command("Shortlist: Copy for Submission");
    const copied = await until("the program", async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      return text !== plain && text;
    });
    assert.match(copied, /print\(a \+ b\)/);
    assert.ok(!copied.includes("stderr)") && !copied.includes("Copied Problem"), copied);
  },
);

await runJourneys(journeys, { base, folder, shots });
