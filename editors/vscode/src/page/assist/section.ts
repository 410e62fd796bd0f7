import type { StepItem } from "../../lsp_assist";
import { button, element, setText } from "../dom";
import { ItemCard, type ItemHost, type ShownItem } from "./item";
import { KeyedList, type Part } from "../keyed";
import { colouredLines } from "../lines";

/** Items under a heading: those of a step, or all. */
export interface ShownSection {
  title: string;
  step?: StepItem;
  items: ShownItem[];
}

/** What a section asks of the page. */
export interface SectionHost extends ItemHost {
  goTo(line: number): void;
}

/** The step in words and where it stands, and what could be its code. */
export class SectionPart implements Part<ShownSection> {
  private readonly heading = element("h2");
  private readonly place: HTMLButtonElement;
  private readonly text = element("p", { class: "step-text" });
  private readonly state = element("p", { class: "step-state" });
  private readonly code = element("code");
  private readonly written = element("pre", { class: "written", hidden: true }, this.code);
  readonly cards: KeyedList<ShownItem, ItemCard>;
  readonly element: HTMLElement;
  private line = 0;

  constructor(host: SectionHost) {
    this.place = button("", () => host.goTo(this.line), { class: "link", hidden: true });
    const list = element("ol", { class: "cards" });
    this.cards = new KeyedList(
      list,
      ({ item }) => item.id,
      (shown) => new ItemCard(shown, host),
    );
    this.element = element(
      "section",
      { class: "group" },
      element("div", { class: "bar" }, this.heading, this.place),
      this.text,
      this.state,
      this.written,
      list,
    );
  }

  update({ title, step, items }: ShownSection): void {
    setText(this.heading, title);
    this.place.hidden = !step;
    this.line = step?.line ?? 0;
    setText(this.text, step?.text ?? "");
    if (step) setText(this.place, `Line ${step.line + 1}`);
    const alone = step !== undefined && items.length === 0;
    setText(this.state, alone ? (step.code.trim() ? "Has its code:" : "Still to come.") : "");
    this.written.hidden = !alone || !step.code.trim();
    if (!this.written.hidden && step) {
      this.code.replaceChildren(...colouredLines(step.code, "python"));
    }
    this.cards.update(items);
  }
}
