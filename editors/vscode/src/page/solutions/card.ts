import type { NearMissItem, SolutionItem } from "../../lsp_ext";
import { firstDifference } from "../difference";
import { element, setText } from "../dom";
import { Heat } from "./heat";
import type { Part } from "../keyed";
import type { ProgramAction } from "./messages";
import { ProgramText } from "../program";

/** What a card asks of the page. */
export interface CardHost {
  act(action: ProgramAction, id: string): void;
  showAttention(id: string): void;
  select(card: Card): void;
}

const NAMES: Record<string, string> = {
  c: "C",
  cpp: "C++",
  go: "Go",
  java: "Java",
  javascript: "JavaScript",
  python: "Python",
  rust: "Rust",
};

/** What a failed example came to, beside a wrong answer. */
const VERDICTS: Record<string, string> = {
  RE: "it ends with an error",
  TLE: "it takes too long",
  MLE: "it needs too much memory",
  OLE: "it prints too much",
  CE: "it does not compile",
};

interface Button {
  action: ProgramAction | "attention";
  label: string;
  key: string;
  hint: string;
}

export const BUTTONS: readonly Button[] = [
  { action: "insert", label: "Insert", key: "Enter", hint: "Insert into the file" },
  { action: "copy", label: "Copy", key: "c", hint: "Copy to the clipboard" },
  { action: "run", label: "Run", key: "r", hint: "Run on the examples" },
  { action: "compare", label: "Compare", key: "d", hint: "Compare with another program" },
  { action: "open", label: "Open", key: "o", hint: "Open in a file of its own" },
  { action: "attention", label: "Attention", key: "a", hint: "What the model reads for a line" },
];

/** One program: a title, what is known of it, its buttons and its text. */
export abstract class Card<
  T extends SolutionItem | NearMissItem = SolutionItem | NearMissItem,
> implements Part<T> {
  private readonly title: HTMLElement;
  private readonly proof = element("p", { class: "proof" });
  private readonly buttons: HTMLButtonElement[];
  private readonly program: ProgramText;
  protected readonly details = element("div", { class: "details" });
  readonly article: HTMLElement;
  readonly element: HTMLElement;
  private heat: Heat | undefined;
  id: string;

  constructor(
    protected item: T,
    private readonly host: CardHost,
    kind: "solution" | "near-miss",
    heading: "h3" | "h4",
  ) {
    this.id = item.id;
    this.title = element(heading, { id: `title-${nextId()}` });
    this.buttons = BUTTONS.map(({ action, label, key, hint }) => {
      const button = element("button", { type: "button", tabindex: -1, title: `${hint} (${key})` });
      button.append(label);
      button.addEventListener("click", () => this.press(action));
      return button;
    });
    const actions = element("div", { class: "actions" }, ...this.buttons);
    this.article = element(
      "article",
      { class: kind, tabindex: -1, "aria-labelledby": this.title.id },
      element("header", {}, this.title, actions),
      this.proof,
      this.details,
    );
    this.program = new ProgramText(this.article);
    this.article.append(this.program.element);
    this.element = element("li", {}, this.article);
    this.article.addEventListener("focusin", () => host.select(this));
    this.article.addEventListener("pointerdown", () => host.select(this));
  }

  update(item: T): void {
    this.item = item;
    setText(this.title, this.titleOf(item));
    setText(this.proof, this.proofOf(item));
    for (const [index, { label }] of BUTTONS.entries()) {
      this.buttons[index]?.setAttribute("aria-label", `${label}: ${this.title.textContent}`);
    }
    const changed = this.program.update(item.source, item.language);
    if (changed && this.heat) this.closeAttention();
  }

  protected abstract titleOf(item: T): string;
  protected abstract proofOf(item: T): string;

  press(action: ProgramAction | "attention"): void {
    if (action !== "attention") this.host.act(action, this.id);
    else if (this.heat) this.closeAttention();
    else this.host.showAttention(this.id);
  }

  /** The chosen card can be focused, and so can its buttons; those of the others are left out. */
  setSelected(selected: boolean): void {
    this.article.classList.toggle("selected", selected);
    this.article.tabIndex = selected ? 0 : -1;
    for (const button of this.buttons) button.tabIndex = selected ? 0 : -1;
  }

  openAttention(heat: Heat): void {
    this.program.colour();
    this.heat?.close();
    this.heat = heat;
    this.article.append(heat.element);
    heat.open(this.program.code);
  }

  /** True when there was something to close. */
  closeAttention(): boolean {
    if (!this.heat) return false;
    this.heat.close();
    this.heat = undefined;
    this.article.focus();
    return true;
  }
}

export class SolutionCard extends Card<SolutionItem> {
  constructor(item: SolutionItem, host: CardHost) {
    super(item, host, "solution", "h4");
  }

  protected override titleOf({ label, language, inserted }: SolutionItem): string {
    return `${label} · ${NAMES[language] ?? language}${inserted ? " · inserted" : ""}`;
  }

  protected override proofOf({ proof, origin }: SolutionItem): string {
    return origin && !proof.includes(origin) ? `${proof} · ${origin}` : proof;
  }
}

/** A program that fails an example, with that example and where the output is wrong first. */
export class NearMissCard extends Card<NearMissItem> {
  constructor(item: NearMissItem, host: CardHost) {
    super(item, host, "near-miss", "h3");
  }

  override update(item: NearMissItem): void {
    super.update(item);
    const { input, expected, got, detail, index } = item.example;
    const differs = firstDifference(expected, got);
    // Of a single word nothing has to be found.
    const long = /\S\s+\S/.test(expected);
    const wrong = differs && long ? describe(expected, got, differs) : "";
    this.details.replaceChildren(
      element(
        "dl",
        { "aria-label": `Example ${index}` },
        ...pair("Input", input),
        ...pair("Expected", expected, differs?.expected, "expected"),
        ...pair("Got", got, differs?.got),
      ),
      ...[wrong, detail].filter(Boolean).map((text) => element("p", { class: "difference" }, text)),
    );
  }

  protected override titleOf({ language, passed, total, inserted }: NearMissItem): string {
    const name = `Passes ${passed} of ${total} · ${NAMES[language] ?? language}`;
    return inserted ? `${name} · inserted` : name;
  }

  /** How it fails stands below, in full. */
  protected override proofOf({ example }: NearMissItem): string {
    const verdict = VERDICTS[example.verdict];
    return `Fails example ${example.index}${verdict ? `: ${verdict}` : ""}`;
  }
}

function pair(
  name: string,
  text: string,
  mark?: { start: number; end: number },
  kind?: string,
): HTMLElement[] {
  const shown = text.trimEnd();
  const output = element("dd", {});
  if (!mark) output.append(shown || "(nothing)");
  else {
    const word = text.slice(mark.start, mark.end) || "(nothing)";
    const after = shown.slice(mark.end);
    output.append(shown.slice(0, mark.start), element("mark", { class: kind }, word), after);
  }
  return [element("dt", {}, name), output];
}

function describe(
  expected: string,
  got: string,
  at: NonNullable<ReturnType<typeof firstDifference>>,
): string {
  const quoted = (text: string, { start, end }: { start: number; end: number }) => {
    const word = text.slice(start, end);
    return word ? `“${word.length > 40 ? `${word.slice(0, 40)}…` : word}”` : "nothing more";
  };
  const [wanted, printed] = [quoted(expected, at.expected), quoted(got, at.got)];
  return `Differs first in line ${at.line}: expected ${wanted}, got ${printed}.`;
}

let lastId = 0;

function nextId(): number {
  lastId += 1;
  return lastId;
}
