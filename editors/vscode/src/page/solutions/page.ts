import type { Attention, SolutionsView } from "../../lsp_ext";
import { BUTTONS, type Card, type CardHost, NearMissCard } from "./card";
import { Choice } from "../choice";
import { Chart } from "./chart";
import { bar, button, element, setMarked, setText } from "../dom";
import { GroupSection, type ShownGroup } from "./group";
import { Heat } from "./heat";
import { Help } from "../help";
import { KeyedList } from "../keyed";
import type { FromPage, ProgramAction } from "./messages";

/** A screen reader hears of progress this often at most; of the end at once. */
const SPOKEN_EVERY_MS = 5000;
const MANY = 50;

const KEYS: [string, string][] = [
  ["↑ ↓, k j", "Previous and next program"],
  ["Home, End", "First and last program"],
  ...BUTTONS.map(({ key, hint }): [string, string] => [key, hint]),
  ["Escape", "Back to the code"],
  ["?", "This list"],
];

/** The whole page: what is known of one problem's solve, updated in place. */
export class Page implements CardHost {
  private readonly title = element("h1");
  private readonly doubt = element("p", { class: "confidence" });
  private readonly headline = element("p", { class: "headline" });
  private readonly advice = element("p", { class: "advice" });
  private readonly facts = element("p", { class: "facts" });
  private readonly note = element("p", { class: "note", hidden: true });
  private readonly spoken = element("p", { class: "spoken", role: "status" });
  private readonly cancel = button("Cancel", () => this.send({ type: "cancel" }));
  private readonly again = button("Solve again", () => this.send({ type: "solve" }));
  private readonly keys = button("Keys", () => this.help.open());
  private readonly chart = new Chart();
  private readonly help = new Help(KEYS);
  private readonly solutionsTitle = element("h2");
  private readonly missesTitle = element("h2");
  private readonly notesTitle = element("h2", {}, "Notes");
  private readonly groups: KeyedList<ShownGroup, GroupSection>;
  private readonly misses: KeyedList<SolutionsView["nearMisses"][number], NearMissCard>;
  private readonly notes = element("ul", { class: "notes" });
  private spokenAt = 0;
  private state = "";
  readonly choice: Choice<Card>;

  constructor(
    private readonly root: HTMLElement,
    private readonly send: (message: FromPage) => void,
    changed: (selected: string | undefined) => void,
  ) {
    this.choice = new Choice(
      () => this.all,
      (id) => {
        changed(id);
        this.send({ type: "selected", id });
      },
    );
    const groups = element("div");
    const misses = element("ol", { class: "cards" });
    this.groups = new KeyedList(
      groups,
      ({ group }) => group.id,
      () => new GroupSection(this),
    );
    this.misses = new KeyedList(
      misses,
      ({ id }) => id,
      (item) => new NearMissCard(item, this),
    );
    const head = element(
      "header",
      { class: "head" },
      bar(this.title, this.cancel, this.again, this.keys),
      this.note,
      this.doubt,
      this.headline,
      this.advice,
      this.chart.element,
      this.facts,
      this.spoken,
    );
    root.append(
      head,
      this.solutionsTitle,
      groups,
      this.missesTitle,
      misses,
      this.notesTitle,
      this.notes,
      this.help.element,
    );
    document.addEventListener("keydown", (event) => this.key(event));
  }

  update(view: SolutionsView): void {
    const focused = document.activeElement;
    const running = view.state === "running";
    setText(this.title, view.problem.name);
    setText(this.note, "");
    const { confidence } = view;
    this.doubt.className = `confidence ${confidence?.level ?? ""}`;
    setText(this.doubt, confidence?.text ?? "");
    setMarked(this.headline, view.headline);
    setMarked(this.advice, view.advice ?? "");
    this.advice.classList.toggle("failed", view.state === "failed");
    setText(this.facts, factsOf(view));
    this.cancel.hidden = !running;
    this.again.hidden = running;
    this.chart.update(view.chart, running);
    setText(this.solutionsTitle, view.solutions.length > 0 ? "Solutions" : "");
    setText(this.missesTitle, view.nearMisses.length > 0 ? "Near misses" : "");
    this.root.classList.toggle("many", view.solutions.length > MANY);
    this.groups.update(grouped(view));
    this.misses.update(view.nearMisses);
    this.notesTitle.hidden = this.notes.hidden = view.notes.length === 0;
    if (this.notes.textContent !== view.notes.join("")) {
      this.notes.replaceChildren(...view.notes.map((note) => element("li", {}, note)));
    }
    this.choice.keep();
    this.choice.refocus(focused);
    this.speak(view);
  }

