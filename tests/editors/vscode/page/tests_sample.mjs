// What the server might say of a problem's tests, and what practising came to.
const range = (line) => ({
  start: { line, character: 0 },
  end: { line: line + 3, character: 0 },
});

const passed = {
  verdict: "AC",
  timeMs: 31.4,
  wallMs: 40,
  memoryKiB: 9216,
  stdout: "5\n",
  stderr: "",
  detail: "",
  cut: false,
};

export const wrong = {
  ...passed,
  verdict: "WA",
  stdout: "1 2 3\n4 5 7\n",
  stderr: "debug: row 2\n",
  detail: "",
  difference: {
    line: 2,
    expected: "4 5 6",
    got: "4 5 7",
    start: 4,
    end: 5,
    expectedStart: 4,
    expectedEnd: 5,
  },
};

export const slow = {
  ...passed,
  verdict: "TLE",
  timeMs: 2000,
  wallMs: 2003,
  stdout: "",
  detail: "It was stopped after 2 s.",
};

export const uri = "file:///home/ada/rows.py";

/** Two examples and two tests of the user's own, not run yet. */
export function view(change = {}) {
  return {
    uri,
    version: 1,
    problemId: "p1",
    title: "B. Rows of Numbers",
    language: "python",
    interactive: false,
    limits: { timeMs: 2000, memoryMiB: 256 },
    comparison: "tokens",
    file: "/home/ada/rows.py.tests.json",
    running: false,
    stale: false,
    headline: "Not run yet",
    tests: [
      {
        id: "example-1",
        kind: "example",
        name: "Example 1",
        input: "2 3\n",
        expected: "5\n",
        cut: false,
        range: range(12),
      },
      {
        id: "example-2",
        kind: "example",
        name: "Example 2",
        input: "2 3\n1 2 3\n4 5 6\n",
        expected: "1 2 3\n4 5 6\n",
        cut: false,
        range: range(16),
      },
      {
        id: "own-a",
        kind: "own",
        name: "Large rows",
        input: "9 9\n",
        expected: "18\n",
        cut: false,
      },
      { id: "own-b", kind: "own", name: "Test 4", input: "0 0\n", cut: false },
    ],
    notes: [],
    ...change,
  };
}

export function ranView(change = {}) {
  const results = [passed, wrong, slow, { ...passed, stdout: "0\n" }];
  return view({
    version: 5,
    headline: "2 of 4 passed · Example 2: WA",
    tests: view().tests.map((test, index) => ({
      ...test,
      result: results[index],
    })),
    ...change,
  });
}

export const compileView = () =>
  view({
    language: "cpp",
    headline: "It does not compile",
    compileOutput:
      "rows.cpp:4:5: error: expected ';' before 'return'\n    4 |     return 0;\n      |     ^~~~~~\n",
  });

export const unavailableView = () =>
  view({
    language: "",
    unavailable: "Write a program below the statement to run it.",
  });

/** Many tests of one size. */
export function largeView(count) {
  const text = `${Array.from({ length: 200 }, (_, index) => index).join(" ")}\n`.repeat(5);
  return view({
    running: true,
    runId: "r1",
    headline: `Running 0 of ${count}`,
    tests: Array.from({ length: count }, (_, index) => ({
      id: `own-${index}`,
      kind: "own",
      name: `Test ${index + 1}`,
      input: text,
      expected: text,
      cut: true,
    })),
  });
}

export const change = (ids, result, more = {}) => ({
  uri,
  version: 9,
  reload: false,
  running: true,
  headline: "Running",
  results: ids.map((id) => ({ id, result })),
  ...more,
});

