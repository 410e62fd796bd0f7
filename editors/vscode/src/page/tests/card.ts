import type { TestItem } from "../../lsp_tests";
import { button, element, setText } from "../dom";
import { firstDifference } from "../difference";
import type { Part } from "../keyed";
import { TestForm } from "./form";
import type { Draft, FromPage } from "./messages";
import { placeOf, sentenceOf, TextBlock } from "./texts";
import { figures, kindOf, SIGNS, wordsOf } from "./verdicts";

/** What a card asks of the page. */
export interface CardHost {
  send(message: FromPage): void;
  select(card: TestCard): void;
  toggled(card: TestCard, open: boolean): void;
  edit(card: TestCard): void;
  draft(id: string, draft: Draft | undefined): void;
  save(card: TestCard, draft: Draft): void;
  accept(card: TestCard): void;
  move(card: TestCard, step: 1 | -1): void;
  drop(dragged: string, onto: TestCard): void;
  remove(card: TestCard): void;
  readonly running: boolean;
  readonly canRun: boolean;
}

interface Action {
  label: string;
  key: string;
  hint: string;
  press(card: TestCard): void;
  shown?(item: TestItem): boolean;
}

const own = (item: TestItem) => item.kind === "own";
const printed = (item: TestItem) => !!item.result && item.result.verdict !== "SK";

/** What can be done with one test; the keys work wherever the keyboard is in the list. */
export const ACTIONS: readonly Action[] = [
  {
    label: "Run",
    key: "r",
    hint: "Run this test",
    press: (card) => card.host.send({ type: "run", ids: [card.id] }),
  },
  {
    label: "Debug",
    key: "d",
    hint: "Debug with this input",
    press: (card) => card.host.send({ type: "debug", id: card.id }),
  },
  {
    label: "Edit",
    key: "e",
    hint: "Edit; an example is edited in the statement",
    press: (card) => card.host.edit(card),
  },
  {
    label: "Copy input",
    key: "y",
    hint: "Copy the input",
    press: (card) => card.host.send({ type: "copy", id: card.id, what: "input" }),
  },
  {
    label: "Compare",
    key: "o",
    hint: "Compare what is expected and what was printed in an editor",
    press: (card) => card.host.send({ type: "compare", id: card.id }),
    shown: (item) => printed(item) && item.expected !== undefined,
  },
  {
    label: "Accept output",
    key: "a",
    hint: "Expect what was printed",
    press: (card) => card.host.accept(card),
    shown: (item) => own(item) && printed(item) && item.result?.verdict !== "AC",
  },
  {
    label: "Delete",
    key: "Delete",
    hint: "Delete a test of your own",
    press: (card) => card.host.remove(card),
    shown: own,
  },
];

let cards = 0;

/** One test: a line with its verdict, and below it what it is about while it is open. */
export class TestCard implements Part<TestItem> {
  private readonly sign = element("span", { class: "sign", "aria-hidden": true });
  private readonly name = element("span", { class: "name" });
  private readonly verdict = element("span", { class: "verdict" });
  private readonly figures = element("span", { class: "figures" });
  readonly head: HTMLButtonElement;
  readonly element: HTMLElement;
  private body: Body | undefined;
  private form: TestForm | undefined;
  private readonly place: HTMLElement;
  private readonly line: HTMLElement;
  item: TestItem;

  constructor(
    item: TestItem,
    readonly host: CardHost,
  ) {
    cards += 1;
    this.item = item;
    this.place = element("div", { id: `test-${cards}`, class: "body", hidden: true });
    this.head = button("", () => host.toggled(this, !this.isOpen), {
      class: "head",
      tabindex: -1,
      "aria-expanded": "false",
      "aria-controls": this.place.id,
    });
    this.head.append(this.sign, this.name, this.verdict, this.figures);
    this.line = element("h2", { class: "line" }, this.head);
    this.element = element("li", {}, this.line, this.place);
    this.element.addEventListener("focusin", () => host.select(this));
    this.listenToDrags();
  }

  get id(): string {
    return this.item.id;
  }

  get isOpen(): boolean {
    return !this.place.hidden;
  }

  update(item: TestItem): void {
    this.item = item;
    const { result } = item;
    const waits = !result && this.host.running;
    const kind = result ? kindOf(result.verdict) : "open";
    this.element.className = `test ${kind}`;
    // Not all of it: texts below are there to be selected.
    this.line.draggable = item.kind === "own" && !this.form;
    setText(this.sign, waits ? "…" : SIGNS[kind]);
    setText(this.name, item.name);
    const words = result ? wordsOf(result.verdict) : "";
    setText(this.verdict, result && kind === "failed" ? `${result.verdict} ${words}` : words);
    setText(this.figures, result && printed(item) ? figures(result.timeMs, result.memoryKiB) : "");
    this.body?.update(item);
  }

  /** Whether something goes on shows in the tests that have no verdict yet. */
  refresh(): void {
    this.update(this.item);
  }

  setOpen(open: boolean): void {
    if (open === this.isOpen) return;
    this.place.hidden = !open;
    this.head.setAttribute("aria-expanded", String(open));
    if (open && !this.body) {
      this.body = new Body(this);
      this.place.append(this.body.element);
      this.body.update(this.item);
    }
  }

  setSelected(selected: boolean): void {
    this.element.classList.toggle("selected", selected);
    this.head.tabIndex = selected ? 0 : -1;
  }

