// usage: node assist_checks.mjs [SCREENSHOTS]
// Checks of the page of a model's tasks alone, in Chromium: prints RESULT with what became of each.
import assert from "node:assert/strict";
import path from "node:path";
import * as sample from "./assist_sample.mjs";
import { openPage, runChecks, said, send, THEMES, violations } from "./harness.mjs";

const shots = process.argv[2];
const checks = [];
const check = (name, body) => checks.push([name, body]);

const show = (page, view) => send(page, { type: "show", view });
const texts = (page, selector) => page.locator(selector).allTextContents();
const focused = (page) =>
  page.evaluate(() => {
    const article = document.activeElement.closest("article");
    return article?.querySelector("h3").textContent ?? "";
  });
const puts = async (page) => (await said(page, "put")).map(({ how, id }) => `${how} ${id}`);

async function opened(page, view = sample.translated(), theme = "dark", state = undefined) {
  await openPage(page, theme, state, "assist");
  if (view) await show(page, view);
}

/** The keyboard on the first program: past the buttons of the head. */
async function intoPrograms(page) {
  for (let press = 0; press < 10 && !(await focused(page)); press += 1) {
    await page.keyboard.press("Tab");
  }
}

for (const theme of THEMES.slice(0, 4)) {
  check(`an audit finds nothing in ${theme}`, async (page) => {
    const views = {
      translated: sample.translated(),
      stale: sample.translated({ stale: true }),
      translating: sample.translating(),
      steps: sample.steps(),
      explained: sample.explained(),
      hinted: sample.hinted(),
      answered: sample.answered(),
      commented: sample.commented(),
      failed: sample.failed(),
    };
    for (const [name, view] of Object.entries(views)) {
      await opened(page, view, theme);
      assert.deepEqual(await violations(page), [], name);
      if (!shots) continue;
      const file = path.join(shots, `assist-${name}-${theme}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await violations(page), [], "the keys");
  });
}

for (const theme of THEMES) {
  check(`nothing runs over in ${theme}`, async (page) => {
    await opened(page, sample.explained(), theme);
    for (const view of [sample.explained(), sample.translated(), sample.steps()]) {
      await show(page, view);
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} too wide at ${width}`);
      }
    }
  });
}

check("translations have their proof, in words, signs and colours", async (page) => {
  await opened(page);
  assert.deepEqual(await texts(page, "h1, h2:visible"), [
    "sum.py into C++",
    "Translations",
    "Notes",
  ]);
  assert.deepEqual(await texts(page, ".proof"), [
    "✓ equal on 60 of 60 inputs · 117 ms · 3 answers",
    "! equal on 22 of 60 inputs · 116 ms · 1 answer",
    "✗ does not compile",
  ]);
  assert.deepEqual(await texts(page, "article dd"), [
    "2147483647 1",
    "2147483648",
    "(nothing)",
    "error: 'a' was not declared",
  ]);
  const colours = await page
    .locator(".proof")
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).color));
  assert.equal(new Set(colours).size, 3);
  await page.locator("article .keyword").first().waitFor();
  const source = sample.translated().items[0].source;
  assert.equal(await page.locator("article pre code").first().textContent(), source);
});

check("everything is done by keyboard alone", async (page) => {
  await opened(page);
  await intoPrograms(page);
  assert.equal(await focused(page), "Translation 1");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "Translation 2");
  for (const key of ["Enter", "b", "m", "i", "p", "c"]) await page.keyboard.press(key);
  assert.deepEqual(await puts(page), ["beside t2", "beside t2", "below t2", "inPlace t2"]);
  assert.deepEqual(await said(page, "copy"), [{ type: "copy", id: "t2" }]);
  await page.keyboard.press("End");
  assert.equal(await focused(page), "Translation 3");
  await page.keyboard.press("Home");
  assert.equal(await focused(page), "Translation 1");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await focused(page), "Translation 1");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(await said(page, "back"), []);
  await page.keyboard.press("Escape");
  assert.equal((await said(page, "back")).length, 1);
});

