import type { ChartPoint } from "../../lsp_ext";
import { element, setText, svg } from "../dom";

const WIDTH = 240;
const HEIGHT = 48;

/**
 * Samples and survivors over time, each on a scale of its own: of a thousand samples a handful pass.
 * The lines differ in their dashes too, and the legend says the numbers.
 */
export class Chart {
  private readonly sampled = svg("polyline", { class: "sampled" });
  private readonly passed = svg("polyline", { class: "passed" });
  private readonly picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" },
    this.sampled,
    this.passed,
  );
  private readonly sampledText = element("span", { class: "sampled" });
  private readonly passedText = element("span", { class: "passed" });
  readonly element = element(
    "div",
    { class: "chart", hidden: true },
    this.picture,
    element("p", { "aria-hidden": true }, this.sampledText, this.passedText),
  );

  update(points: readonly ChartPoint[], shown: boolean): void {
    const last = points.at(-1);
    this.element.hidden = !shown || points.length < 2 || !last;
    if (this.element.hidden || !last) return;
    this.sampled.setAttribute(
      "points",
      line(points, (point) => point.sampled),
    );
    this.passed.setAttribute(
      "points",
      line(points, (point) => point.passed),
    );
    setText(this.sampledText, `${last.sampled.toLocaleString("en")} sampled`);
    setText(this.passedText, `${last.passed.toLocaleString("en")} passed the examples`);
    const text = `After ${Math.round(last.seconds)} s: ${last.sampled} programs sampled, ${last.passed} passed the examples`;
    this.picture.setAttribute("aria-label", text);
  }
}

function line(points: readonly ChartPoint[], value: (point: ChartPoint) => number): string {
  const end = Math.max(points.at(-1)?.seconds ?? 0, 1e-9);
  const top = Math.max(...points.map(value), 1);
  const at = (point: ChartPoint) => {
    const x = (point.seconds / end) * WIDTH;
    const y = HEIGHT - 2 - (value(point) / top) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  return [{ seconds: 0, sampled: 0, passed: 0 }, ...points].map(at).join(" ");
}
