import type { Contest } from "../../lsp_practice";
import type { TestChange, TestItem, TestsChanged, TestsView } from "../../lsp_tests";
import { button, element, setText } from "../dom";
import { Help } from "../help";
import { KeyedList } from "../keyed";
import { ACTIONS, type CardHost, TestCard } from "./card";
import { ContestSection } from "./contest";
import { TestForm } from "./form";
import {
  type Draft,
  type FromPage,
  NEW,
  type PageState,
  type PracticeShown,
  type Tools,
} from "./messages";
import { PracticeSection } from "./practice";
import { TextBlock } from "./texts";
import { ToolsSection } from "./tools";
import { kindOf } from "./verdicts";

const KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓, k j", "Previous and next test"],
  ["Home, End", "First and last test"],
  ["Enter", "Open or close a test"],
  ["Shift+R", "Run all"],
  ["c", "Cancel what goes on"],
  ["n", "New test"],
  ...ACTIONS.map(({ key, hint }) => [key, hint] as const),
  ["Alt+↑, Alt+↓", "Move a test of your own"],
  ["u", "Undo the last deletion"],
  ["Shift+K", "Keep a counterexample as a test"],
  ["s, h", "Submit, hint (practice)"],
  ["Escape", "Back to the code"],
  ["?", "This list"],
];

/** So many tests are open at once without being asked for. */
const OPEN_BY_ITSELF = 3;
const FEW = 4;
const MANY = 50;
const SPOKEN_EVERY_MS = 3000;
const EMPTY: Draft = { name: "", input: "", expected: "", compared: true };

/** The whole page: the tests of one problem, updated in place, and what belongs to them. */
export class TestsPage implements CardHost {
  private readonly title = element("h1");
  private readonly headline = element("p", { class: "headline" });
  private readonly facts = element("p", { class: "facts" });
  private readonly unavailable = element("p", { class: "note" });
  private readonly compiler = new TextBlock("Compiler", "h2");
  private readonly undo = element("p", { class: "note", hidden: true });
  private readonly spoken = element("p", { class: "spoken", role: "status" });
  private readonly runAll: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly console: HTMLButtonElement;
  private readonly head: HTMLElement;
  private readonly nothing = element(
    "p",
    { class: "nothing" },
    "Open a file with a problem or a program: its tests are shown here.",
  );
  private readonly notes = element("ul", { class: "notes" });
  private readonly list = element("ol", { class: "tests" });
  private readonly cards: KeyedList<TestItem, TestCard>;
  private readonly fresh = element("div");
  private readonly help = new Help(KEYS);
  private readonly tools: ToolsSection;
  private readonly practice: PracticeSection;
  private readonly contest: ContestSection;
  private view: TestsView | undefined;
  private form: TestForm | undefined;
  private selected: TestCard | undefined;
  private spokenAt = 0;
  private spokenRunning = false;

  constructor(
    root: HTMLElement,
    readonly send: (message: FromPage) => void,
    private readonly state: PageState,
    private readonly keep: () => void,
  ) {
    const command = (label: string, name: Parameters<typeof this.command>[0], title: string) =>
      button(label, () => this.command(name), { title });
    this.runAll = button("Run all", () => this.send({ type: "run" }), {
      class: "primary",
      title: "Run all tests (Shift+R)",
    });
    this.cancel = button("Cancel", () => this.send({ type: "cancel" }), { title: "Cancel (c)" });
    this.console = command("Talk to it", "console", "Run it in a terminal and answer it yourself");
    this.tools = new ToolsSection((message) => this.send(message));
    this.practice = new PracticeSection((message) => this.send(message));
    this.contest = new ContestSection((message) => this.send(message));
    this.cards = new KeyedList(
      this.list,
      ({ id }) => id,
      (item) => new TestCard(item, this),
    );
    this.head = element(
      "header",
      { class: "top" },
      this.title,
      this.headline,
      element(
        "div",
        { class: "actions" },
        this.runAll,
        this.cancel,
        this.console,
        button("Add test", () => this.add(), { title: "A test of your own (n)" }),
        command("Stress", "stress", "Find an input on which your program fails"),
        command("Largest", "largest", "Time and memory on the largest inputs"),
        button("Keys", () => this.help.open(), { title: "The list of keys (?)" }),
      ),
      this.unavailable,
      this.undo,
      this.compiler.element,
    );
    root.append(
      this.contest.element,
      this.nothing,
      this.head,
      this.tools.element,
      this.practice.element,
      this.list,
      this.fresh,
      this.facts,
      this.notes,
      this.spoken,
      this.help.element,
    );
    document.addEventListener("keydown", (event) => this.key(event));
    this.show(undefined);
  }

