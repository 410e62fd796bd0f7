import type { Submitted } from "../../lsp_practice";
import { button, element, setText } from "../dom";
import type { FromPage, PageCommand, PracticeShown } from "./messages";
import { TextBlock } from "./texts";
import { figures, kindOf, SIGNS, wordsOf } from "./verdicts";

const BUSY = {
  submit: "Judging by the hidden tests…",
  hint: "Asking for a hint…",
  giveUp: "Giving up…",
  explain: "Asking for the explanation…",
} as const;

const LANGUAGES: Record<string, string> = {
  c: "C",
  cpp: "C++",
  go: "Go",
  java: "Java",
  javascript: "JavaScript",
  python: "Python",
  rust: "Rust",
};

/** What belongs to a file in which somebody practises: the verdicts of hidden tests, and help. */
export class PracticeSection {
  private readonly title = element("h2");
  private readonly status = element("p", { role: "status" });
  private readonly groups = element("tbody");
  private readonly table: HTMLTableElement;
  private readonly message = element("pre", { class: "compiler" });
  private readonly more = element("p");
  private readonly failure = element("div", { class: "failure" });
  private readonly input = new TextBlock("Input");
  private readonly expected = new TextBlock("Expected");
  private readonly got = new TextBlock("Got");
  private readonly hintsTitle = element("h3", {}, "Hints");
  private readonly hints = element("ol", { class: "hints" });
  private readonly explanation = element("div", { class: "explanation" });
  private readonly notes = element("ul", { class: "notes" });
  private readonly submit: HTMLButtonElement;
  private readonly hint: HTMLButtonElement;
  private readonly giveUp: HTMLButtonElement;
  private readonly explain: HTMLButtonElement;
  private readonly similar: HTMLButtonElement;
  private readonly showFailure: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private shown = "";
  isJudging = false;
  readonly element: HTMLElement;

