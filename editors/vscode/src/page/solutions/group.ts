import type { Group, SolutionItem } from "../../lsp_ext";
import { type CardHost, SolutionCard } from "./card";
import { element, setMarked, setText } from "../dom";
import { KeyedList, type Part } from "../keyed";

export interface ShownGroup {
  /** From 1, in the order of the page. */
  number: number;
  group: Group;
  solutions: SolutionItem[];
}

/** Programs of one behaviour under a heading that tells it from the first one. */
export class GroupSection implements Part<ShownGroup> {
  private readonly heading = element("h3");
  private readonly text = element("p", { class: "behaviour" });
  private readonly differs = element("dl", { hidden: true });
  readonly cards: KeyedList<SolutionItem, SolutionCard>;
  readonly element: HTMLElement;

  constructor(host: CardHost) {
    const list = element("ol", { class: "cards" });
    this.cards = new KeyedList(
      list,
      ({ id }) => id,
      (item) => new SolutionCard(item, host),
    );
    const about = element("div", { class: "about" }, this.heading, this.text, this.differs);
    this.element = element("section", { class: "group" }, about, list);
  }

  update({ number, group, solutions }: ShownGroup): void {
    setText(this.heading, `Behaviour ${number}`);
    setMarked(this.text, group.text);
    const { differs } = group;
    // One line is in the text already.
    const long = differs && [differs.input, differs.first, differs.other].some(hasLines);
    this.differs.hidden = !long;
    if (long) {
      const rows = [
        ["Input", differs.input],
        ["The first prints", differs.first],
        ["This prints", differs.other],
      ] as const;
      this.differs.replaceChildren(
        ...rows.flatMap(([name, text]) => [
          element("dt", {}, name),
          element("dd", {}, text.trimEnd()),
        ]),
      );
    }
    this.cards.update(solutions);
  }
}

function hasLines(text: string): boolean {
  return text.trimEnd().includes("\n");
}
