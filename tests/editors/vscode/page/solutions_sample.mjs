// Views of the solutions page, as the server would send them: docs/lsp-extensions.md.

export const COMMENT = "# The sum of both numbers, whatever stands between them.";

const PROGRAMS = [
  [
    "python",
    `import sys

def main():
    ${COMMENT}
    a, b = map(int, sys.stdin.read().split())
    if a == b:
        print(2 * a)
    else:
        print(a + b)

main()
`,
  ],
  ["python", "a, b = map(int, input().split())\nprint(a + b)\n"],
  [
    "cpp",
    `#include <bits/stdc++.h>
using namespace std;

int main() {
    long long a, b;
    cin >> a >> b;  // "two integers"
    cout << (a == b ? 0 : a + b) << "\\n";
    return 0;
}
`,
  ],
];

const problem = {
  digest: "p1",
  name: "Sum of Two",
  kind: "stdin",
  range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
  timeLimitMs: 1000,
  memoryLimitMiB: 256,
  examples: 2,
  interactive: false,
};

export const reference = {
  uri: "file:///home/ada/sum_of_two.py",
  problemId: "p1",
};

const chart = Array.from({ length: 60 }, (_, index) => ({
  seconds: index / 5,
  sampled: Math.round(512 * (index / 60) ** 0.9),
  passed: Math.max(0, index - 20),
}));

/** A finished solve: three programs of two behaviours, and one that came near. */
export function doneView(change = {}) {
  const solutions = PROGRAMS.map(([language, source], index) => ({
    id: `s${index + 1}`,
    rank: index + 1,
    group: index < 2 ? "g1" : "g2",
    language,
    source,
    label: `Solution ${index + 1}`,
    proof: `passes 2 of 2 examples · ${18 + 7 * index} ms · 9 MiB`,
    inserted: index === 1,
    model: "default",
  }));
  return {
    problem,
    uri: reference.uri,
    version: 7,
    state: "done",
    headline: "3 solutions in 12 s.",
    confidence: {
      chance: 0.9,
      level: "high",
      text: "Likely right (about 9 in 10): 52 of 512 samples passed the examples, and 42 of them agree on 50 other inputs.",
      short: "Likely right (about 9 in 10)",
    },
    model: "default",
    seed: 7,
    budget: { samples: 1000, seconds: 60 },
    stats: { sampled: 512, unique: 400, ran: 400, passed: 52, seconds: 12 },
    chart,
    groups: [
      {
        id: "g1",
        size: 42,
        share: 0.81,
        compared: 157,
        first: true,
        text: "42 samples agree (81 %), compared on 157 generated inputs",
      },
      {
        id: "g2",
        size: 7,
        share: 0.13,
        compared: 157,
        first: false,
        text: "7 samples agree (13 %); differs from the first on input `5 5`: `0` against `10`",
        differs: { input: "5 5\n", first: "10\n", other: "0\n" },
      },
    ],
    solutions,
    nearMisses: [
      {
        id: "n1",
        language: "python",
        source: "a, b = map(int, input().split())\nprint(a * b)\n",
        text: "passes 1 of 2 examples · fails example 2 with input `10 20`: expected `30`, got `200`",
        inserted: false,
        passed: 1,
        total: 2,
        example: {
          index: 2,
          input: "10 20\n",
          expected: "30\n",
          got: "200\n",
          detail: "",
          verdict: "WA",
        },
      },
    ],
    notes: ["Example 2 could be read in two ways."],
    ...change,
  };
}

export const runningView = () =>
  doneView({
    state: "running",
    solveId: "v1",
    headline: "Sampling 512/1,000 · 40 pass",
    confidence: undefined,
    solutions: [doneView().solutions[0]],
    nearMisses: [],
    notes: [],
  });

export const doubtfulView = () =>
  doneView({
    confidence: {
      chance: 0.1,
      level: "low",
      text: "Probably wrong (about 1 in 10): only 3 of 512 samples passed the examples, and no two of them agree.",
      short: "Probably wrong (about 1 in 10)",
    },
  });

export const hopelessView = () =>
  doneView({
    headline: "No program passed all examples (best 1/2)",
    advice: "Raise `shortlist.solve.samples`, or look at what came near.",
    confidence: undefined,
    groups: [],
    solutions: [],
    notes: [],
  });

/** A view with many programs, for its weight. */
export function largeView(count) {
  const [, source] = PROGRAMS[0];
  const solutions = Array.from({ length: count }, (_, index) => ({
    ...doneView().solutions[0],
    id: `s${index}`,
    rank: index + 1,
    group: `g${index % 10}`,
    source: `${source}# ${index}\n`,
    inserted: false,
  }));
  const groups = Array.from({ length: 10 }, (_, index) => ({
    ...doneView().groups[0],
    id: `g${index}`,
    first: index === 0,
  }));
  return doneView({
    state: "running",
    solveId: "v1",
    groups,
    solutions,
    nearMisses: [],
  });
}

/** What a few more samples change: the head, a program's rank and its proof. */
export function changed(view, index) {
  const solutions = view.solutions.map((solution) => ({ ...solution }));
  const [one, other] = [solutions[index], solutions[index + 20]];
  [one.rank, other.rank] = [other.rank, one.rank];
  one.proof = `2/2 examples · ${index} ms`;
  return { ...view, headline: `Sampling ${600 + index}/1,000`, solutions };
}

const text = "You are given two integers a and b.\nPrint their sum. 😀";
const words = [...text.matchAll(/[a-z]+/gi)].map((match) => [
  match.index,
  match.index + match[0].length,
]);

export const attention = {
  text,
  words,
  lines: PROGRAMS[1][1]
    .trimEnd()
    .split("\n")
    .map((_, line) => words.map((_, word) => (word === (line ? 10 : 4) ? 0.6 : 0.4 / 10))),
};