check("only the chosen program's buttons are in the way of Tab", async (page) => {
  await opened(page);
  await intoPrograms(page);
  const stops = [];
  for (let press = 0; press < 4; press += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement.getAttribute("aria-label")));
  }
  assert.deepEqual(stops, [
    "Beside: Translation 1",
    "Below: Translation 1",
    "In place: Translation 1",
    "Copy: Translation 1",
  ]);
  await page.keyboard.press("Enter");
  assert.deepEqual(await said(page, "copy"), [{ type: "copy", id: "t1" }]);
  assert.deepEqual(await puts(page), [], "Enter on a button is the button's");
});

check("what is stale is told, and can be copied only", async (page) => {
  await opened(page);
  await intoPrograms(page);
  await show(page, sample.translated({ stale: true }));
  assert.match((await texts(page, ".note"))[0], /edited since/);
  assert.equal(await focused(page), "Translation 1");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Below: Translation 1" }).click({ force: true });
  assert.deepEqual(await puts(page), []);
  assert.match((await texts(page, ".spoken"))[0], /edited since/);
  await page.keyboard.press("c");
  assert.equal((await said(page, "copy")).length, 1);
  await page.getByRole("button", { name: "Again" }).click();
  assert.equal((await said(page, "again")).length, 1);
  await show(page, sample.translated());
  await page.locator(".note").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Below: Translation 1" }).click();
  assert.deepEqual(await puts(page), ["below t1"]);
});

check("while it runs it comes in, and can be cancelled", async (page) => {
  await opened(page, {
    ...sample.translating(),
    show: true,
    items: [],
    headline: "Starting",
  });
  assert.equal(await page.getByRole("button", { name: "Again" }).count(), 0);
  await show(page, sample.translating());
  assert.deepEqual(await texts(page, "article h3"), ["Translation 1"]);
  await page.locator("article").evaluate((article) => (article.mark = 1));
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await said(page, "cancel")).length, 1);
  await show(page, sample.translated());
  await page.getByRole("button", { name: "Cancel" }).waitFor({ state: "hidden" });
  assert.equal(
    await page
      .locator("article")
      .first()
      .evaluate(({ mark }) => mark),
    1,
  );
});

check("a screen reader hears of progress now and then, and of the end at once", async (page) => {
  await opened(page, sample.translating());
  const spoken = async () => (await texts(page, ".spoken"))[0];
  const first = await spoken();
  for (let answers = 4; answers < 8; answers += 1) {
    await show(page, {
      ...sample.translating(),
      headline: `${answers} of 8 answers`,
    });
  }
  assert.equal(await spoken(), first);
  await show(page, sample.translated());
  assert.equal(await spoken(), "3 translations, the first equal on 60 of 60 inputs");
});

check("steps stand with their place and what could be their code", async (page) => {
  await opened(page, sample.steps());
  assert.deepEqual(await texts(page, "section h2"), ["Step 1", "Step 2", "Step 3"]);
  assert.deepEqual(await texts(page, ".step-state:visible"), ["Has its code:", "Still to come."]);
  assert.deepEqual(await texts(page, ".written:visible"), ["numbers = [3, 1, 2]\n"]);
  assert.deepEqual(await texts(page, "article h3"), [
    "Continuation 1 · in the file",
    "Continuation 2",
  ]);
  await page.getByRole("button", { name: "Line 4" }).click();
  assert.deepEqual(await said(page, "goto"), [{ type: "goto", line: 3 }]);
  await page.getByRole("button", { name: "Put in: Continuation 2" }).click();
  assert.deepEqual(await puts(page), ["step 2.b"]);
});