  get running(): boolean {
    return this.view?.running ?? false;
  }

  get canRun(): boolean {
    return this.view !== undefined && !this.view.unavailable && this.view.language !== "";
  }

  show(view: TestsView | undefined): void {
    const focused = document.activeElement;
    const other = view?.uri !== this.view?.uri;
    this.view = view;
    this.nothing.hidden = view !== undefined;
    this.head.hidden = this.facts.hidden = this.list.hidden = view === undefined;
    if (other) this.turn(view);
    if (!view) {
      this.cards.update([]);
      this.notes.hidden = true;
      return;
    }
    setText(this.title, view.problemId ? view.title : nameOf(view.uri));
    setText(this.facts, factsOf(view));
    // The headline says it already where nothing was run.
    const said = view.unavailable === view.headline;
    setText(this.unavailable, said ? "" : (view.unavailable ?? ""));
    this.compiler.update(view.compileOutput || undefined, "");
    this.notes.hidden = view.notes.length === 0;
    this.notes.replaceChildren(...view.notes.map((note) => element("li", {}, note)));
    this.list.classList.toggle("many", view.tests.length > MANY);
    this.cards.update(view.tests);
    this.list.hidden = view.tests.length === 0;
    this.ran(view.headline);
    this.openSome();
    this.restoreDrafts();
    this.keepSelection();
    // What is moved loses the focus.
    if (focused instanceof HTMLElement && focused !== document.activeElement) {
      if (focused.isConnected) focused.focus({ preventScroll: true });
      else if (focused !== document.body) this.selected?.head.focus({ preventScroll: true });
    }
  }

  /** A few verdicts more: only what they concern is touched. */
  patch({ running, headline, results, version }: TestsChanged): void {
    const { view } = this;
    if (!view) return;
    const began = running !== view.running;
    Object.assign(view, { running, headline, version });
    const byId = new Map(results.map(({ id, result }) => [id, result]));
    view.tests = view.tests.map((item) =>
      byId.has(item.id) ? { ...item, result: byId.get(item.id) } : item,
    );
    for (const item of view.tests) if (byId.has(item.id)) this.cards.patch(item);
    if (began) for (const card of this.cards.parts) card.refresh();
    this.ran(headline);
    this.openSome();
  }

  showTools(tools: Tools): void {
    this.tools.update(tools);
  }

  showPractice(session: PracticeShown | undefined): void {
    this.practice.update(session);
  }

  showContest(contest: Contest | undefined): void {
    this.contest.update(contest);
  }

  /** A whole text that was asked for, to be edited. */
  text(id: string, draft: Draft | undefined, message: string | undefined): void {
    if (draft) this.cards.get(id)?.startEditing(draft, true);
    else if (message) this.note(message);
  }

  /** What came of a change that a form asked for, or a button. */
  edited(id: string, message: string | undefined): void {
    if (message === undefined) {
      if (id === NEW) this.closeForm();
      else this.cards.get(id)?.stopEditing();
      return;
    }
    if (id === NEW && this.form) this.form.refused(message);
    else if (this.cards.get(id)?.isEditing) this.cards.get(id)?.refused(message);
    else this.note(message);
  }

  deleted(name: string): void {
    this.note(
      `Deleted ${name}. `,
      button("Undo", () => this.command("undo"), { title: "(u)" }),
    );
  }

  add(draft: Draft = EMPTY, focus = true): void {
    if (!this.view) return;
    if (!this.form) {
      this.form = new TestForm(draft, {
        changed: (now) => this.draft(NEW, now),
        save: (now) => {
          this.send({ type: "edit", id: NEW, change: { op: "add", ...asChange(now) } });
        },
        cancel: () => this.closeForm(true),
      });
      const title = element("h2", { id: "new-title" }, "New test");
      this.fresh.replaceChildren(
        element(
          "section",
          { class: "box", "aria-labelledby": "new-title" },
          title,
          this.form.element,
        ),
      );
    }
    if (!focus) return;
    this.form.focus();
    this.fresh.scrollIntoView({ block: "nearest" });
  }

