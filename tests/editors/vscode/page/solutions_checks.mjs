// usage: node solutions_checks.mjs [SCREENSHOTS]
// Checks of the solutions page alone, in Chromium: prints RESULT with what became of each.
import assert from "node:assert/strict";
import path from "node:path";
import { openPage, runChecks, said, send, THEMES, violations } from "./harness.mjs";
import * as sample from "./solutions_sample.mjs";

const shots = process.argv[2];
const checks = [];
const check = (name, body) => checks.push([name, body]);

const { reference } = sample;
const show = (page, view) => send(page, { type: "show", reference, view });
const focused = (page) =>
  page.evaluate(() => {
    const article = document.activeElement.closest("article");
    return article?.querySelector("h3, h4").textContent ?? "";
  });
const texts = (page, selector) => page.locator(selector).allTextContents();
const actions = async (page) =>
  (await said(page, "action")).map(({ action, id }) => `${action} ${id}`);

async function opened(page, view = sample.doneView(), theme = "dark", state = undefined) {
  await openPage(page, theme, state);
  if (view) await show(page, view);
}

/** The keyboard on the first program: past the buttons of the head. */
async function intoPrograms(page) {
  for (let press = 0; press < 10 && !(await focused(page)); press += 1) {
    await page.keyboard.press("Tab");
  }
  assert.equal(await focused(page), "Solution 1 · Python");
}

// Of the editor itself. Others have text of less contrast than an audit asks for.
for (const theme of THEMES.slice(0, 4)) {
  check(`an audit finds nothing in ${theme}`, async (page) => {
    for (const name of ["doneView", "doubtfulView", "hopelessView", "runningView"]) {
      await opened(page, sample[name](), theme);
      assert.deepEqual(await violations(page), [], name);
    }
    await opened(page, sample.doneView(), theme);
    await intoPrograms(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("a");
    await send(page, {
      type: "attention",
      id: "s2",
      attention: sample.attention,
    });
    assert.deepEqual(await violations(page), [], "the attention of a line");
    if (shots) await page.screenshot({ path: path.join(shots, `page-${theme}.png`) });
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await violations(page), [], "the keys");
  });
}

check("doubt is said before anything else", async (page) => {
  await opened(page, sample.doubtfulView());
  const [first] = await texts(page, "header.head p:visible");
  assert.ok(first.startsWith("Probably wrong (about 1 in 10)"), first);
  assert.ok((await texts(page, "[role=status]"))[0].startsWith("Probably wrong"));
});

check("behaviours are told apart, and each program has its proof", async (page) => {
  await opened(page);
  assert.deepEqual(await texts(page, ".about h3"), ["Behaviour 1", "Behaviour 2"]);
  const [, second] = await texts(page, ".behaviour");
  assert.equal(second, "7 samples agree (13 %); differs from the first on input 5 5: 0 against 10");
  assert.deepEqual(await texts(page, ".behaviour code"), ["5 5", "0", "10"]);
  const proofs = await texts(page, "article.solution .proof");
  assert.equal(proofs.length, 3);
  assert.ok(proofs.every((proof) => /^passes 2 of 2 examples · \d+ ms/.test(proof)));
  const facts = (await texts(page, ".facts"))[0];
  assert.equal(facts, "Model default · seed 7 · 512 of 1,000 samples · 12 of 60 s");
});

check("programs have the colours of their language, line by line", async (page) => {
  await opened(page);
  await page.locator("article .keyword").first().waitFor();
  const first = page.locator("article").first();
  assert.equal(await first.locator(".line").count(), 11);
  assert.equal(await first.locator(".comment").innerText(), sample.COMMENT);
  const source = sample.doneView().solutions[0].source;
  assert.equal(await first.locator("code").evaluate((code) => code.textContent), source);
});