  /** What is shown is all that is left: the server knows nothing of it. */
  forget(): void {
    setText(
      this.note,
      "Shortlist was started anew since these were found. To insert or run one, solve again.",
    );
    // It goes on no more.
    if (this.state === "running") this.headline.hidden = true;
    this.cancel.hidden = true;
    this.again.hidden = false;
    this.chart.update([], false);
  }

  showAttention(id: string): void {
    this.send({ type: "attention", id });
  }

  attentionOf(id: string, attention: Attention | undefined, message: string | undefined): void {
    if (attention) return void this.card(id)?.openAttention(new Heat(attention));
    setText(this.note, message ?? "");
    this.say(message ?? "");
  }

  act(action: ProgramAction, id: string): void {
    this.send({ type: "action", action, id });
    if (action === "copy") this.say("Copied");
  }

  select(card: Card): void {
    this.choice.select(card);
  }

  focus(): void {
    if (!this.choice.focus()) this.keys.focus();
  }

  private get all(): Card[] {
    const solutions = this.groups.parts.flatMap((section) => section.cards.parts);
    return [...solutions, ...this.misses.parts];
  }

  private card(id: string): Card | undefined {
    return this.all.find((card) => card.id === id);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.help.isOpen) return;
    const onButton = event.target instanceof HTMLButtonElement;
    const steps: Record<string, () => void> = {
      ArrowDown: () => this.choice.move(1),
      j: () => this.choice.move(1),
      ArrowUp: () => this.choice.move(-1),
      k: () => this.choice.move(-1),
      Home: () => this.choice.first(),
      End: () => this.choice.last(),
      "?": () => this.help.open(),
      Escape: () => this.choice.item?.closeAttention() || this.send({ type: "back" }),
    };
    for (const { key, action } of BUTTONS) {
      if (key === "Enter" && onButton) continue;
      steps[key] = () => this.choice.item?.press(action);
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  private say(text: string): void {
    // The same words twice are two messages.
    this.spoken.textContent = "";
    this.spoken.textContent = text;
  }

  private speak(view: SolutionsView): void {
    const now = performance.now();
    if (view.state === this.state && now - this.spokenAt < SPOKEN_EVERY_MS) return;
    const doubt = view.confidence?.level === "low" ? `${view.confidence.short}. ` : "";
    const text = `${doubt}${view.headline}`;
    this.state = view.state;
    if (this.spoken.textContent === text) return;
    this.spokenAt = now;
    this.spoken.textContent = text;
  }
}

/** The solutions under their groups, a group where its best solution stands. */
function grouped({ groups, solutions }: SolutionsView): ShownGroup[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  const shown = new Map<string, ShownGroup>();
  for (const solution of [...solutions].sort((a, b) => a.rank - b.rank)) {
    const id = solution.group;
    const group = known.get(id) ?? { ...NO_GROUP, id };
    const section = shown.get(id) ?? { number: shown.size + 1, group, solutions: [] };
    section.solutions.push(solution);
    shown.set(id, section);
  }
  return [...shown.values()];
}

const NO_GROUP = { size: 0, share: 0, compared: 0, first: false, text: "" };

function factsOf({ model, seed, budget, stats, state }: SolutionsView): string {
  const number = (value: number) => value.toLocaleString("en");
  const seconds = Math.round(stats.seconds);
  return [
    model && `Model ${model}`,
    seed !== undefined && seed !== null && `seed ${seed}`,
    `${number(stats.sampled)} of ${number(budget.samples)} samples`,
    `${number(seconds)} of ${number(budget.seconds)} s`,
    state === "cancelled" && "cancelled",
  ]
    .filter(Boolean)
    .join(" · ");
}