  focus(): void {
    if (this.selected) this.selected.head.focus();
    else this.runAll.focus();
  }

  // What cards ask for.

  select(card: TestCard): void {
    if (this.selected === card) return;
    this.selected?.setSelected(false);
    this.selected = card;
    card.setSelected(true);
    this.state.selected = card.id;
    this.keep();
  }

  toggled(card: TestCard, open: boolean): void {
    this.state.open = { ...this.state.open, [card.id]: open };
    this.keep();
    card.setOpen(open);
  }

  edit(card: TestCard): void {
    if (card.item.kind === "example") this.send({ type: "goto", id: card.id });
    else if (card.item.cut) this.send({ type: "draft", id: card.id });
    else card.startEditing(draftOf(card.item), true);
  }

  save(card: TestCard, draft: Draft): void {
    const { id } = card;
    this.send({ type: "edit", id, change: { op: "update", id, ...asChange(draft) } });
  }

  draft(id: string, draft: Draft | undefined): void {
    const uri = this.view?.uri;
    if (!uri) return;
    const { [id]: _, ...others } = this.state.drafts?.[uri] ?? {};
    const now = draft ? { ...others, [id]: draft } : others;
    const { [uri]: __, ...rest } = this.state.drafts ?? {};
    this.state.drafts = Object.keys(now).length > 0 ? { ...rest, [uri]: now } : rest;
    this.keep();
  }

  move(card: TestCard, step: 1 | -1): void {
    const own = this.own();
    const to = own.indexOf(card) + step;
    if (card.item.kind !== "own" || to < 0 || to >= own.length) return;
    this.change(card.id, { op: "move", id: card.id, to });
  }

  drop(dragged: string, onto: TestCard): void {
    const own = this.own();
    const to = own.indexOf(onto);
    if (to >= 0 && own.some(({ id }) => id === dragged)) {
      this.change(dragged, { op: "move", id: dragged, to });
    }
  }

  remove(card: TestCard): void {
    const order = this.cards.parts;
    const next = order[order.indexOf(card) + 1] ?? order[order.indexOf(card) - 1];
    this.change(card.id, { op: "delete", id: card.id });
    if (next) next.head.focus();
  }

  private change(id: string, change: TestChange): void {
    this.send({ type: "edit", id, change });
  }

  private command(command: Extract<FromPage, { type: "command" }>["command"]): void {
    if (command === "undo") setText(this.undo, "");
    this.send({ type: "command", command });
  }

  private own(): TestCard[] {
    return this.inOrder().filter(({ item }) => item.kind === "own");
  }

  private inOrder(): TestCard[] {
    return (this.view?.tests ?? []).flatMap(({ id }) => this.cards.get(id) ?? []);
  }

  /** Another document: what was open and chosen before does not concern it. */
  private turn(view: TestsView | undefined): void {
    this.cards.update([]);
    this.closeForm();
    this.selected = undefined;
    setText(this.undo, "");
    if (view && this.state.uri !== view.uri) {
      Object.assign(this.state, { uri: view.uri, open: {}, selected: undefined, scroll: 0 });
      this.keep();
      scrollTo(0, 0);
    }
  }

  private ran(headline: string): void {
    const { running } = this;
    setText(this.headline, headline);
    this.headline.classList.toggle("stale", this.view?.stale ?? false);
    this.runAll.hidden = running;
    this.runAll.disabled = !this.canRun;
    this.cancel.hidden = !running;
    this.console.hidden = !this.view?.interactive || running;
    this.speak(headline, running);
  }

  private speak(headline: string, running: boolean): void {
    const now = performance.now();
    const ended = running !== this.spokenRunning;
    this.spokenRunning = running;
    if (!ended && now - this.spokenAt < SPOKEN_EVERY_MS) return;
    this.spokenAt = now;
    if (this.spoken.textContent !== headline) this.spoken.textContent = headline;
  }