for (const theme of THEMES) {
  check(`syntax colours can be read in ${theme}`, async (page) => {
    await opened(page, undefined, theme);
    const ratios = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      const luminance = (name) => {
        const probe = document.createElement("i");
        probe.style.color = style.getPropertyValue(name);
        document.body.append(probe);
        const [r, g, b] = getComputedStyle(probe)
          .color.match(/[\d.]+/g)
          .map((channel) => {
            const part = channel / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
        probe.remove();
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const background = luminance("--vscode-editor-background");
      const tokens = ["keyword", "string", "number", "comment", "function", "type"];
      return tokens.map((token) => {
        const colour = luminance(`--token-${token}`);
        const [low, high] = [colour, background].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      });
    });
    assert.equal(ratios.length, 6);
    const wanted = theme.startsWith("high") ? 7 : 4.5;
    assert.ok(Math.min(...ratios) >= wanted, ratios.join());
  });
}

check("a near miss shows the example and marks where it is wrong first", async (page) => {
  const view = sample.hopelessView();
  view.nearMisses[0].example.expected = "1 2\n3 4\n";
  view.nearMisses[0].example.got = "1 2\n3 5\n";
  await opened(page, view);
  assert.deepEqual(await texts(page, "mark"), ["4", "5"]);
  const [said] = await texts(page, ".difference");
  assert.equal(said, "Differs first in line 2: expected “4”, got “5”.");
  view.nearMisses[0].example.got = "";
  await show(page, view);
  assert.deepEqual(await texts(page, "mark"), ["1", "(nothing)"]);
  assert.deepEqual(await texts(page, ".advice code"), ["shortlist.solve.samples"]);
});

check("everything is done by keyboard alone", async (page) => {
  await opened(page);
  await intoPrograms(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "Solution 2 · Python · inserted");
  for (const key of ["Enter", "c", "r", "d", "o"]) await page.keyboard.press(key);
  assert.deepEqual(await actions(page), [
    "insert s2",
    "copy s2",
    "run s2",
    "compare s2",
    "open s2",
  ]);
  await page.keyboard.press("End");
  assert.match(await focused(page), /^Passes 1 of 2/);
  await page.keyboard.press("Home");
  assert.equal(await focused(page), "Solution 1 · Python");
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
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement.getAttribute("aria-label")));
  }
  assert.ok(
    stops.every((stop) => stop.endsWith(": Solution 1 · Python")),
    stops.join(),
  );
  assert.equal(new Set(stops).size, 6);
});

check("buttons and a click do what the keys do", async (page) => {
  await opened(page);
  const second = page.locator("article").nth(1);
  await second.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Solve again" }).click();
  assert.deepEqual(await actions(page), ["copy s2"]);
  assert.equal((await said(page, "solve")).length, 1);
  assert.deepEqual((await said(page, "selected")).at(-1), {
    type: "selected",
    id: "s2",
  });
});

check("while it runs there is a chart and a way to stop", async (page) => {
  await opened(page, sample.runningView());
  const chart = page.getByRole("img", { name: /programs sampled, \d+ passed/ });
  await chart.waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await said(page, "cancel")).length, 1);
  await show(page, sample.doneView());
  await chart.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Cancel" }).waitFor({ state: "hidden" });
});

check("a screen reader hears of progress now and then, and of the end at once", async (page) => {
  await opened(page, sample.runningView());
  const spoken = async () => (await texts(page, ".spoken"))[0];
  const first = await spoken();
  for (let count = 520; count < 560; count += 10) {
    await show(page, {
      ...sample.runningView(),
      headline: `Sampling ${count}/1,000`,
    });
  }
  assert.equal(await spoken(), first);
  await show(page, sample.doneView());
  assert.equal(await spoken(), "3 solutions in 12 s.");
});

check("an update keeps what stayed the same, the choice and the focus", async (page) => {
  await opened(page);
  await intoPrograms(page);
  await page.keyboard.press("ArrowDown");
  await page.evaluate(() => {
    document.querySelectorAll("article").forEach((article, index) => (article.mark = index));
  });
  const view = sample.doneView();
  view.solutions[0].rank = 2;
  view.solutions[1].rank = 1;
  view.solutions[2].proof = "2/2 examples · 99 ms";
  await show(page, view);
  assert.equal(await focused(page), "Solution 2 · Python · inserted");
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll("article")].map((article) => article.mark),
  );
  assert.deepEqual(marks, [1, 0, 2, 3]);
  assert.equal((await texts(page, ".proof"))[2], "2/2 examples · 99 ms");
  view.solutions.splice(1, 1);
  await show(page, view);
  assert.equal(
    await focused(page),
    "Solution 1 · Python",
    "what went leaves the focus in the list",
  );
});