check("an explanation is drawn, and what is wrong in it has the fact beside it", async (page) => {
  await opened(page, sample.explained());
  assert.deepEqual(await texts(page, "h2:visible"), [
    "Explanation",
    "What the run showed",
    "Notes",
  ]);
  assert.deepEqual(await texts(page, ".words h3"), ["What it does"]);
  assert.deepEqual(await texts(page, ".words strong"), ["reads"]);
  assert.deepEqual(await texts(page, ".words em"), ["their"]);
  assert.equal(await page.locator(".words > ol > li").count(), 3);
  assert.equal(await page.locator(".words > ol > li > ul > li").count(), 2);
  assert.deepEqual(await texts(page, ".words mark"), ["total", " becomes 7"]);
  assert.equal(
    await page.locator(".words > ol > li").nth(2).innerText(),
    "total becomes 7 wrong: total was 5 in this run at the end.",
  );
  assert.deepEqual(await texts(page, ".words pre .comment"), ["# the sum"]);
  assert.deepEqual(await texts(page, ".run dt"), [
    "The run",
    "Input",
    "Output",
    "How often each line ran",
  ]);
});

check("words are copied by a button and a key, and programs where there are some", async (page) => {
  await opened(page, sample.explained());
  await page.getByRole("button", { name: "Copy: Explanation" }).click();
  await page.keyboard.press("c");
  await show(page, sample.translated());
  assert.equal(await page.getByRole("button", { name: "Copy: Words" }).isVisible(), false);
  await page.locator("article").first().focus();
  await page.keyboard.press("c");
  const copied = (await said(page, "copy")).map(({ id }) => id);
  assert.deepEqual(copied, [undefined, undefined, "t1"]);
});

check("words are shown as text, whatever is in them", async (page) => {
  const text = '<img src=x onerror="window.bad = 1"> [here](command:bad) <script>bad()</script>';
  await opened(page, sample.explained({ passages: [{ text }] }));
  assert.equal(await page.locator(".words p").innerText(), text);
  assert.equal(await page.locator(".words :is(img, a, script)").count(), 0);
});

check("answers are several texts, and a hint of the bank's says so", async (page) => {
  await opened(page, sample.answered());
  assert.deepEqual(await texts(page, ".words strong"), ["Answer 1", "Answer 2"]);
  assert.equal(await page.locator(".words pre").count(), 1);
  await page.keyboard.press("ArrowDown"); // scrolls, since nothing is there to choose
  assert.deepEqual(await said(page, "put"), []);
  await show(page, sample.hinted());
  assert.deepEqual(await texts(page, ".facts"), ["From the problem bank"]);
});

check("a note that the headline says already is not said again", async (page) => {
  await opened(page, sample.commented());
  assert.deepEqual(await texts(page, ".notes li"), ["1 was left out."]);
});

check("what was shown, chosen and scrolled to is there again after a reload", async (page) => {
  await page.setViewportSize({ width: 700, height: 300 });
  await opened(page);
  await intoPrograms(page);
  await page.keyboard.press("End");
  const scroll = await page.evaluate(() => scrollY);
  assert.ok(scroll > 100);
  await page.waitForFunction((scroll) => window.kept.scroll === scroll, scroll);
  const state = JSON.parse(JSON.stringify(await page.evaluate(() => window.kept)));
  await opened(page, undefined, "dark", state);
  assert.equal((await said(page, "ready")).length, 1);
  assert.equal(await page.evaluate(() => scrollY), scroll);
  const chosen = page.locator("article.selected h3");
  assert.equal(await chosen.innerText(), "Translation 3");
  await send(page, { type: "forgotten" });
  assert.match((await texts(page, ".note"))[0], /Ask again/);
  await page.keyboard.press("i");
  assert.deepEqual(await puts(page), []);
  await show(page, sample.translated());
  await page.locator(".note").waitFor({ state: "hidden" });
  assert.equal(await chosen.innerText(), "Translation 3");
  await show(page, { ...sample.translated(), show: true });
  assert.equal(await page.evaluate(() => scrollY), 0, "another run begins at its top");
});

await runChecks(checks);
