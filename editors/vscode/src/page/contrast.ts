/**
 * Colours of text for whatever theme is on, each made lighter or darker until it can be read on this
 * theme's background.
 */

type Rgb = [number, number, number];

/** Two numbers of WCAG 2.1: text, and text where the user asked for contrast. */
const READABLE = 4.5;
const HIGH = 7;

/** The usual colours, and the theme's own variable where it has one. */
export type Tokens = Record<string, { light: string; dark: string; variable?: string }>;

/** VS Code tells a page its theme's variables but not the colours of its syntax. */
export const SYNTAX: Tokens = {
  keyword: { light: "#0000ff", dark: "#569cd6" },
  string: { light: "#a31515", dark: "#ce9178", variable: "--vscode-debugTokenExpression-string" },
  number: { light: "#098658", dark: "#b5cea8", variable: "--vscode-debugTokenExpression-number" },
  comment: { light: "#008000", dark: "#6a9955" },
  function: { light: "#795e26", dark: "#dcdcaa" },
  type: { light: "#267f99", dark: "#4ec9b0" },
};

/** Sets `--token-…` on the body, and does so again at every change of the theme. */
export function followTheme(tokens: Tokens, ...backgrounds: string[]): void {
  const apply = () => {
    const style = getComputedStyle(document.body);
    const background = backgrounds.map((name) => parse(style.getPropertyValue(name))).find(Boolean);
    if (!background) return;
    const light = luminance(background) > 0.4;
    const wanted = document.body.className.includes("high-contrast") ? HIGH : READABLE;
    for (const [name, { variable, ...usual }] of Object.entries(tokens)) {
      const own = variable ? parse(style.getPropertyValue(variable)) : undefined;
      const colour = own ?? parse(light ? usual.light : usual.dark);
      if (!colour) continue;
      const [r, g, b] = readable(colour, background, wanted);
      document.body.style.setProperty(`--token-${name}`, `rgb(${r} ${g} ${b})`);
    }
  };
  apply();
  // The theme arrives as a class of the body and as variables on the root element.
  const observer = new MutationObserver(apply);
  observer.observe(document.body, { attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributeFilter: ["style"] });
}

/** The colour, moved towards white or black as little as it takes. */
export function readable(colour: Rgb, background: Rgb, wanted: number): Rgb {
  const end = luminance(background) > 0.18 ? 0 : 255;
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = colour.map((channel) => Math.round(channel + (end - channel) * part)) as Rgb;
    if (contrast(mixed, background) >= wanted) return mixed;
  }
  return [end, end, end];
}

export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `#rgb`, `#rrggbb` and `rgb(…)`, which is what themes' variables hold. */
export function parse(text: string): Rgb | undefined {
  const hex = text.trim().match(/^#([0-9a-f]{3,8})$/i)?.[1];
  if (hex) {
    const pairs = hex.length < 6 ? [...hex].map((digit) => digit + digit) : hex.match(/../g);
    return pairs?.slice(0, 3).map((pair) => parseInt(pair, 16)) as Rgb | undefined;
  }
  const numbers = text.match(/^\s*rgba?\(([^)]+)\)/)?.[1]?.match(/[\d.]+/g);
  return numbers?.slice(0, 3).map(Number) as Rgb | undefined;
}