  press({ press, shown }: Action): void {
    if (shown?.(this.item) ?? true) press(this);
  }

  get isEditing(): boolean {
    return this.form !== undefined;
  }

  startEditing(draft: Draft, focus: boolean): void {
    if (this.form) return this.form.focus();
    this.setOpen(true);
    this.form = new TestForm(draft, {
      changed: (now) => this.host.draft(this.id, now),
      save: (now) => this.host.save(this, now),
      cancel: () => this.stopEditing(),
    });
    this.host.draft(this.id, draft);
    this.line.draggable = false;
    this.body?.element.replaceWith(this.form.element);
    if (focus) this.form.focus();
  }

  /** Closes the form; what was typed in it is forgotten. */
  stopEditing(): void {
    if (!this.form) return;
    const focused = this.form.element.contains(document.activeElement);
    this.form.element.replaceWith(this.body?.element ?? "");
    this.form = undefined;
    this.host.draft(this.id, undefined);
    this.refresh();
    if (focused) this.head.focus();
  }

  /** Closes the form if it was what is saved now; another change of the test leaves it open. */
  saved(): void {
    if (this.form?.isSaving) this.stopEditing();
  }

  refused(message: string): void {
    this.form?.refused(message);
  }

  private listenToDrags(): void {
    const { element: target } = this;
    this.line.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData("text/plain", this.id);
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    });
    target.addEventListener("dragover", (event) => {
      if (this.item.kind !== "own") return;
      event.preventDefault();
      target.classList.add("target");
    });
    target.addEventListener("dragleave", () => target.classList.remove("target"));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      target.classList.remove("target");
      const dragged = event.dataTransfer?.getData("text/plain");
      if (dragged && dragged !== this.id) this.host.drop(dragged, this);
    });
  }
}

/** What is shown of an open test. */
class Body {
  private readonly detail = element("p", { class: "detail" });
  private readonly input = new TextBlock("Input");
  private readonly expected = new TextBlock("Expected");
  private readonly got = new TextBlock("Got");
  private readonly errors = new TextBlock("Standard error");
  private readonly buttons: HTMLButtonElement[];
  private readonly whole = button("Open whole texts", () => this.openWhole());
  private readonly up: HTMLButtonElement;
  private readonly down: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(private readonly card: TestCard) {
    this.buttons = ACTIONS.map((action) =>
      button(action.label, () => card.press(action), { title: `${action.hint} (${action.key})` }),
    );
    this.up = button("↑", () => card.host.move(card, -1), { title: "Move up (Alt+↑)" });
    this.down = button("↓", () => card.host.move(card, 1), { title: "Move down (Alt+↓)" });
    this.element = element(
      "div",
      { class: "opened" },
      element("div", { class: "actions" }, ...this.buttons, this.whole, this.up, this.down),
      this.detail,
      this.input.element,
      this.expected.element,
      this.got.element,
      this.errors.element,
    );
  }

  update(item: TestItem): void {
    const { result, expected } = item;
    for (const [index, { label, shown }] of ACTIONS.entries()) {
      const made = this.buttons[index];
      if (!made) continue;
      const text = label === "Edit" && item.kind === "example" ? "Go to" : label;
      setText(made, text);
      made.setAttribute("aria-label", `${text}: ${item.name}`);
      made.hidden = !(shown?.(item) ?? true);
      if (label === "Run" || label === "Debug") made.disabled = !this.card.host.canRun;
    }
    this.up.hidden = this.down.hidden = item.kind !== "own";
    this.up.setAttribute("aria-label", `Move up: ${item.name}`);
    this.down.setAttribute("aria-label", `Move down: ${item.name}`);
    this.whole.hidden = !(item.cut || result?.cut);
    this.whole.setAttribute("aria-label", `Open whole texts: ${item.name}`);
    const difference = result?.difference;
    // The judge's words say the same of a difference.
    setText(this.detail, difference ? sentenceOf(difference) : (result?.detail ?? ""));
    this.input.update(item.input, item.cut ? "beginning" : "");
    const marks = marksOf(item);
    this.expected.update(expected, item.cut ? "beginning" : "", marks.expected);
    this.got.update(
      printed(item) ? result?.stdout : undefined,
      result?.cut ? "beginning" : "",
      marks.got,
    );
    this.errors.update(result?.stderr || undefined, "");
  }

  private openWhole(): void {
    const { id, item } = this.card;
    this.card.host.send({ type: "whole", id, what: item.result?.cut ? "stdout" : "input" });
  }
}

/** Where both outputs differ first: as the judge says, else by words. */
function marksOf({ expected, result }: TestItem): {
  expected?: { start: number; end: number; kind: string };
  got?: { start: number; end: number };
} {
  if (!result || expected === undefined || result.verdict !== "WA") return {};
  const { difference, stdout } = result;
  if (difference) {
    const wanted = placeOf(expected, difference.line, difference.expected, {
      start: difference.expectedStart,
      end: difference.expectedEnd,
    });
    const got = placeOf(stdout, difference.line, difference.got, difference);
    return { expected: wanted && { ...wanted, kind: "expected" }, got };
  }
  const found = firstDifference(expected, stdout);
  return found ? { expected: { ...found.expected, kind: "expected" }, got: found.got } : {};
}
