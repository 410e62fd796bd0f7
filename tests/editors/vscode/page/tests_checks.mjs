// usage: node tests_checks.mjs [SCREENSHOTS]
// Checks of the page of the tests view alone, in Chromium: prints RESULT with what became of each.
import assert from "node:assert/strict";
import path from "node:path";
import { openPage, runChecks, said, send, THEMES, violations } from "./harness.mjs";
import * as sample from "./tests_sample.mjs";

const WIDTH = 340;
const shots = process.argv[2];
const checks = [];
const check = (name, body) => checks.push([name, body]);

const show = (page, view) => send(page, { type: "show", view });
const card = (page, name) =>
  page.locator("li.test", { has: page.getByText(name, { exact: true }) });
const field = (page, name) => page.getByRole("textbox", { name, exact: true });
const focused = (page) =>
  page.evaluate(() => document.activeElement?.querySelector?.(".name")?.textContent ?? "");
const URI = sample.view().uri;
const OTHER = {
  ...sample.view(),
  uri: "file:///home/ada/other.py",
  title: "Other",
};
const edits = async (page) => (await said(page, "edit")).map(({ change }) => change);

async function opened(page, view = sample.ranView(), theme = "dark", state = undefined) {
  await openPage(page, theme, state, "tests");
  if (view) await show(page, view);
}

/** The keyboard on the first test. */
async function intoTests(page) {
  await send(page, { type: "focus" });
  assert.equal(await focused(page), "Example 1");
}

/** Everything that the view can show, at once. */
async function everything(page, theme) {
  await opened(page, sample.ranView({ stale: true, notes: ["A note."] }), theme);
  await send(page, { type: "tools", tools: sample.tools });
  await send(page, { type: "practice", session: sample.rejected });
  await send(page, { type: "contest", contest: sample.contest });
}

for (const theme of THEMES.slice(0, 4)) {
  check(`an audit finds nothing in ${theme}`, async (page) => {
    for (const view of [
      undefined,
      sample.view(),
      sample.ranView(),
      sample.compileView(),
      sample.unavailableView(),
      sample.view({ interactive: true }),
      sample.largeView(60),
    ]) {
      await opened(page, view, theme);
      assert.deepEqual(await violations(page), [], view?.headline);
    }
    await everything(page, theme);
    await card(page, "Large rows").getByRole("button", { name: "Edit" }).click();
    await send(page, { type: "add" });
    assert.deepEqual(await violations(page), []);
    await opened(page, sample.ranView(), theme);
    await send(page, { type: "practice", session: sample.accepted });
    assert.deepEqual(await violations(page), []);
    await intoTests(page);
    await page.keyboard.press("?");
    assert.deepEqual(await violations(page), [], "the list of keys");
  });
}

