/** Programs with syntax colours, a `span.line` for each line. */
import { element } from "./dom";

declare global {
  /** Of highlight/main.ts: a program as HTML; undefined for a language that it does not know. */
  var shortlistHighlight: ((source: string, language: string) => string | undefined) | undefined;
}

/** The lines of a program as plain text: what is shown until it comes into sight. */
export function plainLines(source: string): HTMLElement[] {
  return linesOf(source).map((text) => line(text ? [text] : []));
}

/** The lines of a program with a span for each token that has a colour. */
export function colouredLines(source: string, language: string): HTMLElement[] {
  const html = globalThis.shortlistHighlight?.(linesOf(source).join("\n"), language);
  if (html === undefined) return plainLines(source);
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const lines: Node[][] = [[]];
  for (const { text, kind } of tokens(parsed.body, "")) {
    text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (!part) return;
      lines.at(-1)?.push(kind ? element("span", { class: kind }, part) : new Text(part));
    });
  }
  return lines.map(line);
}

function linesOf(source: string): string[] {
  return source.replaceAll("\r\n", "\n").replace(/\n+$/, "").split("\n");
}

function line(content: (Node | string)[]): HTMLElement {
  return element("span", { class: "line" }, ...content, "\n");
}

/** The leaves of the highlighter's tree, each with the innermost kind around it. */
function* tokens(node: Node, kind: string): Generator<{ text: string; kind: string }> {
  for (const child of node.childNodes) {
    if (child instanceof Text) yield { text: child.data, kind };
    else if (child instanceof Element)
      yield* tokens(child, KINDS[child.classList[0] ?? ""] ?? kind);
  }
}

/** The highlighter's classes by the colours that there are. */
const KINDS: Record<string, string> = {
  "hljs-keyword": "keyword",
  "hljs-literal": "keyword",
  "hljs-operator": "",
  "hljs-punctuation": "",
  "hljs-params": "",
  "hljs-variable": "",
  "hljs-subst": "",
  "hljs-meta": "keyword",
  "hljs-string": "string",
  "hljs-regexp": "string",
  "hljs-char": "string",
  "hljs-number": "number",
  "hljs-comment": "comment",
  "hljs-doctag": "comment",
  "hljs-title": "function",
  "hljs-built_in": "type",
  "hljs-type": "type",
  "hljs-class": "type",
  "hljs-symbol": "type",
};
