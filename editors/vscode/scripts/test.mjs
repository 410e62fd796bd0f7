// Tests of the modules that need no editor: node --test scripts/test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

/** A module of the extension that needs no editor. */
async function load(name) {
  const built = await build({
    entryPoints: [new URL(`../src/${name}`, import.meta.url).pathname],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const source = Buffer.from(built.outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${source}`);
}

const { expand, expandCommand } = await load("expand.ts");
const { mendOf, missingPackages } = await load("mends.ts");
const { firstDifference } = await load("page/difference.ts");
const { contrast, parse, readable } = await load("page/contrast.ts");

const { placeOf, sentenceOf } = await load("page/tests/texts.ts");
const { read } = await load("page/assist/markdown.ts");
const { clock, figures } = await load("page/tests/verdicts.ts");
const { ticks } = await load("page/progress/plots.ts");
const { EVERYTHING, matches, ratingOf, wordsOf } = await load("practice/filter.ts");

const variables = { home: "/home/u", workspaceFolder: "/w s", env: { PY: "/opt/py", EMPTY: "" } };

test("a leading tilde is the home directory", () => {
  assert.equal(expand("~/venv/bin/python", variables), "/home/u/venv/bin/python");
  assert.equal(expand("~", variables), "/home/u");
});

test("a tilde elsewhere stays", () => {
  assert.equal(expand("/a/~b", variables), "/a/~b");
  assert.equal(expand("~other/bin", variables), "~other/bin");
});

test("variables are expanded, also twice and in the middle", () => {
  assert.equal(expand("${workspaceFolder}/.venv", variables), "/w s/.venv");
  assert.equal(expand("${userHome}:${userHome}", variables), "/home/u:/home/u");
  assert.equal(expand("${env:PY}/bin", variables), "/opt/py/bin");
});

test("what is not set becomes empty, what is unknown stays", () => {
  assert.equal(expand("${env:NOT_SET}x", variables), "x");
  assert.equal(expand("${workspaceFolder}x", { env: {} }), "x");
  assert.equal(expand("${file}", variables), "${file}");
});

test("text from a variable is not expanded again", () => {
  assert.equal(expand("${env:A}", { env: { A: "${userHome}" }, home: "/h" }), "${userHome}");
});

test("a command stays an argument array; empty parts are left out", () => {
  assert.deepEqual(expandCommand(["${env:PY}", "a b", "${env:EMPTY}"], variables), [
    "/opt/py",
    "a b",
  ]);
});

test("each failure of setting up has its mend", () => {
  const venv = "The virtual environment was not created because ensurepip is not available.";
  assert.match(mendOf(venv), /python3-venv/);
  const wheel =
    "ERROR: shortlist-0.1.0-cp27-cp27m-win32.whl is not a supported wheel on this platform.";
  assert.match(mendOf(wheel), /not for this Python/);
  assert.match(mendOf("OSError: [Errno 28] No space left on device"), /disk is full/);
  assert.match(mendOf("PermissionError: [Errno 13] Permission denied: '/x'"), /cannot be written/);
  const index = "Failed to establish a new connection: [Errno -2] Name or service not known";
  const missing = "ERROR: No matching distribution found for numpy<3,>=1.26";
  assert.match(mendOf(`${index}\n${missing}`), /cannot be reached/);
  assert.match(mendOf(missing), /not to be had/);
  assert.deepEqual(missingPackages(`${missing}\n${missing}`), ["numpy"]);
  assert.equal(mendOf("something else"), undefined);
});

test("the first difference is a word, wherever lines and spaces are", () => {
  assert.equal(firstDifference("1 2\n", "1  2 \n\n"), undefined);
  assert.deepEqual(firstDifference("1 2\n3 4\n", "1 2\n3 5\n"), {
    line: 2,
    expected: { text: "4", start: 6, end: 7 },
    got: { text: "5", start: 6, end: 7 },
  });
  const more = firstDifference("1\n", "1\n2\n");
  assert.deepEqual([more.expected.start, more.expected.end, more.got.start], [1, 1, 2]);
});

test("colours are changed as little as it takes to read them", () => {
  const [white, dark, grey] = ["#fff", "rgb(30, 30, 30)", "#777777"].map(parse);
  assert.deepEqual(readable(parse("#0000ff"), white, 4.5), [0, 0, 255]);
  for (const background of [white, dark]) {
    for (const wanted of [4.5, 7]) {
      assert.ok(contrast(readable(grey, background, wanted), background) >= wanted);
    }
  }
});

test("a difference is found in the whole text, also where its line was cut", () => {
  const text = "1 2 3\n4 5 7\n";
  assert.deepEqual(placeOf(text, 2, "4 5 7", { start: 4, end: 5 }), { start: 10, end: 11 });
  assert.deepEqual(placeOf(text, 2, "…5 7", { start: 3, end: 4 }), { start: 10, end: 11 });
  assert.deepEqual(placeOf(text, 5, "4 5 7", { start: 0, end: 1 }), { start: 6, end: 7 });
  assert.equal(placeOf(text, 9, "not there", { start: 0, end: 1 }), undefined);
  const difference = { line: 2, expected: "4 5 6", got: "4 5", start: 3, end: 3 };
  const wanted = { expectedStart: 4, expectedEnd: 5 };
  const sentence = sentenceOf({ ...difference, ...wanted });
  assert.equal(sentence, "Line 2: expected “6”, got nothing.");
});

test("times and sizes are as short as they can be read", () => {
  assert.equal(figures(31.4, 9216), "31 ms · 9 MiB");
  assert.equal(figures(2003, 0), "2.00 s");
  assert.deepEqual([4325, 61, -3].map(clock), ["1:12:05", "1:01", "0:00"]);
});

test("a plot's scale has round numbers around what it shows", () => {
  assert.deepEqual(ticks(650, 1350), { low: 500, high: 1500, steps: [500, 1000, 1500] });
  assert.deepEqual(ticks(0, 1), { low: 0, high: 1, steps: [0, 1] });
  for (const [low, high] of [
    [0, 7],
    [1000, 1000],
    [812, 1290],
  ]) {
    const scale = ticks(low, high);
    assert.ok(scale.low <= low && scale.high >= high && scale.steps.length <= 6);
  }
});

const entry = {
  item: "bank/lifeboats",
  set: "bank",
  title: "Lifeboats",
  rating: 1200,
  tags: ["greedy", "two pointers"],
  voices: ["atcoder"],
  state: "open",
  solved: 0,
  is_due: false,
};

test("problems are narrowed by each of the ways at once", () => {
  const all = (filter) => matches({ ...EVERYTHING, ...filter }, entry);
  assert.ok(all({}) && all({ tags: ["greedy"], rating: [1200, 1200], words: "boat bank" }));
  assert.ok(all({ state: "open" }) && all({ state: "unsolved" }) && all({ voice: "atcoder" }));
  for (const other of [
    { tags: ["greedy", "dp"] },
    { rating: [1201, 1300] },
    { state: "due" },
    { voice: "kattis" },
    { set: "finals" },
    { words: "boat car" },
  ]) {
    assert.ok(!all(other), JSON.stringify(other));
  }
  assert.ok(!matches({ ...EVERYTHING, rating: [0, 4000] }, { ...entry, rating: null }));
  const words = wordsOf({ tags: ["dp"], rating: [1000, 1400], state: "due", words: "sum" });
  assert.equal(words, "dp, 1000–1400, due, “sum”");
  assert.deepEqual(["1200", " 1000-1400 ", "1400-1000", "x"].map(ratingOf), [
    [1100, 1300],
    [1000, 1400],
    undefined,
    undefined,
  ]);
});

/** The blocks of Markdown as text: a letter for each look, and facts in brackets. */
function outline(...passages) {
  const inline = (content) =>
    content
      .map((part) => {
        if ("fact" in part) return `[${part.fact}]`;
        const looks = { strong: "S", emphasis: "E", code: "C", wrong: "W" };
        const look = Object.keys(looks).filter((name) => part[name]);
        const letters = look.map((name) => looks[name]).join("");
        return letters ? `${letters}<${part.text}>` : part.text;
      })
      .join("");
  const block = (each) => {
    if (each.kind === "list") {
      const mark = each.start === undefined ? "-" : `${each.start}.`;
      return each.items.map((item) => `${mark}(${item.map(block).join("; ")})`).join(" ");
    }
    if (each.kind === "quote") return `>(${each.blocks.map(block).join("; ")})`;
    if (each.kind === "code") return `${each.language}{${inline(each.content)}}`;
    const marks = { heading: "#", table: "|", rule: "--", paragraph: "" };
    return marks[each.kind] + (each.content ? inline(each.content) : "");
  };
  return read(passages.map((each) => (typeof each === "string" ? { text: each } : each))).map(
    block,
  );
}

test("Markdown as models write it becomes blocks", () => {
  assert.deepEqual(outline("# One #\ntwo\nthree\n\nfour"), ["#One", "two\nthree", "four"]);
  assert.deepEqual(outline("1. a\n   more\n2. b\n\n   c\n"), ["1.(a\nmore) 1.(b; c)"]);
  assert.deepEqual(outline("- a\n  - b\n  - c\n- d"), ["-(a; -(b) -(c)) -(d)"]);
  assert.deepEqual(outline("text\n- a\n\nafter"), ["text", "-(a)", "after"]);
  assert.deepEqual(outline("```py\nif a:\n\n  # b\n```\n> c\n> d"), [
    "py{if a:\n\n  # b}",
    ">(c\nd)",
  ]);
  assert.deepEqual(outline("```\nnever closed"), ["{never closed}"]);
  assert.deepEqual(outline("| a | b |\n|---|---|\n\n---\n***\n"), [
    "|| a | b |\n|---|---|",
    "--",
    "--",
  ]);
  assert.deepEqual(outline(""), []);
});