  constructor(private readonly send: (message: FromPage) => void) {
    const command = (label: string, name: PageCommand, title: string, kind = "") =>
      button(label, () => send({ type: "command", command: name }), { title, class: kind });
    this.submit = command("Submit", "submit", "Judge by the hidden tests (s)", "primary");
    this.hint = command("Hint", "hint", "The next hint (h)");
    this.giveUp = command("Give up", "giveUp", "End this problem unsolved, and see how it is done");
    this.explain = command("Explain", "explain", "The explanation and other solutions");
    this.similar = command("Another like this", "similar", "Open another problem like this one");
    this.showFailure = command(
      "Show the first failing test",
      "showFailure",
      "It counts as help, as a hint does",
    );
    this.cancel = button("Cancel", () => send({ type: "cancelSubmit" }), {
      title: "Cancel (c)",
      "aria-label": "Cancel the submission",
    });
    const names = ["Hidden tests", "Passed", "Time and memory"];
    const heads = names.map((name) => element("th", { scope: "col" }, name));
    this.table = element(
      "table",
      { hidden: true },
      element("thead", {}, element("tr", {}, ...heads)),
      this.groups,
    );
    this.failure.append(this.input.element, this.expected.element, this.got.element);
    const helps = [this.submit, this.hint, this.giveUp, this.explain, this.similar];
    this.element = element(
      "section",
      { class: "box", hidden: true, "aria-label": "Practice" },
      this.title,
      element("div", { class: "actions" }, ...helps),
      this.status,
      this.cancel,
      this.table,
      this.message,
      this.more,
      this.showFailure,
      this.failure,
      this.hintsTitle,
      this.hints,
      this.explanation,
      this.notes,
    );
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  update(session: PracticeShown | undefined): void {
    this.element.hidden = !session;
    this.isJudging = session?.busy === "submit";
    // What is drawn again loses the focus.
    const shown = JSON.stringify(session) ?? "";
    if (shown === this.shown) return;
    this.shown = shown;
    if (!session) return;
    this.cancel.hidden = !this.isJudging;
    const { problem, busy, groups, submitted, hints, available, explained, notes } = session;
    setText(this.title, `Practice · ${problem}`);
    const ended = explained !== undefined || submitted?.accepted;
    for (const made of [this.submit, this.hint, this.giveUp, this.explain, this.similar]) {
      made.disabled = busy !== undefined;
    }
    const left = available === undefined ? undefined : available - hints.length;
    this.hint.textContent = left === undefined ? "Hint" : `Hint (${hints.length} of ${available})`;
    this.hint.hidden = left === 0 || ended === true;
    this.giveUp.hidden = ended === true;
    this.explain.hidden = !ended || explained !== undefined;
    this.similar.hidden = !ended;
    setText(this.status, busy ? BUSY[busy] : submitted ? outcomeOf(submitted) : "");
    this.status.className = submitted && !busy ? (submitted.accepted ? "passed" : "failed") : "";
    this.table.hidden = groups.length === 0;
    this.groups.replaceChildren(
      ...groups.map(({ name, verdict, passed, total, time_ms, memory_kib }) => {
        const kind = kindOf(verdict);
        return element(
          "tr",
          { class: kind },
          element("th", { scope: "row" }, name),
          element(
            "td",
            {},
            element("span", { class: "sign" }, `${SIGNS[kind]} `),
            verdict === "AC" || verdict === "SK"
              ? `${passed} of ${total}`
              : `${verdict}, ${passed} of ${total}`,
          ),
          element("td", {}, verdict === "SK" ? "" : figures(time_ms, memory_kib)),
        );
      }),
    );
    setText(this.message, submitted?.message ?? "");
    setText(this.more, submitted ? consequencesOf(submitted) : "");
    const { failure, has_failure: fails } = submitted ?? {};
    this.showFailure.hidden = !fails || failure != null || busy !== undefined;
    this.failure.hidden = !failure;
    if (failure) {
      this.input.update(
        failure.input,
        failure.cut ? "beginning" : `${failure.group}, ${failure.number}`,
      );
      this.expected.update(failure.expected, "");
      this.got.update(failure.got, failure.detail);
    }
    this.hintsTitle.hidden = this.hints.hidden = hints.length === 0;
    this.hints.replaceChildren(...hints.map((text) => element("li", {}, text)));
    this.explanation.hidden = !explained;
    if (explained) {
      this.explanation.replaceChildren(
        element("h3", {}, "How it is done"),
        element("p", { class: "prose" }, explained.explanation || "There is no explanation of it."),
        element(
          "div",
          { class: "actions" },
          ...explained.solutions.map(({ language }, index) =>
            button(`Open the solution in ${LANGUAGES[language] ?? language}`, () =>
              this.send({ type: "solution", index }),
            ),
          ),
        ),
      );
    }
    this.notes.hidden = notes.length === 0;
    this.notes.replaceChildren(...notes.map((note) => element("li", {}, note)));
  }
}

function outcomeOf({ accepted, verdict, tries, recorded, groups }: Submitted): string {
  if (accepted) {
    const at =
      recorded && tries === 1 ? " at the first try" : recorded ? ` after ${tries} tries` : "";
    return `✓ Accepted${at}.`;
  }
  const where = groups.find((group) => group.verdict !== "AC");
  return `✗ ${verdict}: ${wordsOf(verdict)}${where ? ` in the tests “${where.name}”` : ""}.`;
}

function consequencesOf({ rating, due, unsure, contest }: Submitted): string {
  const day = due ? new Date(due).toLocaleDateString("en", { day: "numeric", month: "long" }) : "";
  return [
    contest !== null && `Counted in contest ${contest}.`,
    rating && `Your rating: ${Math.round(rating.before)} → ${Math.round(rating.after)}.`,
    day && `It comes again on ${day}.`,
    unsure && "Other answers may be right, and nothing here checks them.",
  ]
    .filter(Boolean)
    .join(" ");
}