export const tools = {
  stress: {
    running: false,
    message: "Your program and brute.py differ on an input of 2 numbers; 812 inputs tried.",
    result: {
      runId: "s1",
      outcome: "found",
      tried: 812,
      message: "Your program and brute.py differ on an input of 2 numbers; 812 inputs tried.",
      test: {
        input: "2\n1 1\n",
        expected: "1\n",
        got: "2\n",
        detail: "",
        verdict: "WA",
      },
    },
  },
  largest: {
    running: false,
    message: "At most 0.31 s of 2 s and 12 of 256 MiB on 2 inputs of the largest size.",
    result: {
      runId: "l1",
      message: "",
      runs: [
        {
          name: "random",
          verdict: "AC",
          timeMs: 310,
          memoryKiB: 12288,
          inputBytes: 1_300_000,
        },
        {
          name: "all equal",
          verdict: "TLE",
          timeMs: 2000,
          memoryKiB: 14288,
          inputBytes: 400_000,
        },
      ],
    },
  },
};

const problem = {
  id: "bank/lifeboats/1/atcoder",
  item: "bank/lifeboats",
  set: "bank",
  title: "In Pairs",
  rating: 1200,
  tags: ["greedy", "two pointers"],
  voice: "atcoder",
  kind: "stdin",
  hints: 3,
};

export const fresh = {
  problem: problem.id,
  groups: [],
  hints: [],
  notes: [],
};

const group = (name, verdict, passed, total) => ({
  name,
  verdict,
  passed,
  total,
  time_ms: 40,
  memory_kib: 9300,
});

export const rejected = {
  ...fresh,
  hints: ["Sort the people by weight."],
  available: 3,
  groups: [
    group("examples", "AC", 2, 2),
    group("minimal", "AC", 4, 4),
    group("edge", "WA", 1, 6),
    group("random", "SK", 0, 9),
  ],
  submitted: {
    problem,
    language: "python",
    verdict: "WA",
    accepted: false,
    groups: [group("examples", "AC", 2, 2), group("edge", "WA", 1, 6)],
    message: "",
    tries: 1,
    solved_now: false,
    rating: null,
    due: null,
    contest: null,
    recorded: true,
    unsure: false,
    has_failure: true,
    failure: {
      group: "edge",
      number: 2,
      input: "1 5\n5\n",
      expected: "1\n",
      got: "0\n",
      detail: "",
      errors: "",
      verdict: "WA",
      cut: false,
    },
  },
};

export const accepted = {
  ...rejected,
  groups: [group("examples", "AC", 2, 2), group("large", "AC", 3, 3)],
  submitted: {
    ...rejected.submitted,
    verdict: "AC",
    accepted: true,
    groups: [group("examples", "AC", 2, 2), group("large", "AC", 3, 3)],
    tries: 2,
    solved_now: true,
    rating: { before: 1012.4, after: 1043.2 },
    due: "2026-12-04T10:00:00Z",
    has_failure: false,
    failure: null,
  },
  explained: {
    problem,
    outcome: "solved",
    explanation:
      "Take the heaviest and the lightest. If both fit, they go together.\n\nOtherwise the heaviest goes alone.",
    hints: ["Sort the people by weight."],
    solutions: [
      { language: "python", source: "print(1)\n" },
      { language: "cpp", source: "int main() {}\n" },
    ],
    rating: null,
    due: null,
  },
};

export const contest = {
  contest: {
    number: 3,
    started: "2026-11-30T10:00:00Z",
    ends: "2026-11-30T12:00:00Z",
    minutes: 120,
    rating: 1100,
    finished: null,
    solved: 1,
    penalty: 32,
  },
  running: true,
  seconds_left: 4325,
  score: { solved: 1, penalty: 32 },
  problems: [
    {
      letter: "A",
      problem: "bank/one/1",
      title: "In Pairs",
      rating: 900,
      file: "/home/ada/contest/A.py",
      minutes: 12,
      rejected: 1,
      penalty: 32,
    },
    {
      letter: "B",
      problem: "bank/two/1",
      title: "A Long Name That Goes On for a While and Then Some More",
      rating: 1100,
      file: "/home/ada/contest/B.py",
      minutes: null,
      rejected: 2,
      penalty: 0,
    },
  ],
  rating: null,
};
