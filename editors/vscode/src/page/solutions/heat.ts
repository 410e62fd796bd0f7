import type { Attention } from "../../lsp_ext";
import { element, setText } from "../dom";

const NAMED = 5;
/** How many times its even share a word must be read to be named. */
const NOTABLE = 1.5;

/**
 * Which words of the statement the model reads for a line of a program: the program's lines become a
 * list to choose from, and the words take their part of the line's attention as their colour. The
 * ones that are read most are underlined and named as well.
 */
export class Heat {
  private readonly words: HTMLElement[] = [];
  private readonly most = element("p", { role: "status" });
  readonly element: HTMLElement;
  private lines: HTMLElement[] = [];
  private code: HTMLElement | undefined;
  private readonly onKey = (event: KeyboardEvent) => this.key(event);
  private readonly onClick = (event: Event) => this.click(event);
  private chosen = -1;

  constructor(private readonly attention: Attention) {
    const statement = element("p", { class: "statement", tabindex: 0, "aria-label": "Statement" });
    statement.setAttribute("role", "group");
    const characters = [...attention.text];
    let end = 0;
    for (const [from, to] of attention.words) {
      const word = element("span", { class: "word" }, characters.slice(from, to).join(""));
      statement.append(characters.slice(end, from).join(""), word);
      this.words.push(word);
      end = to;
    }
    statement.append(characters.slice(end).join(""));
    this.element = element(
      "section",
      { class: "heat", "aria-label": "What the model reads" },
      this.most,
      statement,
    );
  }

  open(code: HTMLElement): void {
    this.code = code;
    this.lines = [...code.querySelectorAll<HTMLElement>(".line")];
    code.classList.add("choosing");
    code.setAttribute("role", "listbox");
    code.setAttribute("aria-label", "Lines of the program");
    code.tabIndex = 0;
    this.lines.forEach((line, index) => {
      line.id = `line-${index}`;
      line.setAttribute("role", "option");
    });
    code.addEventListener("keydown", this.onKey);
    code.addEventListener("click", this.onClick);
    code.focus();
    this.choose(this.lines.findIndex((_, index) => this.reads(index)));
  }

  close(): void {
    const { code } = this;
    this.element.remove();
    if (!code) return;
    code.classList.remove("choosing");
    for (const name of ["role", "aria-label", "aria-activedescendant", "tabindex"]) {
      code.removeAttribute(name);
    }
    for (const line of this.lines) {
      for (const name of ["id", "role", "aria-selected"]) line.removeAttribute(name);
    }
    code.removeEventListener("keydown", this.onKey);
    code.removeEventListener("click", this.onClick);
  }

  private reads(index: number): boolean {
    return (this.attention.lines[index]?.length ?? 0) > 0;
  }

  private choose(index: number): void {
    const weights = this.attention.lines[index];
    if (!weights?.length) return;
    this.chosen = index;
    this.lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === index)));
    this.code?.setAttribute("aria-activedescendant", `line-${index}`);
    this.lines[index]?.scrollIntoView({ block: "nearest" });
    const top = Math.max(...weights);
    const ranked = weights.map((weight, at) => ({ weight, at }));
    const leading = ranked
      .filter(({ weight }) => weight * weights.length > NOTABLE)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, NAMED);
    const named = new Set(leading.map(({ at }) => at));
    this.words.forEach((word, at) => {
      word.style.setProperty("--heat", ((weights[at] ?? 0) / top).toFixed(3));
      word.classList.toggle("most", named.has(at));
    });
    const listed = leading.map(
      ({ weight, at }) => `${this.words[at]?.textContent} (${Math.round(weight * 100)}\u00a0%)`,
    );
    setText(this.most, `For line ${index + 1} the model reads most: ${listed.join(", ")}`);
  }

  private key(event: KeyboardEvent): void {
    const last = this.lines.length - 1;
    const steps: Record<string, [number, number]> = {
      ArrowDown: [this.chosen + 1, 1],
      ArrowUp: [this.chosen - 1, -1],
      Home: [0, 1],
      End: [last, -1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    for (let at = step[0]; at >= 0 && at <= last; at += step[1]) {
      if (this.reads(at)) return this.choose(at);
    }
  }

  private click(event: Event): void {
    const line = (event.target as Element).closest<HTMLElement>(".line");
    if (line) this.choose(this.lines.indexOf(line));
  }
}
