import type { Contest } from "../../lsp_practice";
import { button, element, setText } from "../dom";
import type { FromPage } from "./messages";
import { clock } from "./verdicts";

/** A contest while it runs: its clock, its score and the ways to its problems. */
export class ContestSection {
  private readonly title = element("h2");
  private readonly clock = element("p", { class: "clock", role: "timer" });
  private readonly score = element("p");
  private readonly problems = element("ul", { class: "problems" });
  readonly element: HTMLElement;
  private ends = 0;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly send: (message: FromPage) => void) {
    const finish = button("Finish", () => send({ type: "command", command: "finishContest" }), {
      title: "End the contest now",
    });
    this.element = element(
      "section",
      { class: "box contest", hidden: true, "aria-label": "Contest" },
      element("div", { class: "bar" }, this.title, this.clock),
      this.score,
      this.problems,
      element("div", { class: "actions" }, finish),
    );
  }

  update(contest: Contest | undefined): void {
    const running = contest?.running && contest.contest;
    this.element.hidden = !running;
    clearInterval(this.ticking);
    if (!running) return;
    setText(this.title, `Contest ${running.number}`);
    const { solved = 0, penalty = 0 } = contest.score ?? {};
    setText(this.score, `${solved} of ${contest.problems.length} solved · penalty ${penalty}`);
    this.problems.replaceChildren(
      ...contest.problems.map(({ letter, title, minutes, rejected, file }) => {
        const done = minutes !== null;
        const tries = rejected ? ` (${rejected} rejected)` : "";
        const state = done ? `solved after ${minutes} min${tries}` : `open${tries}`;
        const link = button(`${letter}. ${title}`, () => this.send({ type: "openFile", file }));
        link.className = "link";
        return element(
          "li",
          { class: done ? "passed" : "" },
          element("span", { class: "sign", "aria-hidden": true }, done ? "✓ " : "○ "),
          link,
          element("span", { class: "figures" }, ` ${state}`),
        );
      }),
    );
    this.ends = Date.now() + contest.seconds_left * 1000;
    this.tick();
    this.ticking = setInterval(() => this.tick(), 1000);
  }

  private tick(): void {
    setText(this.clock, `${clock((this.ends - Date.now()) / 1000)} left`);
  }
}
