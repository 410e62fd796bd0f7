import type { TestsView } from "../../lsp_tests";
import { button, element, setText } from "../dom";
import type { FromPage, PageCommand } from "./messages";
import { TextBlock } from "./texts";

/** What the buttons at the top ask for. */
interface HeadHost {
  send(message: FromPage): void;
  command(command: PageCommand): void;
  add(): void;
  help(): void;
}

/** The top of the page: which problem, how its tests stand, and what can be done with all of them. */
export class Head {
  private readonly title = element("h1");
  private readonly headline = element("p", { class: "headline" });
  private readonly unavailable = element("p", { class: "note" });
  private readonly compiler = new TextBlock("Compiler", "h2");
  private readonly note = element("p", { class: "note", hidden: true });
  private readonly runAll: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly console: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(host: HeadHost) {
    const command = (label: string, name: PageCommand, title: string) =>
      button(label, () => host.command(name), { title });
    this.runAll = button("Run all", () => host.send({ type: "run" }), {
      class: "primary",
      title: "Run all tests (Shift+R)",
    });
    this.cancel = button("Cancel", () => host.send({ type: "cancel" }), { title: "Cancel (c)" });
    this.console = command("Talk to it", "console", "Run it in a terminal and answer it yourself");
    this.element = element(
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
        button("Add test", () => host.add(), { title: "A test of your own (n)" }),
        command("Stress", "stress", "Find an input on which your program fails"),
        command("Largest", "largest", "Time and memory on the largest inputs"),
        button("Keys", () => host.help(), { title: "The list of keys (?)" }),
      ),
      this.unavailable,
      this.note,
      this.compiler.element,
    );
  }

  update(view: TestsView): void {
    setText(this.title, view.problemId ? view.title : nameOf(view.uri));
    // The headline says it already where nothing was run.
    const said = view.unavailable === view.headline;
    setText(this.unavailable, said ? "" : (view.unavailable ?? ""));
    this.compiler.update(view.compileOutput || undefined, "");
  }

  /** How far a run is, or how it ended. */
  ran(view: TestsView | undefined, canRun: boolean): void {
    const running = view?.running ?? false;
    setText(this.headline, view?.headline ?? "");
    this.headline.classList.toggle("stale", view?.stale ?? false);
    this.runAll.hidden = running;
    this.runAll.disabled = !canRun;
    this.cancel.hidden = !running;
    this.console.hidden = !view?.interactive || running;
  }

  /** A sentence about what was done, until the next one. */
  say(text: string, ...more: Node[]): void {
    setText(this.note, text);
    this.note.append(...more);
  }

  /** Whether a sentence stands there that can be answered. */
  get says(): boolean {
    return !this.note.hidden;
  }

  focus(): void {
    this.runAll.focus();
  }
}

/** The name of a file, where it has no statement that says another. */
function nameOf(uri: string): string {
  return decodeURIComponent(uri.split("/").at(-1) ?? uri);
}