for (const theme of THEMES) {
  check(`nothing is cut off or runs over in ${theme}`, async (page) => {
    await everything(page, theme);
    for (const width of [180, 260, 340]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} too wide at ${width}`);
    }
    if (shots) {
      await page.screenshot({
        path: path.join(shots, `tests-${theme}.png`),
        fullPage: true,
      });
      await opened(page, sample.ranView(), theme);
      await send(page, { type: "practice", session: sample.accepted });
      await card(page, "Large rows").getByRole("button", { name: "Edit" }).click();
      await page.screenshot({
        path: path.join(shots, `tests-edit-${theme}.png`),
        fullPage: true,
      });
    }
  });
}

check("verdicts are words and signs, with time and memory", async (page) => {
  await opened(page);
  const heads = await page.locator("button.head").allInnerTexts();
  const plain = heads.map((text) => text.replace(/\s+/g, " "));
  assert.deepEqual(plain, [
    "✓ Example 1 passed 31 ms · 9 MiB",
    "✗ Example 2 WA wrong answer 31 ms · 9 MiB",
    "✗ Large rows TLE too slow 2.00 s · 9 MiB",
    "✓ Test 4 ran 31 ms · 9 MiB",
  ]);
  assert.match(await page.locator(".headline").innerText(), /2 of 3 passed/);
  assert.match(await page.locator(".facts").innerText(), /2 s, 256 MiB .* rows\.py\.tests\.json/);
});

check("what fails is open, with the first difference marked and said", async (page) => {
  await opened(page);
  const failing = card(page, "Example 2");
  assert.equal(await failing.locator(".detail").innerText(), "Line 2: expected “6”, got “7”.");
  assert.deepEqual(await failing.locator("mark").allInnerTexts(), ["6", "7"]);
  assert.match(await failing.innerText(), /Standard error\s+debug: row 2/);
  assert.equal(await card(page, "Example 1").locator(".body").isVisible(), false);
});

check("a difference without its place is found by words", async (page) => {
  const view = sample.ranView();
  view.tests[1].result = { ...sample.wrong, difference: undefined };
  await opened(page, view);
  assert.deepEqual(await card(page, "Example 2").locator("mark").allInnerTexts(), ["6", "7"]);
});

check("by keyboard alone: move, open, run one, run all, cancel, back", async (page) => {
  await opened(page);
  await intoTests(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "Example 2");
  await page.keyboard.press("Enter");
  assert.equal(await card(page, "Example 2").locator(".body").isVisible(), false);
  await page.keyboard.press("r");
  await page.keyboard.press("Shift+R");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "Test 4");
  await page.keyboard.press("d");
  await page.keyboard.press("c"); // nothing goes on
  await page.keyboard.press("Escape");
  const all = (await said(page)).filter(({ type }) => type !== "ready");
  assert.deepEqual(all, [
    { type: "run", ids: ["example-2"] },
    { type: "run" },
    { type: "debug", id: "own-b" },
    { type: "back" },
  ]);
});

check("a test is edited in place, and what is typed survives the page", async (page) => {
  await opened(page);
  const large = card(page, "Large rows");
  await large.getByRole("button", { name: "Edit" }).click();
  const input = field(page, "Input");
  await input.fill("7 7\n");
  const kept = await page.evaluate(() => window.kept);
  await opened(page, sample.ranView(), "dark", kept);
  assert.equal(await field(page, "Input").inputValue(), "7 7\n");
  await field(page, "Expected output").fill("14");
  await field(page, "Input").press("Control+Enter");
  assert.deepEqual(await edits(page), [
    {
      op: "update",
      id: "own-a",
      name: "Large rows",
      input: "7 7\n",
      expected: "14\n",
    },
  ]);
  await send(page, {
    type: "edited",
    uri: URI,
    id: "own-a",
    message: "The disk is full.",
  });
  await page.getByRole("alert").getByText("The disk is full.").waitFor();
  assert.equal(await field(page, "Input").inputValue(), "7 7\n");
  await page.getByRole("button", { name: "Save" }).click();
  await send(page, { type: "edited", uri: URI, id: "own-a" });
  assert.equal(await page.locator("form").count(), 0);
  assert.deepEqual((await page.evaluate(() => window.kept)).drafts, {});
});

check("an example leads to the statement, a long test asks for its whole text", async (page) => {
  const view = sample.ranView();
  view.tests[2].cut = true;
  await opened(page, view);
  await intoTests(page);
  await page.keyboard.press("e");
  assert.deepEqual(await said(page, "goto"), [{ type: "goto", id: "example-1" }]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("e");
  assert.deepEqual(await said(page, "draft"), [{ type: "draft", uri: URI, id: "own-a" }]);
  const draft = {
    name: "Large rows",
    input: "9 9 9\n",
    expected: "27\n",
    compared: true,
  };
  await send(page, { type: "text", uri: URI, id: "own-a", draft });
  assert.equal(await field(page, "Input").inputValue(), "9 9 9\n");
});

check("a new test: with and without an expected output", async (page) => {
  await opened(page);
  await intoTests(page);
  await page.keyboard.press("n");
  await page.keyboard.type("5 5");
  await page.getByLabel("Compare what is printed").uncheck();
  assert.equal(await field(page, "Expected output").isDisabled(), true);
  await page.getByRole("button", { name: "Save" }).click();
  assert.deepEqual(await edits(page), [{ op: "add", input: "5 5\n", noExpected: true }]);
  await send(page, { type: "edited", uri: URI, id: "new" });
  assert.equal(await page.locator("form").count(), 0);
});

check("delete, undo, move and accept what was printed", async (page) => {
  const view = sample.ranView();
  view.tests.push({ ...view.tests[2], id: "own-c", name: "Third" });
  await opened(page, view);
  await intoTests(page);
  await page.keyboard.press("Delete");
  assert.deepEqual(await edits(page), [], "an example stays");
  await page.keyboard.press("End");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("a");
  await page.keyboard.press("Delete");
  assert.deepEqual(await edits(page), [
    { op: "move", id: "own-c", to: 1 },
    { op: "accept", id: "own-c" },
    { op: "delete", id: "own-c" },
  ]);
  view.tests.pop();
  await show(page, { ...view });
  await send(page, { type: "deleted", uri: URI, name: "Third" });
  await page.locator(".note", { hasText: "Deleted Third." }).waitFor();
  assert.equal(await focused(page), "Test 4");
  await page.keyboard.press("u");
  assert.deepEqual(await said(page, "command"), [{ type: "command", command: "undo" }]);
});

check("tests of one's own are dragged to their place", async (page) => {
  await opened(page, sample.ranView({ tests: sample.view().tests }));
  await card(page, "Test 4").locator("button.head").dragTo(card(page, "Large rows"));
  assert.deepEqual(await edits(page), [{ op: "move", id: "own-b", to: 0 }]);
});

check("verdicts come one by one, and the focus stays", async (page) => {
  await opened(page, sample.view({ running: true, runId: "r1", headline: "Running 0 of 4" }));
  await intoTests(page);
  await page.keyboard.press("ArrowDown");
  const waiting = await page.locator(".sign").allInnerTexts();
  assert.deepEqual(waiting.slice(0, 4), ["…", "…", "…", "…"]);
  await send(page, {
    type: "results",
    changed: sample.change(["example-2"], sample.wrong, {
      headline: "Running 1 of 4",
    }),
  });
  assert.equal(await focused(page), "Example 2");
  assert.match(await card(page, "Example 2").innerText(), /WA/);
  assert.equal(await page.getByRole("button", { name: "Run all" }).isVisible(), false);
  await page.getByRole("button", { name: "Cancel" }).click();
  await send(page, {
    type: "results",
    changed: sample.change([], undefined, {
      running: false,
      headline: "Cancelled",
    }),
  });
  assert.equal(await page.getByRole("button", { name: "Run all" }).isVisible(), true);
  const signs = await page.locator(".test .sign").allInnerTexts();
  assert.deepEqual(signs, ["○", "✗", "○", "○"]);
});

check("what cannot be run says why, and a compiler what is wrong", async (page) => {
  await opened(page, sample.unavailableView());
  await page.getByText("Write a program below the statement").waitFor();
  assert.equal(await page.getByRole("button", { name: "Run all" }).isDisabled(), true);
  await show(page, { ...sample.compileView(), version: 8 });
  await page.getByText("expected ';' before").waitFor();
});

check("a counterexample is kept with one key", async (page) => {
  await opened(page);
  await send(page, { type: "tools", tools: sample.tools });
  await intoTests(page);
  await page.keyboard.press("Shift+K");
  assert.deepEqual(await said(page, "command"), [{ type: "command", command: "keep" }]);
  await page.getByText("At most 0.31 s of 2 s").waitFor();
  assert.match(await page.getByRole("region", { name: "Largest inputs" }).innerText(), /too slow/);
  const going = { stress: { running: true, message: "812 inputs tried" } };
  await send(page, { type: "tools", tools: going });
  await page.getByRole("button", { name: "Cancel: Stress test" }).click();
  assert.deepEqual(await said(page, "cancelTool"), [{ type: "cancelTool", tool: "stress" }]);
});

check("practice: verdicts of hidden tests, hints, and what comes after", async (page) => {
  await opened(page);
  await send(page, { type: "practice", session: sample.fresh });
  const box = page.getByRole("region", { name: "Practice" });
  await box.getByRole("button", { name: "Submit" }).click();
  await send(page, {
    type: "practice",
    session: { ...sample.fresh, busy: "submit" },
  });
  await box.getByText("Judging by the hidden tests…").waitFor();
  assert.equal(await box.getByRole("button", { name: "Hint" }).isDisabled(), true);
  await send(page, { type: "practice", session: sample.rejected });
  await box.getByText("✗ WA: wrong answer in the tests “edge”.").waitFor();
  await box.getByRole("button", { name: "Hint (1 of 3)" }).click();
  await box.getByText("Sort the people by weight.").waitFor();
  await send(page, { type: "practice", session: sample.accepted });
  await box.getByText("✓ Accepted after 2 tries.").waitFor();
  await box.getByText("Your rating: 1012 → 1043.").waitFor();
  assert.equal(await box.getByRole("button", { name: "Give up" }).isVisible(), false);
  await box.getByRole("button", { name: "Open the solution in C++" }).click();
  assert.deepEqual(await said(page, "solution"), [{ type: "solution", index: 1 }]);
});

check("a contest's clock runs, and its problems are a click away", async (page) => {
  await opened(page);
  await send(page, { type: "contest", contest: sample.contest });
  const box = page.getByRole("region", { name: "Contest" });
  const first = await box.getByRole("timer").innerText();
  assert.match(first, /^1:1[12]:\d\d left$/);
  await page.waitForFunction(
    (first) => document.querySelector("[role=timer]").textContent !== first,
    first,
  );
  await box.getByRole("button", { name: "A. In Pairs" }).click();
  assert.deepEqual(await said(page, "openFile"), [
    { type: "openFile", file: "/home/ada/contest/A.py" },
  ]);
  await send(page, {
    type: "contest",
    contest: { ...sample.contest, running: false },
  });
  await box.waitFor({ state: "hidden" });
});

check("another document starts anew", async (page) => {
  await opened(page);
  await intoTests(page);
  await page.keyboard.press("n");
  await page.keyboard.type("1");
  await show(page, OTHER);
  assert.equal(await page.locator("form").count(), 0);
  await show(page, sample.ranView());
  assert.equal(await field(page, "Input").inputValue(), "1", "and the form is still there");
});

check("each document keeps the form that was open in it", async (page) => {
  await opened(page);
  await send(page, { type: "add" });
  await page.keyboard.type("1");
  await show(page, OTHER);
  await send(page, { type: "add" });
  await page.keyboard.type("2");
  for (const [view, typed] of [
    [sample.ranView(), "1"],
    [OTHER, "2"],
    [sample.ranView(), "1"],
  ]) {
    await show(page, view);
    assert.equal(await field(page, "Input").inputValue(), typed);
  }
  const kept = await page.evaluate(() => window.kept);
  await opened(page, undefined, "dark", kept);
  await send(page, { type: "show" });
  await show(page, OTHER);
  assert.equal(await field(page, "Input").inputValue(), "2", "and over a reload, too");
});

check("what is answered about another document leaves this one alone", async (page) => {
  await opened(page);
  await send(page, { type: "add" });
  await page.keyboard.type("1");
  await page.keyboard.press("Control+Enter");
  await show(page, OTHER);
  await send(page, { type: "add" });
  await page.keyboard.type("2");
  await send(page, { type: "edited", uri: URI, id: "new" });
  await send(page, {
    type: "text",
    uri: URI,
    id: "own-a",
    message: "It is too long.",
  });
  await send(page, { type: "deleted", uri: URI, name: "Test 4" });
  assert.equal(await field(page, "Input").inputValue(), "2");
  assert.equal(await page.getByText(/too long|Deleted/).count(), 0);
  await show(page, sample.ranView());
  assert.equal(await page.locator("form").count(), 0, "it was saved");
});

check("a test that is moved while it is edited stays open with what was typed", async (page) => {
  await opened(page);
  await card(page, "Large rows").getByRole("button", { name: "Edit" }).click();
  await field(page, "Input").fill("7 7");
  await card(page, "Large rows").locator("button.head").focus();
  await page.keyboard.press("Alt+ArrowDown");
  assert.deepEqual(await edits(page), [{ op: "move", id: "own-a", to: 1 }]);
  await send(page, { type: "edited", uri: URI, id: "own-a" });
  assert.equal(await field(page, "Input").inputValue(), "7 7");
});

check("a name is given and taken away again; a number is none", async (page) => {
  await opened(page);
  await card(page, "Test 4").locator("button.head").focus();
  await page.keyboard.press("e");
  assert.equal(await field(page, "Name").inputValue(), "");
  await field(page, "Name").fill("Negative");
  await field(page, "Name").press("Enter");
  await send(page, { type: "edited", uri: URI, id: "own-b" });
  await card(page, "Large rows").getByRole("button", { name: "Edit" }).click();
  await field(page, "Name").fill("");
  await field(page, "Name").press("Enter");
  assert.deepEqual(
    (await edits(page)).map(({ id, name }) => [id, name]),
    [
      ["own-b", "Negative"],
      ["own-a", ""],
    ],
  );
});

check("one key cancels all that goes on", async (page) => {
  await opened(page, sample.view({ running: true, runId: "r1", headline: "Running 0 of 4" }));
  await send(page, {
    type: "tools",
    tools: { stress: { running: true, message: "Looking…" } },
  });
  const session = { ...sample.rejected, busy: "submit", submitted: undefined };
  await send(page, { type: "practice", session });
  await page.getByRole("button", { name: "Cancel the submission" }).waitFor();
  await intoTests(page);
  await page.keyboard.press("c");
  const all = (await said(page)).filter(({ type }) => type.startsWith("cancel"));
  assert.deepEqual(all, [
    { type: "cancel" },
    { type: "cancelTool", tool: "stress" },
    { type: "cancelSubmit" },
  ]);
});

check("what a tool found is closed when it was read", async (page) => {
  await opened(page);
  await send(page, { type: "tools", tools: sample.tools });
  await page.getByRole("button", { name: "Close: Largest inputs" }).click();
  assert.deepEqual(await said(page, "closeTool"), [{ type: "closeTool", tool: "largest" }]);
  await send(page, { type: "tools", tools: { stress: sample.tools.stress } });
  assert.equal(await page.getByRole("region", { name: "Largest inputs" }).count(), 0);
});

check("the text of a test of one's own can be selected", async (page) => {
  await opened(page, sample.ranView({ tests: sample.view().tests }));
  const head = card(page, "Large rows").locator("button.head");
  if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
  const text = card(page, "Large rows").locator("pre").first();
  const box = await text.boundingBox();
  const y = box.y + Math.min(10, box.height / 2);
  await page.mouse.move(box.x + 4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, y, { steps: 5 });
  await page.mouse.up();
  assert.notEqual(await page.evaluate(() => String(getSelection())), "");
});

check("text of a program is text", async (page) => {
  const view = sample.ranView({ title: "<b>Bold</b>" });
  view.tests[1].result = {
    ...sample.wrong,
    stdout: "<img src=x onerror=alert(1)>\n",
  };
  await opened(page, view);
  assert.equal(await page.locator("h1").textContent(), "<b>Bold</b>");
  assert.equal(await page.locator("img").count(), 0);
});

check("500 tests: verdicts come without the page being frozen", async (page) => {
  const COUNT = 500;
  const view = sample.largeView(COUNT);
  await opened(page, undefined);
  const spent = await page.evaluate(
    async ({ view, result, count }) => {
      const say = (data) => window.dispatchEvent(new MessageEvent("message", { data }));
      const timed = (work) => {
        const start = performance.now();
        work();
        document.body.getBoundingClientRect();
        return performance.now() - start;
      };
      const build = timed(() => say({ type: "show", view }));
      const updates = [];
      for (let at = 0; at < count; at += 10) {
        const results = view.tests.slice(at, at + 10).map(({ id }) => ({ id, result }));
        const changed = {
          version: at,
          running: true,
          headline: `Running ${at}`,
          results,
        };
        updates.push(timed(() => say({ type: "results", changed })));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return {
        build,
        update: updates.sort((a, b) => a - b)[updates.length / 2],
      };
    },
    {
      view,
      result: { ...sample.wrong, difference: undefined },
      count: COUNT,
    },
  );
  console.log(
    `MEASURED tests: build ${spent.build.toFixed(1)} ms, update ${spent.update.toFixed(1)} ms`,
  );
  assert.equal(await page.locator("li.test.failed").count(), COUNT);
  assert.ok(spent.update < 50, JSON.stringify(spent));
});

await runChecks(checks, WIDTH);
