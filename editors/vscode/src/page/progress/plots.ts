import { element, svg } from "../dom";

/** Sizes are in the units of the picture, which is scaled to the width that there is. */
const WIDTH = 600;
const HEIGHT = 160;
const LEFT = 38;
const BOTTOM = 20;
const TOP = 8;
const RIGHT = 8;
const DAY_MS = 86_400_000;

export interface Point {
  at: number;
  value: number;
  /** Half of the band around it. */
  spread: number;
  marked: boolean;
}

export interface Bar {
  label: string;
  /** Drawn from the bottom in this order, in the colours of these names. */
  parts: { name: string; value: number }[];
}

/** A plot with its numbers as a table, for those who do not see it. */
function figure(name: string, summary: string, picture: SVGElement, table: Node): HTMLElement {
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${name}: ${summary}`);
  const numbers = element("details", {}, element("summary", {}, "Numbers"), table);
  return element("div", { class: "plot" }, picture, numbers);
}

/** A value over time with the band of what is uncertain. */
export function line(name: string, points: readonly Point[]): HTMLElement {
  const first = points[0]?.at ?? 0;
  const last = Math.max(points.at(-1)?.at ?? 0, first + DAY_MS);
  const lows = points.map(({ value, spread }) => value - spread);
  const highs = points.map(({ value, spread }) => value + spread);
  const scale = ticks(Math.min(...lows), Math.max(...highs));
  const x = (at: number) => LEFT + ((at - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => place(value, scale.low, scale.high);
  const pair = (at: number, value: number) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`;
  const band = [
    ...points.map(({ at, value, spread }) => pair(at, value + spread)),
    ...[...points].reverse().map(({ at, value, spread }) => pair(at, value - spread)),
  ].join(" ");
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    ...grid(scale, y),
    svg("polygon", { class: "band", points: band }),
    svg("polyline", {
      class: "line",
      points: points.map(({ at, value }) => pair(at, value)).join(" "),
    }),
    ...points
      .filter(({ marked }) => marked)
      .map(({ at, value }) =>
        svg("circle", { class: "mark", cx: x(at).toFixed(1), cy: y(value).toFixed(1), r: 4 }),
      ),
    ...dates(first, last).map(({ at, text, end }) =>
      label(text, x(at), HEIGHT - 5, end ? "end" : "start"),
    ),
  );
  const now = points.at(-1);
  const summary = now ? `now ${Math.round(now.value)} ± ${Math.round(now.spread)}` : "nothing yet";
  const rows = points.map(({ at, value, spread }) => [
    day(at),
    `${Math.round(value)}`,
    `± ${Math.round(spread)}`,
  ]);
  return figure(name, summary, picture, table(["Day", "Rating", "Uncertainty"], rows));
}

/** Bars side by side, each of parts above each other. */
export function bars(name: string, all: readonly Bar[], names: readonly string[]): HTMLElement {
  const sums = all.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const scale = ticks(0, Math.max(...sums, 1));
  const y = (value: number) => place(value, scale.low, scale.high);
  const step = (WIDTH - LEFT - RIGHT) / Math.max(all.length, 1);
  const width = Math.min(step * 0.7, 40);
  const every = Math.ceil((all.length * 56) / (WIDTH - LEFT));
  const drawn = all.flatMap(({ label: text, parts }, index) => {
    const middle = LEFT + step * (index + 0.5);
    let below = 0;
    const present = parts.filter(({ value }) => value > 0);
    const rectangles = present.map(({ name: kind, value }) => {
      const [from, to] = [y(below), y(below + value)];
      below += value;
      return svg("rect", {
        class: `bar ${kind}`,
        x: (middle - width / 2).toFixed(1),
        y: to.toFixed(1),
        width: width.toFixed(1),
        height: Math.max(from - to, 0).toFixed(1),
      });
    });
    return [
      ...rectangles,
      ...(index % every === 0 ? [label(text, middle, HEIGHT - 5, "middle")] : []),
    ];
  });
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, ...grid(scale, y), ...drawn);
  const total = (kind: string) =>
    all
      .flatMap(({ parts }) => parts)
      .filter((part) => part.name === kind)
      .reduce((sum, { value }) => sum + value, 0);
  const kinds = [...new Set(all.flatMap(({ parts }) => parts.map((part) => part.name)))];
  const summary = kinds.map((kind, index) => `${total(kind)} ${names[index] ?? kind}`).join(", ");
  const rows = all.map(({ label: text, parts }) => [text, ...parts.map(({ value }) => `${value}`)]);
  return figure(name, summary, picture, table(["Day", ...names], rows));
}

/** Rows with a bar that grows to the right: for names that are longer than a bar is wide. */
export function rows(
  entries: readonly { name: string; solved: number; left: number }[],
): HTMLElement {
  const most = Math.max(...entries.map(({ solved, left }) => solved + left), 1);
  const part = (value: number, kind: string) => {
    const bar = element("span", { class: `bar ${kind}` });
    bar.style.setProperty("inline-size", `${(value / most) * 100}%`);
    return value > 0 ? [bar] : [];
  };
  return element(
    "table",
    { class: "rows" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "Topic"),
        element("th", { scope: "col" }, "Solved"),
        element("th", { scope: "col" }, "Given up"),
      ),
    ),
    element(
      "tbody",
      {},
      ...entries.map(({ name, solved, left }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, name),
          element(
            "td",
            {},
            element(
              "div",
              { class: "wide" },
              element(
                "span",
                { class: "track" },
                ...part(solved, "solved"),
                ...part(left, "given_up"),
              ),
              element("span", {}, String(solved)),
            ),
          ),
          element("td", {}, String(left)),
        ),
      ),
    ),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head))),
    ),
    element(
      "tbody",
      {},
      ...rows.map(([name = "", ...cells]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, name),
          ...cells.map((cell) => element("td", {}, cell)),
        ),
      ),
    ),
  );
}

interface Scale {
  low: number;
  high: number;
  steps: number[];
}

/** Three to five round numbers from below the lowest to above the highest. */
export function ticks(lowest: number, highest: number): Scale {
  const span = Math.max(highest - lowest, 1);
  const rough = span / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough,
  );
  const low = Math.floor(lowest / step) * step;
  const high = Math.max(Math.ceil(highest / step) * step, low + step);
  const steps = [];
  for (let value = low; value <= high; value += step) steps.push(value);
  return { low, high, steps };
}

function place(value: number, low: number, high: number): number {
  return HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - BOTTOM - TOP);
}

function grid(scale: Scale, y: (value: number) => number): SVGElement[] {
  return scale.steps.flatMap((value) => [
    svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
    label(String(value), LEFT - 6, y(value) + 4, "end"),
  ]);
}

function label(text: string, x: number, y: number, anchor: string): SVGTextElement {
  return svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, text);
}

function dates(first: number, last: number): { at: number; text: string; end: boolean }[] {
  return [
    { at: first, text: day(first), end: false },
    { at: last, text: day(last), end: true },
  ];
}

export function day(at: number): string {
  return new Date(at).toLocaleDateString("en", { day: "numeric", month: "short" });
}
