import type { Largest, Stressed } from "../../lsp_tests";
import { button, element, setText } from "../dom";
import type { FromPage, Tool, Tools } from "./messages";
import { TextBlock } from "./texts";
import { bytes, figures, kindOf, SIGNS, wordsOf } from "./verdicts";

type Send = (message: FromPage) => void;

/** What the stress test and the largest inputs came to. */
export class ToolsSection {
  private readonly stress: StressBox;
  private readonly largest: LargestBox;
  readonly element: HTMLElement;

  constructor(send: Send) {
    this.stress = new StressBox(send);
    this.largest = new LargestBox(send);
    this.element = element("div", {}, this.stress.element, this.largest.element);
  }

  update({ stress, largest }: Tools): void {
    this.stress.update(stress);
    this.largest.update(largest);
  }

  /** Those that go on. */
  get running(): (keyof Tools)[] {
    return [this.stress, this.largest].filter((box) => box.running).map(({ tool }) => tool);
  }

  /** Whether there is a counterexample to keep. */
  get canKeep(): boolean {
    return this.stress.found;
  }
}

abstract class Box<T> {
  private readonly message = element("p", { role: "status" });
  private readonly end: HTMLButtonElement;
  protected readonly content = element("div");
  readonly element: HTMLElement;
  running = false;

  constructor(
    private readonly title: string,
    readonly tool: keyof Tools,
    send: Send,
  ) {
    this.end = button("", () => send({ type: this.running ? "cancelTool" : "closeTool", tool }));
    this.element = element(
      "section",
      { class: "box", hidden: true, "aria-label": title },
      element("div", { class: "bar" }, element("h2", {}, title), this.end),
      this.message,
      this.content,
    );
  }

  update(tool: Tool<T> | undefined): void {
    this.element.hidden = !tool;
    this.running = tool?.running ?? false;
    if (!tool) return;
    setText(this.end, tool.running ? "Cancel" : "Close");
    this.end.setAttribute("aria-label", `${this.end.textContent}: ${this.title}`);
    setText(this.message, tool.message);
    this.content.hidden = !tool.result;
    this.show(tool.result);
  }

  protected abstract show(result: T | undefined): void;
}

class StressBox extends Box<Stressed> {
  private readonly input = new TextBlock("Input");
  private readonly expected = new TextBlock("Expected");
  private readonly got = new TextBlock("Got");
  private readonly detail = element("p");
  found = false;

  constructor(send: Send) {
    super("Stress test", "stress", send);
    const keep = button("Keep as test", () => send({ type: "command", command: "keep" }), {
      class: "primary",
      title: "Add this input to your own tests (Shift+K)",
    });
    this.content.append(
      this.detail,
      this.input.element,
      this.expected.element,
      this.got.element,
      element("div", { class: "actions" }, keep),
    );
  }

  protected override show(result: Stressed | undefined): void {
    const test = result?.test;
    this.found = test !== undefined;
    this.content.hidden = !test;
    if (!test) return;
    // Of a wrong answer both outputs say it.
    setText(this.detail, test.verdict === "WA" ? "" : verdictLine(test));
    this.input.update(test.input, "");
    this.expected.update(test.expected, "");
    this.got.update(test.got, "");
  }
}

function verdictLine({ verdict, detail }: { verdict: string; detail: string }): string {
  const words = `${verdict}: ${wordsOf(verdict)}`;
  return detail ? `${words}. ${detail}` : words;
}

class LargestBox extends Box<Largest> {
  constructor(send: Send) {
    super("Largest inputs", "largest", send);
  }

  protected override show(result: Largest | undefined): void {
    const rows = (result?.runs ?? []).map(({ name, verdict, timeMs, memoryKiB, inputBytes }) => {
      const kind = kindOf(verdict);
      const words = kind === "passed" ? "ran" : wordsOf(verdict);
      return element(
        "tr",
        { class: kind },
        element("th", { scope: "row" }, `${name}, ${bytes(inputBytes)}`),
        element("td", {}, element("span", { class: "sign" }, `${SIGNS[kind]} `), words),
        element("td", {}, figures(timeMs, memoryKiB)),
      );
    });
    this.content.hidden = rows.length === 0;
    const names = ["Input", "Verdict", "Time and memory"];
    const heads = names.map((name) => element("th", { scope: "col" }, name));
    this.content.replaceChildren(
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...heads)),
        element("tbody", {}, ...rows),
      ),
    );
  }
}
