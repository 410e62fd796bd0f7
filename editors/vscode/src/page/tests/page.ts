import type { Contest } from "../../lsp_practice";
import type { TestChange, TestItem, TestsChanged, TestsView } from "../../lsp_tests";
import { Announcer } from "../announcer";
import { button, element, setText } from "../dom";
import { Help } from "../help";
import { KeyedList } from "../keyed";
import { ACTIONS, type CardHost, TestCard } from "./card";
import { ContestSection } from "./contest";
import { asChange, draftOf, Drafts, EMPTY } from "./drafts";
import { TestForm } from "./form";
import { Head } from "./head";
import { KEYS } from "./keys";
import {
  type Draft,
  type FromPage,
  NEW,
  type PageCommand,
  type PageState,
  type PracticeShown,
  type ToPage,
  type Tools,
} from "./messages";
import { PracticeSection } from "./practice";
import { ToolsSection } from "./tools";
import { kindOf } from "./verdicts";

/** So many tests are open at once without being asked for. */
const OPEN_BY_ITSELF = 3;
const FEW = 4;
const MANY = 50;

type Answer<T extends ToPage["type"]> = Omit<Extract<ToPage, { type: T }>, "type">;

/** The whole page: the tests of one problem, updated in place, and what belongs to them. */
export class TestsPage implements CardHost {
  private readonly facts = element("p", { class: "facts" });
  private readonly announcer = new Announcer();
  private readonly head: Head;
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
  private readonly drafts: Drafts;

  constructor(
    root: HTMLElement,
    readonly send: (message: FromPage) => void,
    private readonly state: PageState,
    private readonly keep: () => void,
  ) {
    this.drafts = new Drafts(state, keep);
    this.tools = new ToolsSection((message) => this.send(message));
    this.practice = new PracticeSection((message) => this.send(message));
    this.contest = new ContestSection((message) => this.send(message));
    this.cards = new KeyedList(
      this.list,
      ({ id }) => id,
      (item) => new TestCard(item, this),
    );
    this.head = new Head({
      send,
      command: (command) => this.command(command),
      add: () => this.add(),
      help: () => this.help.open(),
    });
    root.append(
      this.contest.element,
      this.nothing,
      this.head.element,
      this.tools.element,
      this.practice.element,
      this.list,
      this.fresh,
      this.facts,
      this.notes,
      this.announcer.element,
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
    this.head.element.hidden = this.facts.hidden = this.list.hidden = view === undefined;
    if (other) this.turn(view);
    if (!view) {
      this.cards.update([]);
      this.notes.hidden = true;
      return;
    }
    this.head.update(view);
    setText(this.facts, factsOf(view));
    this.notes.hidden = view.notes.length === 0;
    this.notes.replaceChildren(...view.notes.map((note) => element("li", {}, note)));
    this.list.classList.toggle("many", view.tests.length > MANY);
    this.cards.update(view.tests);
    this.list.hidden = view.tests.length === 0;
    this.ran();
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
    this.ran();
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
  text({ uri, id, draft, message }: Answer<"text">): void {
    if (uri !== this.view?.uri) return;
    if (draft) this.cards.get(id)?.startEditing(draft, true);
    else if (message) this.note(message);
  }

  /** What came of a change that a form asked for, or a button. */
  edited({ uri, id, message }: Answer<"edited">): void {
    if (uri !== this.view?.uri) {
      // Its form went away with its document; refused, it comes again with what was typed.
      if (message === undefined) this.drafts.put(uri, id, undefined);
      return;
    }
    if (message === undefined) {
      if (id === NEW) this.closeForm();
      else this.cards.get(id)?.saved();
      return;
    }
    if (id === NEW && this.form) this.form.refused(message);
    else if (this.cards.get(id)?.isEditing) this.cards.get(id)?.refused(message);
    else this.note(message);
  }

  deleted({ uri, name }: Answer<"deleted">): void {
    if (uri !== this.view?.uri) return;
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
          const { name, ...texts } = asChange(now);
          this.change(NEW, { op: "add", ...(name ? { name } : {}), ...texts });
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
    else this.head.focus();
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
    else if (card.item.cut && this.view) {
      this.send({ type: "draft", uri: this.view.uri, id: card.id });
    } else card.startEditing(draftOf(card.item), true);
  }

  save(card: TestCard, draft: Draft): void {
    this.change(card.id, { op: "update", id: card.id, ...asChange(draft) });
  }

  accept({ id }: TestCard): void {
    this.change(id, { op: "accept", id });
  }

  draft(id: string, draft: Draft | undefined): void {
    if (this.view) this.drafts.put(this.view.uri, id, draft);
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
    const order = this.inOrder();
    const next = order[order.indexOf(card) + 1] ?? order[order.indexOf(card) - 1];
    this.change(card.id, { op: "delete", id: card.id });
    if (next) next.head.focus();
  }

  private change(id: string, change: TestChange): void {
    if (this.view) this.send({ type: "edit", uri: this.view.uri, id, change });
  }

  private command(command: PageCommand): void {
    if (command === "undo") this.head.say("");
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
    this.takeFormAway();
    this.selected = undefined;
    this.head.say("");
    if (view && this.state.uri !== view.uri) {
      Object.assign(this.state, { uri: view.uri, open: {}, selected: undefined, scroll: 0 });
      this.keep();
      scrollTo(0, 0);
    }
  }

  private ran(): void {
    this.head.ran(this.view, this.canRun);
    this.announcer.progress(this.view?.headline ?? "", this.running);
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
    const drafts = this.drafts.of(this.view?.uri ?? "");
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
    this.takeFormAway();
    this.draft(NEW, undefined);
    if (focus) this.focus();
  }

  /** What was typed in it is kept. */
  private takeFormAway(): void {
    this.form = undefined;
    this.fresh.replaceChildren();
  }

  /** Whatever goes on ends. */
  private cancelAll(): void {
    if (this.running) this.send({ type: "cancel" });
    for (const tool of this.tools.running) this.send({ type: "cancelTool", tool });
    if (this.practice.isJudging) this.send({ type: "cancelSubmit" });
  }

  private note(text: string, ...more: Node[]): void {
    this.head.say(text, ...more);
    this.announcer.say(text);
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
      c: () => this.cancelAll(),
      n: () => this.add(),
      u: () => this.head.says && this.command("undo"),
      s: practises ? () => this.command("submit") : undefined,
      h: practises ? () => this.command("hint") : undefined,
      "?": () => this.help.open(),
      Escape: () => this.send({ type: "back" }),
    };
    for (const action of ACTIONS) steps[action.key] = selected && (() => selected.press(action));
    // The key that deletes has this name on a Mac.
    steps["Backspace"] = steps["Delete"];
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }
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
