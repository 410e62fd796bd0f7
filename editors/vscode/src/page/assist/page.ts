import type { AssistView, How, Labelled, Task } from "../../lsp_assist";
import { Announcer } from "../announcer";
import { Choice } from "../choice";
import { bar, button, element, setMarked, setText } from "../dom";
import { Help } from "../help";
import { type ItemCard, PUTS } from "./item";
import { KeyedList } from "../keyed";
import type { FromPage } from "./messages";
import { type SectionHost, SectionPart, type ShownSection } from "./section";
import { wordsOf } from "./words";

const KEYS: [string, string][] = [
  ["↑ ↓, k j", "Previous and next program"],
  ["Home, End", "First and last program"],
  ["Enter", "What its first button does"],
  ...PUTS.map(({ key, hint }): [string, string] => [key, hint]),
  ["c", "Copy the program, or the words"],
  ["Escape", "Back to the code"],
  ["?", "This list"],
];

/** What the words and the items of a task are called. */
const TITLES: Record<Task, { words: string; items: string }> = {
  translate: { words: "Words", items: "Translations" },
  explain: { words: "Explanation", items: "Programs" },
  comment: { words: "Words", items: "Programs" },
  hint: { words: "Hint", items: "Programs" },
  prompt: { words: "Answer", items: "Programs" },
  step: { words: "Words", items: "Continuations" },
};

const STALE = "The file was edited since, so nothing of this can be put in. Ask again.";
const FORGOTTEN =
  "Shortlist knows this no more: the file was closed, or Shortlist was started anew. Ask again.";

/** The whole page: what a model did with a file, updated in place while it comes. */
export class AssistPage implements SectionHost {
  private readonly title = element("h1");
  private readonly note = element("p", { class: "note", hidden: true });
  private readonly headline = element("p", { class: "headline" });
  private readonly about = element("p", { class: "facts" });
  private readonly cancel = button("Cancel", () => this.send({ type: "cancel" }));
  private readonly again = button("Again", () => this.send({ type: "again" }));
  private readonly keys = button("Keys", () => this.help.open());
  private readonly help = new Help(KEYS);
  private readonly announcer = new Announcer();
  private readonly wordsTitle = element("h2", { hidden: true });
  private readonly copyWords = button("Copy", () => this.copy(), {
    hidden: true,
    title: "Copy to the clipboard (c)",
  });
  private readonly words = element("div", { class: "words", hidden: true });
  private readonly factsTitle = element("h2", { hidden: true }, "What the run showed");
  private readonly facts = element("dl", { class: "run", hidden: true });
  private readonly notesTitle = element("h2", { hidden: true }, "Notes");
  private readonly notes = element("ul", { class: "notes", hidden: true });
  private readonly sections: KeyedList<ShownSection, SectionPart>;
  readonly choice: Choice<ItemCard>;
  private view: AssistView | undefined;
  private isForgotten = false;
  /** What is drawn of passages and facts: they are drawn anew only when they changed. */
  private drawn = "";

  constructor(
    root: HTMLElement,
    private readonly send: (message: FromPage) => void,
    changed: (selected: string | undefined) => void,
  ) {
    this.choice = new Choice(
      () => this.sections.parts.flatMap((section) => section.cards.parts),
      (id) => {
        changed(id);
        this.send({ type: "selected", id });
      },
    );
    const sections = element("div");
    this.sections = new KeyedList(
      sections,
      ({ title }) => title,
      () => new SectionPart(this),
    );
    const head = element(
      "header",
      { class: "head" },
      bar(this.title, this.cancel, this.again, this.keys),
      this.note,
      this.headline,
      this.about,
      this.announcer.element,
    );
    const words = [element("div", { class: "bar" }, this.wordsTitle, this.copyWords), this.words];
    const below = [this.factsTitle, this.facts, this.notesTitle, this.notes];
    root.append(head, ...words, sections, ...below, this.help.element);
    document.addEventListener("keydown", (event) => this.key(event));
  }

  /** The latest of what is known of a task. */
  update(view: AssistView): void {
    this.isForgotten = false;
    this.draw(view);
    this.announcer.progress(view.headline, view.state === "running");
  }

  /** What is shown is all that is left: the server knows nothing of it. */
  forget(): void {
    this.isForgotten = true;
    if (this.view) this.draw(this.view);
  }

  focus(): void {
    if (!this.choice.focus()) this.keys.focus();
  }

