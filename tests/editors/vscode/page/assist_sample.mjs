// Views of a model's tasks, as the server would send them: docs/lsp-extensions.md.

export const URI = "file:///home/ada/sum.py";

const CPP = `#include <iostream>

int main() {
    long long a, b;
    std::cin >> a >> b;  // "two integers"
    std::cout << a + b << "\\n";
}
`;

const view = (task, change = {}) => ({
  uri: URI,
  task,
  version: 3,
  state: "done",
  stale: false,
  show: false,
  title: "sum.py explained",
  headline: "Explained.",
  model: "qwen",
  passages: [],
  steps: [],
  items: [],
  facts: [],
  notes: [],
  ...change,
});

const PUTS = ["beside", "below", "inPlace"];

export const translated = (change = {}) =>
  view("translate", {
    title: "sum.py into C++",
    headline: "3 translations, the first equal on 60 of 60 inputs",
    items: [
      {
        id: "t1",
        name: "Translation 1",
        proof: "equal on 60 of 60 inputs · 117 ms · 3 answers",
        tone: "good",
        language: "cpp",
        source: CPP,
        details: [],
        puts: PUTS,
      },
      {
        id: "t2",
        name: "Translation 2",
        proof: "equal on 22 of 60 inputs · 116 ms · 1 answer",
        tone: "doubtful",
        language: "cpp",
        source: CPP.replace("long long", "int"),
        details: [
          { label: "It differs on this input", text: "2147483647 1\n" },
          { label: "The original gives", text: "2147483648\n" },
          { label: "The translation gives", text: "" },
        ],
        puts: PUTS,
      },
      {
        id: "t3",
        name: "Translation 3",
        proof: "does not compile",
        tone: "bad",
        language: "cpp",
        source: "int main() { return a + b; }\n",
        details: [
          {
            label: "What the compiler says",
            text: "error: 'a' was not declared",
          },
        ],
        puts: PUTS,
      },
    ],
    notes: ["Inputs on which sum.py fails were left out: 2."],
    ...change,
  });

export const translating = () =>
  translated({
    state: "running",
    runId: "r1",
    headline: "3 of 8 answers, 2 run",
    items: translated().items.slice(0, 1),
    notes: [],
  });

export const steps = (change = {}) =>
  view("step", {
    title: "Steps of chain.py",
    headline: "2 of 3 steps can be written",
    steps: [
      {
        number: 1,
        line: 0,
        text: "Assign [3, 1, 2] to numbers.",
        code: "numbers = [3, 1, 2]",
      },
      {
        number: 2,
        line: 3,
        text: "Let ordered be its elements in ascending order.\n>>> ordered\n[1, 2, 3]",
        code: "",
        chosen: "2.a",
      },
      { number: 3, line: 8, text: "Print the last of ordered.", code: "" },
    ],
    items: [
      {
        id: "2.a",
        step: 2,
        name: "Continuation 1",
        proof: "runs · 1 of 1 example · 4 of 7 samples do this",
        tone: "good",
        language: "python",
        source: "ordered = sorted(numbers)",
        details: [{ label: "Values after the step", text: "ordered = [1, 2, 3]" }],
        puts: ["step"],
      },
      {
        id: "2.b",
        step: 2,
        name: "Continuation 2",
        proof: "runs, but it changes numbers of an earlier step · 1 of 7 samples do this",
        tone: "doubtful",
        language: "python",
        source: "numbers.sort()\nordered = numbers",
        details: [
          {
            label: "Values after the step",
            text: "numbers = [1, 2, 3]\nordered = [1, 2, 3]",
          },
          { label: "It changes", text: "numbers was [3, 1, 2], is [1, 2, 3]" },
        ],
        puts: ["step"],
      },
    ],
    ...change,
  });

export const explained = (change = {}) =>
  view("explain", {
    headline: "Explained, 1 statement wrong in this run",
    passages: [
      {
        text: `# What it does

It **reads** two integers, \`a\` and \`b\`, and prints _their_ sum:

1. \`a\` and \`b\` come from the first line;
2. they are added:
   - without a loop
   - without a list
3. `,
      },
      { text: "`total` becomes 7", wrong: "total was 5 in this run" },
      {
        text: ` at the end.

\`\`\`python
total = a + b  # the sum
\`\`\`

> It takes no time: O(1).
`,
      },
    ],
    facts: [
      { label: "The run", text: "OK, 4 ms" },
      { label: "Input", text: "2 3" },
      { label: "Output", text: "5" },
      {
        label: "How often each line ran",
        text: "line 1: 1\nline 2: 1\nline 3: 1",
      },
    ],
    notes: ["Only plain sentences are understood."],
    ...change,
  });

export const hinted = () =>
  view("hint", {
    title: "Hint 2 of 3 for sum.py",
    headline: "Hint 2 of 3, the problem bank's",
    model: "bank",
    passages: [{ text: "Think of *all* digits at once." }],
  });

export const answered = () =>
  view("prompt", {
    title: "review: sum.py",
    headline: "2 answers",
    passages: [
      { text: "**Answer 1**\n\nNothing is wrong." },
      { text: "**Answer 2**\n\n| line | mistake |\n|---|---|\n| 1 | none |" },
    ],
  });

export const commented = () =>
  view("comment", {
    title: "Comments for sum.py",
    headline: "2 comments put in; the code is the same (proved)",
    notes: ["2 comments put in; the code is the same (proved).", "1 was left out."],
  });

export const failed = () =>
  view("comment", {
    title: "Comments for sum.py",
    state: "failed",
    headline: "This model was not trained to write comments. Select one that follows instructions.",
    model: undefined,
  });
