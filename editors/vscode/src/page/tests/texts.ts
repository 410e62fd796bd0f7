import type { Difference } from "../../lsp_tests";
import { button, element } from "../dom";

/** A longer text is shown from its beginning, and whole on request. */
const LINES_SHOWN = 14;

export interface Mark {
  start: number;
  end: number;
}

/** Where the differing part of a line stands in a whole text; nothing when that is cut off before. */
export function placeOf(
  text: string,
  line: number,
  fragment: string,
  { start, end }: Mark,
): Mark | undefined {
  const lines = text.split("\n");
  // Where a line was cut, it says so with a dot of three.
  const core = fragment.replace(/^…|…$/g, "").trimEnd();
  const cut = fragment.startsWith("…") ? 1 : 0;
  const candidates = [line - 1, ...lines.keys()];
  const found = candidates.find((index) => lines[index]?.includes(core));
  if (found === undefined || (core === "" && lines[line - 1] === undefined)) return undefined;
  const before = lines.slice(0, found).reduce((sum, each) => sum + each.length + 1, 0);
  const at = before + (lines[found] ?? "").indexOf(core) - cut;
  return { start: at + start, end: Math.max(at + end, at + start) };
}

/** One line: where two outputs part. */
export function sentenceOf(difference: Difference): string {
  const { line, expected, got, start, end, expectedStart, expectedEnd } = difference;
  const word = (text: string) => {
    if (!text) return "nothing";
    return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
  };
  const wanted = word(expected.slice(expectedStart, expectedEnd));
  return `Line ${line}: expected ${wanted}, got ${word(got.slice(start, end))}.`;
}

/** A named text in its own block, with a part of it marked. */
export class TextBlock {
  private readonly pre = element("pre");
  private readonly more = button("", () => this.toggle());
  private readonly heading: HTMLElement;
  readonly element: HTMLElement;
  private text = "";
  private whole = false;
  private mark: (Mark & { kind?: string }) | undefined;

  constructor(
    private readonly name: string,
    level: "h2" | "h3" = "h3",
  ) {
    this.more.className = "link";
    this.heading = element(level);
    this.element = element("section", { class: "text" }, this.heading, this.pre, this.more);
  }

  update(text: string | undefined, note: string, mark?: Mark & { kind?: string }): void {
    this.element.hidden = text === undefined;
    if (text === undefined) return;
    this.heading.textContent = note ? `${this.name} (${note})` : this.name;
    this.text = text.replace(/\n$/, "");
    this.mark = mark;
    // The part that matters is never hidden.
    const lines = this.text.split("\n");
    const at = mark ? this.text.slice(0, mark.start).split("\n").length : 0;
    if (at > LINES_SHOWN) this.whole = true;
    this.more.hidden = lines.length <= LINES_SHOWN + 2;
    this.draw();
  }

  private toggle(): void {
    this.whole = !this.whole;
    this.draw();
  }

  private draw(): void {
    const lines = this.text.split("\n");
    const shown =
      this.whole || this.more.hidden ? this.text : lines.slice(0, LINES_SHOWN).join("\n");
    this.more.textContent = this.whole ? "Show less" : `Show all ${lines.length} lines`;
    this.pre.replaceChildren(...marked(shown, this.mark));
    this.pre.classList.toggle("empty", shown === "");
    if (shown === "" && !this.mark) this.pre.textContent = "(nothing)";
  }
}

/** A text with a part of it marked; a part that is empty is marked by a sign. */
export function marked(text: string, mark?: Mark & { kind?: string }): (Node | string)[] {
  if (!mark || mark.start > text.length) return [text];
  const part = text.slice(mark.start, mark.end) || "∅";
  return [
    text.slice(0, mark.start),
    element("mark", { class: mark.kind }, part),
    text.slice(mark.end),
  ];
}
