import { element } from "./dom";
import { colouredLines } from "./lines";

/** Colours programs when they come into sight: most of a long list is never looked at. */
const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) programs.get(target)?.colour();
    }
  },
  { rootMargin: "200px" },
);
const programs = new WeakMap<Element, ProgramText>();

/** The text of a program, in the colours of its language once it is in sight of who looks at `seen`. */
export class ProgramText {
  readonly code = element("code");
  readonly element = element("pre", {}, this.code);
  private source = "";
  private language = "";
  private isColoured = false;

  constructor(private readonly seen: Element) {
    programs.set(seen, this);
    sight.observe(seen);
  }

  /** Returns whether this is another text than before. */
  update(source: string, language: string): boolean {
    if (source === this.source && language === this.language) return false;
    this.source = source;
    this.language = language;
    this.isColoured = false;
    this.code.textContent = source.replace(/\s+$/, "\n");
    // Whether it is in sight is told anew to who begins to look.
    sight.unobserve(this.seen);
    sight.observe(this.seen);
    return true;
  }

  colour(): void {
    if (this.isColoured) return;
    this.isColoured = true;
    this.code.replaceChildren(...colouredLines(this.source, this.language));
  }
}
