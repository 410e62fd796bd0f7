import type { AssistItem, How } from "../../lsp_assist";
import type { Choosable } from "../choice";
import { button, element, setText } from "../dom";
import type { Part } from "../keyed";
import { ProgramText } from "../program";

/** An item, and what of it depends on the rest of the view. */
export interface ShownItem {
  item: AssistItem;
  /** It stands in the file. */
  chosen: boolean;
  /** Why nothing can be put into the file; empty when it can. */
  barred: string;
}

/** What an item asks of the page. */
export interface ItemHost {
  put(how: How, id: string): void;
  copy(id?: string): void;
  refuse(why: string): void;
  select(card: ItemCard): void;
}

export interface Put {
  how: How;
  label: string;
  key: string;
  hint: string;
}

/** Enter does the first that an item has. */
export const PUTS: readonly Put[] = [
  { how: "step", label: "Put in", key: "p", hint: "Put below its step" },
  { how: "beside", label: "Beside", key: "b", hint: "Put into a new file beside this one" },
  { how: "below", label: "Below", key: "m", hint: "Put below the program, as a comment" },
  { how: "inPlace", label: "In place", key: "i", hint: "Put in the place of the program" },
];

const SIGNS = { good: "✓", doubtful: "!", bad: "✗" };

let lastId = 0;

/** A translation or the code of a step: what its runs showed, its buttons and its text. */
export class ItemCard implements Part<ShownItem>, Choosable {
  private readonly title: HTMLElement;
  private readonly sign = element("span", { class: "sign", "aria-hidden": true });
  private readonly proof = element("span");
  private readonly details = element("dl", { hidden: true });
  private readonly actions = element("div", { class: "actions" });
  private readonly program: ProgramText;
  readonly article: HTMLElement;
  readonly element: HTMLElement;
  readonly id: string;
  private selected = false;

  constructor(
    private shown: ShownItem,
    private readonly host: ItemHost,
  ) {
    this.id = shown.item.id;
    lastId += 1;
    this.title = element("h3", { id: `item-${lastId}` });
    this.article = element(
      "article",
      { tabindex: -1, "aria-labelledby": this.title.id },
      element("header", {}, this.title, this.actions),
      element("p", { class: "proof" }, this.sign, this.proof),
    );
    this.program = new ProgramText(this.article);
    this.article.append(this.program.element, this.details);
    this.element = element("li", {}, this.article);
    this.article.addEventListener("focusin", () => host.select(this));
    this.article.addEventListener("pointerdown", () => host.select(this));
  }

  update(shown: ShownItem): void {
    this.shown = shown;
    const { item, chosen } = shown;
    this.article.classList.remove(...Object.keys(SIGNS));
    this.article.classList.add(item.tone);
    setText(this.title, chosen ? `${item.name} · in the file` : item.name);
    setText(this.sign, `${SIGNS[item.tone]} `);
    setText(this.proof, item.proof);
    this.details.hidden = item.details.length === 0;
    this.details.replaceChildren(
      ...item.details.flatMap(({ label, text }) => [
        element("dt", {}, label),
        element("dd", {}, text.replace(/\n$/, "") || "(nothing)"),
      ]),
    );
    this.program.update(item.source, item.language);
    this.drawButtons();
  }

  /** What the key of a button, or Enter, does here. */
  press(key: string): void {
    const { item, barred } = this.shown;
    if (key === "c") return this.host.copy(this.id);
    const put = key === "Enter" ? this.puts[0] : this.puts.find((each) => each.key === key);
    if (!put) return;
    if (barred) this.host.refuse(barred);
    else this.host.put(put.how, item.id);
  }

  /** The chosen card can be focused, and so can its buttons; those of the others are left out. */
  setSelected(selected: boolean): void {
    this.selected = selected;
    this.article.classList.toggle("selected", selected);
    this.article.tabIndex = selected ? 0 : -1;
    for (const each of this.buttons) each.tabIndex = selected ? 0 : -1;
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.actions.querySelectorAll("button")];
  }

  private get puts(): Put[] {
    const { puts } = this.shown.item;
    const order = (put: Put) => puts.indexOf(put.how);
    return PUTS.filter(({ how }) => puts.includes(how)).sort((a, b) => order(a) - order(b));
  }

  /** They keep the focus where they stay the same, and go when nothing can be put in any more. */
  private drawButtons(): void {
    const { item, barred } = this.shown;
    const wanted = [
      ...this.puts.map(({ label, key, hint }, index) => ({
        label,
        key,
        title: `${hint} (${index === 0 ? "Enter" : key})`,
        disabled: barred !== "",
      })),
      { label: "Copy", key: "c", title: "Copy to the clipboard (c)", disabled: false },
    ];
    const made = wanted.map(({ label }) => label).join();
    if (this.actions.dataset.made !== made) {
      this.actions.dataset.made = made;
      this.actions.replaceChildren(
        ...wanted.map(({ label, key }) => button(label, () => this.press(key))),
      );
    }
    this.buttons.forEach((each, index) => {
      const { label = "", title = "", disabled = false } = wanted[index] ?? {};
      // One that does nothing now can be reached, and says why.
      each.setAttribute("aria-disabled", String(disabled));
      each.setAttribute("aria-label", `${label}: ${item.name}`);
      each.title = disabled ? barred : title;
      each.tabIndex = this.selected ? 0 : -1;
    });
  }
}