  /** The first that fail are open, and all where there are few; what the user chose counts more. */
  private openSome(): void {
    const { tests = [] } = this.view ?? {};
    let failing = 0;
    for (const { id, result } of tests) {
      const card = this.cards.get(id);
      if (!card || card.isEditing) continue;
      const fails = result !== undefined && kindOf(result.verdict) === "failed";
      failing += Number(fails);
      const few = tests.length <= FEW && result === undefined;
      const open = this.state.open?.[id] ?? ((fails && failing <= OPEN_BY_ITSELF) || few);
      card.setOpen(open);
    }
  }

  /** Forms that were open when the page went away, with what was typed in them. */
  private restoreDrafts(): void {
    const drafts = this.state.drafts?.[this.view?.uri ?? ""] ?? {};
    for (const [id, draft] of Object.entries(drafts)) {
      if (id === NEW) this.add(draft, false);
      else if (!this.cards.get(id)?.isEditing) this.cards.get(id)?.startEditing(draft, false);
    }
  }

  private keepSelection(): void {
    if (this.selected?.element.isConnected) return;
    const all = this.inOrder();
    const card = all.find(({ id }) => id === this.state.selected) ?? all[0];
    this.selected = undefined;
    if (card) this.select(card);
  }

  private closeForm(focus = false): void {
    if (!this.form) return;
    this.form = undefined;
    this.fresh.replaceChildren();
    if (this.view) this.draft(NEW, undefined);
    if (focus) this.focus();
  }

  private note(text: string, ...more: Node[]): void {
    setText(this.undo, text);
    this.undo.append(...more);
    this.spoken.textContent = text;
  }

  private step(step: number): void {
    const all = this.inOrder();
    const here = this.selected ? all.indexOf(this.selected) : -1;
    this.focusOn(all[Math.min(Math.max(here + step, 0), all.length - 1)]);
  }

  private focusOn(card: TestCard | undefined): void {
    if (!card) return;
    card.head.focus({ preventScroll: true });
    card.element.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || this.help.isOpen || !this.view) return;
    const { selected } = this;
    if (event.altKey) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
      if (!step || !selected) return;
      event.preventDefault();
      return this.move(selected, step);
    }
    const practises = this.practice.isShown;
    const steps: Record<string, (() => void) | undefined> = {
      ArrowDown: () => this.step(1),
      j: () => this.step(1),
      ArrowUp: () => this.step(-1),
      k: () => this.step(-1),
      K: () => this.tools.canKeep && this.command("keep"),
      Home: () => this.focusOn(this.inOrder()[0]),
      End: () => this.focusOn(this.inOrder().at(-1)),
      R: () => this.canRun && this.send({ type: "run" }),
      c: () => this.send({ type: "cancel" }),
      n: () => this.add(),
      u: () => !this.undo.hidden && this.command("undo"),
      s: practises ? () => this.command("submit") : undefined,
      h: practises ? () => this.command("hint") : undefined,
      "?": () => this.help.open(),
      Escape: () => this.send({ type: "back" }),
    };
    for (const action of ACTIONS) steps[action.key] = selected && (() => selected.press(action));
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }
}

function draftOf({ name, input, expected }: TestItem): Draft {
  return { name, input, expected: expected ?? "", compared: expected !== undefined };
}

/** What a form says, as the server takes it. */
function asChange({ name, input, expected, compared }: Draft) {
  const text = (value: string) => (value === "" || value.endsWith("\n") ? value : `${value}\n`);
  return {
    ...(name ? { name } : {}),
    input: text(input),
    ...(compared ? { expected: text(expected) } : { noExpected: true }),
  };
}

/** The name of a file, where it has no statement that says another. */
function nameOf(uri: string): string {
  return decodeURIComponent(uri.split("/").at(-1) ?? uri);
}

function factsOf({ limits, comparison, interactive, file }: TestsView): string {
  const seconds = limits.timeMs / 1000;
  return [
    `${seconds.toLocaleString("en")} s, ${limits.memoryMiB} MiB`,
    interactive ? "interactive" : comparison && `compared by ${comparison}`,
    file && `own tests in ${file.split(/[/\\]/).at(-1)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