test("words in Markdown have their looks, and what only looks like one stays", () => {
  assert.deepEqual(outline("**a** and *b* and __c__ and _d_"), ["S<a> and E<b> and S<c> and E<d>"]);
  assert.deepEqual(outline("***both*** `x**2` ``a`b``"), ["SE<both> C<x**2> C<a`b>"]);
  assert.deepEqual(outline("2 * 3 * 4, a_b_c, x ** y, **open, `tick"), [
    "2 * 3 * 4, a_b_c, x ** y, **open, `tick",
  ]);
  assert.deepEqual(outline("\\*no\\* <b>x</b> [a](b)"), ["*no* <b>x</b> [a](b)"]);
});

test("what is wrong is marked wherever it begins and ends, and its fact is behind it", () => {
  const wrong = (text, fact = "no") => ({ text, wrong: fact });
  assert.deepEqual(outline("1. a\n2. ", wrong("`t` is 7"), ", then"), [
    "1.(a) 1.(CW<t>W< is 7>[no], then)",
  ]);
  assert.deepEqual(outline(wrong("**a"), "b** c ", wrong("d", "e")), ["SW<a>[no]S<b> c W<d>[e]"]);
  assert.deepEqual(outline(wrong("one\n\ntwo"), "\n\nthree"), ["W<one>", "W<two>[no]", "three"]);
  assert.deepEqual(outline("```\na\n", wrong("b"), "\n```"), ["{a\nW<b>[no]}"]);
  assert.deepEqual(outline("- ", wrong("a"), "\n- b"), ["-(W<a>[no]) -(b)"]);
  assert.deepEqual(outline("a\uE000b\uE001"), ["a\uFFFDb\uFFFD"]);
});