  put(how: How, id: string): void {
    this.send({ type: "put", id, how });
  }

  copy(id?: string): void {
    this.send({ type: "copy", id });
    this.say("Copied");
  }

  refuse(why: string): void {
    this.say(why);
  }

  goTo(line: number): void {
    this.send({ type: "goto", line });
  }

  select(card: ItemCard): void {
    this.choice.select(card);
  }

  private draw(view: AssistView): void {
    const focused = document.activeElement;
    this.view = view;
    const running = view.state === "running" && !this.isForgotten;
    setText(this.title, view.title);
    setText(this.note, this.barred(view));
    setMarked(this.headline, view.headline);
    // What went on when the server ended goes on no more.
    if (this.isForgotten && view.state === "running") this.headline.hidden = true;
    this.headline.classList.toggle("failed", view.state === "failed");
    setText(this.about, sourceOf(view));
    this.cancel.hidden = !running;
    this.again.hidden = running;
    this.drawWords(view);
    this.sections.update(this.sectionsOf(view));
    // What is said already is not said again.
    const notes = view.notes.filter((note) => note.replace(/\.$/, "") !== view.headline);
    this.notesTitle.hidden = this.notes.hidden = notes.length === 0;
    if (this.notes.textContent !== notes.join("")) {
      this.notes.replaceChildren(...notes.map((note) => element("li", {}, note)));
    }
    this.choice.keep();
    this.choice.refocus(focused);
  }

  private drawWords({ task, passages, facts }: AssistView): void {
    const wanted = JSON.stringify([task, passages, facts]);
    if (this.drawn === wanted) return;
    this.drawn = wanted;
    setText(this.wordsTitle, passages.length > 0 ? TITLES[task].words : "");
    this.words.hidden = this.copyWords.hidden = passages.length === 0;
    this.copyWords.setAttribute("aria-label", `Copy: ${TITLES[task].words}`);
    // An explanation is one text; answers are several.
    const texts = task === "explain" ? [passages] : passages.map((passage) => [passage]);
    this.words.replaceChildren(...texts.flatMap(wordsOf));
    this.factsTitle.hidden = this.facts.hidden = facts.length === 0;
    this.facts.replaceChildren(...facts.flatMap(pair));
  }

  /** Why nothing can be put into the file; empty when it can. */
  private barred({ stale }: AssistView): string {
    return this.isForgotten ? FORGOTTEN : stale ? STALE : "";
  }

  private sectionsOf(view: AssistView): ShownSection[] {
    const chosen = new Set(view.steps.map((step) => step.chosen).filter(Boolean));
    const barred = this.barred(view);
    const shown = view.items.map((item) => ({ item, chosen: chosen.has(item.id), barred }));
    const sections: ShownSection[] = view.steps.map((step) => ({
      title: `Step ${step.number}`,
      step,
      items: shown.filter(({ item }) => item.step === step.number),
    }));
    const numbers = new Set(view.steps.map(({ number }) => number));
    const rest = shown.filter(({ item: { step } }) => !numbers.has(step ?? -1));
    if (rest.length > 0) sections.push({ title: TITLES[view.task].items, items: rest });
    return sections;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.help.isOpen) return;
    if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
    const card = this.choice.item;
    // Without programs the arrows scroll the words.
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.choice.move(1),
      j: () => this.choice.move(1),
      ArrowUp: () => this.choice.move(-1),
      k: () => this.choice.move(-1),
      Home: () => this.choice.first(),
      End: () => this.choice.last(),
    };
    for (const key of ["Enter", "c", ...PUTS.map((put) => put.key)]) {
      moves[key] = () => card?.press(key);
    }
    const steps: Record<string, () => void> = {
      ...(this.words.hidden ? {} : { c: () => this.copy() }),
      ...(card ? moves : {}),
      "?": () => this.help.open(),
      Escape: () => this.send({ type: "back" }),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  private say(text: string): void {
    // The same words twice are two messages.
    this.announcer.say("");
    this.announcer.say(text);
  }
}

function sourceOf({ task, model }: AssistView): string {
  if (task === "hint" && model === "bank") return "From the problem bank";
  return model ? `Model ${model}` : "";
}

function pair({ label, text }: Labelled): HTMLElement[] {
  const shown = text.replace(/\n$/, "") || "(nothing)";
  return [element("dt", {}, label), element("dd", {}, shown)];
}
