// usage: node progress_checks.mjs [SCREENSHOTS]
// Checks of the progress page alone, in Chromium: prints RESULT with what became of each.
import assert from "node:assert/strict";
import path from "node:path";
import { openPage, runChecks, said, send, THEMES, violations } from "./harness.mjs";

const shots = process.argv[2];
const checks = [];
const check = (name, body) => checks.push([name, body]);

const day = (offset) => new Date(Date.UTC(2026, 9, 1 + offset)).toISOString();

const nothing = {
  rating: { rating: 1000, deviation: 350, is_known: false },
  ratings: [],
  solved: 0,
  given_up: 0,
  tries: 0,
  hints: 0,
  solve_seconds: null,
  streak: { current: 0, longest: 0, today: false },
  weeks: [],
  tags: [],
  due_days: [],
  due: [],
  open: [],
  contests: [],
};

const some = {
  rating: { rating: 1143.2, deviation: 62, is_known: true },
  ratings: Array.from({ length: 40 }, (_, index) => ({
    at: day(index * 1.5),
    rating: 1000 + 140 * Math.sin(index / 14) + (index % 5) * 6,
    deviation: Math.max(62, 350 - index * 14),
    cause: index % 13 === 12 ? "contest" : "problem",
    contest: index % 13 === 12 ? index / 13 : null,
  })),
  solved: 37,
  given_up: 6,
  tries: 81,
  hints: 12,
  solve_seconds: 1290,
  streak: { current: 4, longest: 11, today: true },
  weeks: Array.from({ length: 12 }, (_, index) => ({
    start: day(index * 7),
    solved: (index * 5) % 8,
    given_up: index % 3 === 0 ? 1 : 0,
  })),
  tags: ["greedy", "dp", "graphs", "number theory", "strings", "two pointers"].map(
    (tag, index) => ({ tag, solved: 12 - 2 * index, given_up: index % 3 }),
  ),
  due_days: Array.from({ length: 14 }, (_, index) => ({
    day: day(60 + index).slice(0, 10),
    count: (index * 3) % 5,
  })),
  due: ["bank/one", "bank/two"],
  open: [
    {
      problem: "bank/lifeboats/1",
      title: "In Pairs",
      rating: 1200,
      opened: day(58),
      language: "python",
      file: "/home/ada/in_pairs.py",
      tries: 2,
      hints: 1,
      contest: null,
    },
  ],
  contests: [
    {
      number: 1,
      started: day(20),
      ends: day(20),
      minutes: 120,
      rating: 1100,
      finished: day(20),
      solved: 3,
      penalty: 154,
    },
  ],
};

async function opened(page, progress, theme = "dark") {
  await openPage(page, theme, undefined, "progress");
  if (progress) await send(page, { type: "show", progress });
}

for (const theme of THEMES.slice(0, 4)) {
  check(`an audit finds nothing in ${theme}`, async (page) => {
    for (const progress of [undefined, nothing, some]) {
      await opened(page, progress, theme);
      assert.deepEqual(await violations(page), []);
    }
    for (const details of await page.locator("summary").all()) await details.click();
    assert.deepEqual(await violations(page), []);
  });
}

for (const theme of THEMES) {
  check(`nothing runs over in ${theme}`, async (page) => {
    await opened(page, some, theme);
    for (const width of [320, 640, 1000]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} too wide at ${width}`);
    }
    if (shots) {
      await page.screenshot({
        path: path.join(shots, `progress-${theme}.png`),
        fullPage: true,
      });
    }
  });
}

check("before anything was practised it says so", async (page) => {
  await opened(page, nothing);
  assert.equal(await page.getByText("Nothing yet.").count(), 6);
  await page.getByRole("button", { name: "Practise next" }).click();
  assert.deepEqual(await said(page, "command"), [{ type: "command", command: "practiceNext" }]);
});

check("plots say their sums, and their numbers are there as tables", async (page) => {
  await opened(page, some);
  await page.getByRole("img", { name: /^Rating: now \d+ ± 62$/ }).waitFor();
  await page.getByRole("img", { name: /^Weeks: \d+ solved, 4 given up$/ }).waitFor();
  await page.getByRole("img", { name: /^Due: \d+ due$/ }).waitFor();
  const weeks = page.locator("section", { hasText: "Weeks" });
  await weeks.getByText("Numbers").click();
  assert.equal(await weeks.locator("tbody tr").count(), 12);
  await send(page, { type: "show", progress: some });
  assert.equal(await weeks.locator("details").getAttribute("open"), "", "and it stays open");
});

check("an open problem is a click away", async (page) => {
  await opened(page, some);
  await page.getByRole("button", { name: "In Pairs" }).click();
  assert.deepEqual(await said(page, "openFile"), [
    { type: "openFile", file: "/home/ada/in_pairs.py" },
  ]);
});

await runChecks(checks);
