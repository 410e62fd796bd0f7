import type { Progress } from "../../lsp_practice";
import { button, element } from "../dom";
import type { FromPage } from "./messages";
import { bars, day, line, rows } from "./plots";

const TOPICS_SHOWN = 14;

/** The user's progress: numbers, the rating over time, weeks, topics, what is due and open. */
export class ProgressPage {
  private readonly content = element("div", {}, element("p", {}, "Reading your progress…"));

  constructor(
    root: HTMLElement,
    private readonly send: (message: FromPage) => void,
  ) {
    const command = (label: string, name: "practiceNext" | "contest" | "exportProgress") =>
      button(label, () => send({ type: "command", command: name }));
    root.append(
      element(
        "header",
        { class: "top" },
        element("h1", {}, "Progress"),
        element(
          "div",
          { class: "actions" },
          command("Practise next", "practiceNext"),
          command("Contest", "contest"),
          command("Export as CSV", "exportProgress"),
        ),
      ),
      this.content,
    );
  }

  show(progress: Progress): void {
    const open = new Set([...this.content.querySelectorAll("details[open]")].map(placeOf));
    this.content.replaceChildren(numbers(progress), ...this.sections(progress));
    // What was opened stays open when progress is made.
    for (const each of this.content.querySelectorAll("details"))
      each.open = open.has(placeOf(each));
  }

  private sections(progress: Progress): HTMLElement[] {
    const { ratings, weeks, tags, due_days, open, contests } = progress;
    const topics = [...tags]
      .sort((a, b) => b.solved + b.given_up - (a.solved + a.given_up))
      .slice(0, TOPICS_SHOWN)
      .map(({ tag, solved, given_up }) => ({ name: tag, solved, left: given_up }));
    const points = ratings.map(({ at, rating, deviation, contest }) => ({
      at: Date.parse(at),
      value: rating,
      spread: deviation,
      marked: contest !== null,
    }));
    return [
      section(
        "Rating",
        points.length > 1 ? line("Rating", points) : undefined,
        points.some(({ marked }) => marked) ? "Circles are contests." : "",
      ),
      section(
        "Weeks",
        weeks.some(({ solved, given_up }) => solved + given_up > 0)
          ? bars(
              "Weeks",
              weeks.map(({ start, solved, given_up }) => ({
                label: day(Date.parse(start)),
                parts: [
                  { name: "solved", value: solved },
                  { name: "given_up", value: given_up },
                ],
              })),
              ["solved", "given up"],
            )
          : undefined,
        "",
        element(
          "p",
          { class: "legend" },
          element("span", { class: "solved" }, "solved"),
          element("span", { class: "given_up" }, "given up"),
        ),
      ),
      section("Topics", topics.length > 0 ? rows(topics) : undefined, ""),
      section(
        "Due",
        due_days.some(({ count }) => count > 0)
          ? bars(
              "Due",
              due_days.map(({ day: at, count }) => ({
                label: day(Date.parse(at)),
                parts: [{ name: "due", value: count }],
              })),
              ["due"],
            )
          : undefined,
        "",
      ),
      section("Open", open.length > 0 ? this.openRounds(progress) : undefined, ""),
      section("Contests", contests.length > 0 ? contestTable(contests) : undefined, ""),
    ];
  }

  private openRounds({ open }: Progress): HTMLElement {
    return element(
      "ul",
      { class: "open" },
      ...open.map(({ title, rating, file, opened, tries }) => {
        const link = button(title, () => this.send({ type: "openFile", file }), { class: "link" });
        const facts = [
          rating && `${rating}`,
          `since ${day(Date.parse(opened))}`,
          tries && `${tries} ${tries === 1 ? "try" : "tries"}`,
        ];
        return element("li", {}, link, ` ${facts.filter(Boolean).join(" · ")}`);
      }),
    );
  }
}

function numbers({
  rating,
  solved,
  given_up,
  streak,
  solve_seconds,
  due,
  hints,
}: Progress): HTMLElement {
  const minutes =
    solve_seconds === null ? "–" : `${Math.max(1, Math.round(solve_seconds / 60))} min`;
  const days = (count: number) => `${count} ${count === 1 ? "day" : "days"}`;
  const facts: [string, string, string][] = [
    ["Rating", `${Math.round(rating.rating)}`, `± ${Math.round(rating.deviation)}`],
    ["Solved", `${solved}`, `${given_up} given up`],
    ["Streak", days(streak.current), `longest ${days(streak.longest)}`],
    ["Time to solve", minutes, "median"],
    ["Due", `${due.length}`, ""],
    ["Hints", `${hints}`, ""],
  ];
  return element(
    "dl",
    { class: "numbers" },
    ...facts.map(([name, value, more]) =>
      element(
        "div",
        {},
        element("dt", {}, name),
        element("dd", {}, element("strong", {}, value), more && ` ${more}`),
      ),
    ),
  );
}

function section(
  title: string,
  content: HTMLElement | undefined,
  note: string,
  legend?: HTMLElement,
): HTMLElement {
  const made = element("section", {}, element("h2", {}, title));
  if (!content) made.append(element("p", { class: "none" }, "Nothing yet."));
  else made.append(content, ...(legend ? [legend] : []), ...(note ? [element("p", {}, note)] : []));
  return made;
}

function contestTable(contests: Progress["contests"]): HTMLElement {
  const names = ["Contest", "Day", "Length", "Solved", "Penalty"];
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name))),
    ),
    element(
      "tbody",
      {},
      ...contests.map(({ number, started, minutes, solved, penalty }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, String(number)),
          ...[day(Date.parse(started)), `${minutes} min`, `${solved}`, `${penalty}`].map((cell) =>
            element("td", {}, cell),
          ),
        ),
      ),
    ),
  );
}

function placeOf(details: Element): string {
  return details.closest("section")?.querySelector("h2")?.textContent ?? "";
}
