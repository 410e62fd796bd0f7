import type { Passage } from "../../lsp_assist";
import { element } from "../dom";
import { colouredLines } from "../lines";
import { type Block, type Inline, type Leaf, read } from "./markdown";

/** Other names that models give to languages. */
const LANGUAGES: Record<string, string> = {
  "c++": "cpp",
  golang: "go",
  js: "javascript",
  py: "python",
  python3: "python",
  rs: "rust",
};

/** What a model said, what is wrong in it marked, with the fact beside it. */
export function wordsOf(passages: readonly Passage[]): HTMLElement[] {
  return read(passages).map(drawn);
}

function drawn(block: Block): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return element("p", {}, ...inline(block.content));
    case "heading":
      return element("h3", {}, ...inline(block.content));
    case "table":
      return element("pre", {}, ...inline(block.content));
    case "code":
      return element("pre", {}, element("code", {}, ...code(block.content, block.language)));
    case "quote":
      return element("blockquote", {}, ...block.blocks.map(drawn));
    case "rule":
      return element("hr");
    case "list": {
      const items = block.items.map((item) => element("li", {}, ...item.map(drawn)));
      if (block.start === undefined) return element("ul", {}, ...items);
      return element("ol", { start: block.start }, ...items);
    }
  }
}

/** Code has its colours, unless something in it is wrong. */
function code(content: readonly Inline[], language: string): (Node | string)[] {
  const [only] = content;
  if (content.length !== 1 || !only || !("text" in only) || only.wrong) return inline(content);
  return colouredLines(only.text, LANGUAGES[language] ?? language);
}

function inline(content: readonly Inline[]): (Node | string)[] {
  return content.map((part) => ("fact" in part ? fact(part.fact) : leaf(part)));
}

function leaf({ text, ...look }: Leaf): Node | string {
  let drawn: Node | string = text;
  if (look.code) drawn = element("code", {}, drawn);
  if (look.emphasis) drawn = element("em", {}, drawn);
  if (look.strong) drawn = element("strong", {}, drawn);
  return look.wrong ? element("mark", {}, drawn) : drawn;
}

function fact(text: string): HTMLElement {
  return element("span", { class: "fact" }, ` wrong: ${text}`);
}