check("until the user chooses, the best one is chosen", async (page) => {
  await opened(page, sample.runningView());
  const chosen = page.locator("article.selected h4");
  const view = sample.doneView();
  assert.equal(await chosen.textContent(), "Solution 1 · Python");
  view.solutions = view.solutions.map((solution) => ({
    ...solution,
    rank: 4 - solution.rank,
  }));
  await show(page, view);
  assert.equal(await chosen.textContent(), "Solution 3 · C++");
  await page
    .locator("article")
    .nth(1)
    .click({ position: { x: 5, y: 5 } });
  const second = await chosen.textContent();
  await show(page, sample.doneView());
  assert.equal(await chosen.textContent(), second);
});

check("the words that a line reads are shown for the chosen line", async (page) => {
  await opened(page);
  await intoPrograms(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("a");
  assert.deepEqual(await said(page, "attention"), [{ type: "attention", id: "s2" }]);
  await send(page, {
    type: "attention",
    id: "s2",
    attention: sample.attention,
  });
  const status = page.locator(".heat [role=status]");
  assert.match(await status.innerText(), /^For line 1 the model reads most: integers \(60\s%\)/);
  await page.keyboard.press("ArrowDown");
  assert.match(await status.innerText(), /^For line 2 the model reads most: sum \(60\s%\)/);
  assert.deepEqual(await texts(page, ".word.most"), ["sum"]);
  assert.equal(await page.locator(".statement").innerText(), sample.attention.text);
  await page.locator("article").nth(1).locator(".line").first().click();
  assert.match(await status.innerText(), /^For line 1/);
  await page.keyboard.press("Escape");
  await page.locator(".heat").waitFor({ state: "detached" });
  assert.equal(await focused(page), "Solution 2 · Python · inserted");
  assert.deepEqual(await said(page, "back"), []);
  await page.keyboard.press("a");
  const message = "Only Shortlist's own models can show this.";
  await send(page, { type: "attention", id: "s2", message });
  assert.equal((await texts(page, ".note"))[0], message);
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
  const chosen = page.locator("article.selected :is(h3, h4)");
  assert.match(await chosen.innerText(), /^Passes 1 of 2/);
  await send(page, { type: "forgotten" });
  assert.match((await texts(page, ".note"))[0], /solve again/);
  await show(page, sample.doneView());
  await page.locator(".note").waitFor({ state: "hidden" });
  assert.match(await chosen.innerText(), /^Passes 1 of 2/);
});

check(
  "an update with a thousand programs costs little of what building them does",
  async (page) => {
    const COUNT = 1000;
    await opened(page, undefined);
    const measured = await page.evaluate(
      async ({ reference, first, later }) => {
        const timed = (view) => {
          const data = structuredClone({ type: "show", reference, view });
          const start = performance.now();
          window.dispatchEvent(new MessageEvent("message", { data }));
          void document.body.offsetHeight; // with the layout
          return performance.now() - start;
        };
        const build = timed(first);
        const updates = [];
        for (const view of later) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          updates.push(timed(view));
        }
        return { build, updates };
      },
      {
        reference,
        first: sample.largeView(COUNT),
        later: Array.from({ length: 9 }, (_, index) =>
          sample.changed(sample.largeView(COUNT), index),
        ),
      },
    );
    const update = measured.updates.sort((a, b) => a - b)[4];
    console.log(`MEASURED build ${measured.build.toFixed(1)} ms, update ${update.toFixed(1)} ms`);
    assert.equal(await page.locator("article").count(), COUNT);
    assert.match((await texts(page, ".headline"))[0], /^Sampling 608/);
    assert.ok(update < measured.build / 3, JSON.stringify(measured));
  },
);

await runChecks(checks);
