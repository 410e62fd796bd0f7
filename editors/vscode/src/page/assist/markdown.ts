/** Markdown as models write it, read without a page: into blocks of leaves, which have no HTML. */
import type { Passage } from "../../lsp_assist";

/** A stretch of text of one look; `wrong` says that the run shows it to be wrong. */
export interface Leaf {
  text: string;
  code?: boolean;
  strong?: boolean;
  emphasis?: boolean;
  wrong?: boolean;
}

/** What the run showed, behind the leaves that it is about. */
export interface Fact {
  fact: string;
}

export type Inline = Leaf | Fact;

export type Block =
  | { kind: "paragraph" | "heading" | "table"; content: Inline[] }
  | { kind: "code"; language: string; content: Inline[] }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "list"; start?: number; items: Block[][] }
  | { kind: "rule" };

/** Where wrong passages begin and end, in the text that is read. */
const BEGIN = "\uE000";
const END = "\uE001";
const EDGES = /[\uE000\uE001]/g;

const FENCE = /^\s*(`{3,}|~{3,})\s*([\w+#-]*)/;
const HEADING = /^\s{0,3}#{1,6}\s/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const ITEM = /^([\uE000\uE001]*)(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

/** The blocks of passages, which are one text that was cut where something in it is wrong. */
export function read(passages: readonly Passage[]): Block[] {
  const facts: string[] = [];
  const text = passages
    .map((passage) => {
      const plain = passage.text.replace(EDGES, "\uFFFD");
      if (!passage.wrong) return plain;
      facts.push(passage.wrong);
      return `${BEGIN}${plain}${END}`;
    })
    .join("");
  return new Reader(facts).blocks(text.replaceAll("\r\n", "\n").split("\n"));
}

class Reader {
  private wrong = false;

  /** The facts are told in the order in which what is wrong ends. */
  constructor(private readonly facts: string[]) {}

  blocks(lines: string[]): Block[] {
    const found: Block[] = [];
    let at = 0;
    while (at < lines.length) {
      const line = lines[at] ?? "";
      const plain = line.replace(EDGES, "");
      if (!plain.trim()) {
        // An edge alone in its line still counts.
        const edges = this.inline(line.trim());
        if (edges.length > 0) found.push({ kind: "paragraph", content: edges });
        at += 1;
        continue;
      }
      const end = this.endOf(lines, at);
      found.push(...this.block(lines.slice(at, end), plain));
      at = end;
    }
    return found;
  }

  /** The line behind the block that begins at `at`. */
  private endOf(lines: string[], at: number): number {
    const plain = (index: number) => (lines[index] ?? "").replace(EDGES, "");
    const first = plain(at);
    const fence = first.match(FENCE)?.[1];
    let end = at + 1;
    if (fence) {
      while (end < lines.length && !plain(end).trim().startsWith(fence)) end += 1;
      return Math.min(end + 1, lines.length);
    }
    if (HEADING.test(first) || RULE.test(first)) return end;
    if (ITEM.test(lines[at] ?? "")) return this.endOfList(lines, at);
    const same = QUOTE.test(first) ? QUOTE : first.trim().startsWith("|") ? /^\s*\|/ : undefined;
    const isMore = (text: string) => (same ? same.test(text) : text.trim() && !isStart(text));
    while (end < lines.length && isMore(plain(end))) end += 1;
    return end;
  }

  private endOfList(lines: string[], at: number): number {
    const indent = indentOf(lines[at] ?? "");
    let end = at + 1;
    let blank = false;
    for (; end < lines.length; end += 1) {
      const line = lines[end] ?? "";
      const plain = line.replace(EDGES, "");
      if (!plain.trim()) {
        blank = true;
        continue;
      }
      const within = indentOf(line) > indent || (ITEM.test(line) && indentOf(line) === indent);
      if (!within && (blank || isStart(plain))) break;
      blank = false;
    }
    while (end > at + 1 && !(lines[end - 1] ?? "").trim()) end -= 1;
    return end;
  }

  private block(lines: string[], first: string): Block[] {
    const fence = first.match(FENCE);
    if (fence) {
      const [, mark = "", language = ""] = fence;
      const closed = lines.length > 1 && lines.at(-1)?.replace(EDGES, "").trim().startsWith(mark);
      const inner = lines.slice(1, closed ? -1 : undefined).join("\n");
      const edges = [lines[0] ?? "", closed ? (lines.at(-1) ?? "") : ""].map(edgesOf);
      const content = this.leaves(`${edges[0]}${inner}${edges[1]}`, {});
      return [{ kind: "code", language: language.toLowerCase(), content }];
    }
    if (HEADING.test(first)) {
      const text = (lines[0] ?? "")
        .replace(/^([\uE000\uE001]*)\s*#+\s+/, "$1")
        .replace(/\s+#+\s*$/, "");
      return [{ kind: "heading", content: this.inline(text) }];
    }
    if (RULE.test(first)) return [{ kind: "rule" }];
    if (QUOTE.test(first)) {
      const inner = lines.map((line) => line.replace(/^([\uE000\uE001]*)\s{0,3}>\s?/, "$1"));
      return [{ kind: "quote", blocks: this.blocks(inner) }];
    }
    const item = (lines[0] ?? "").match(ITEM);
    if (item) return [this.list(lines, item[3] ?? "")];
    const text = lines.map((line) => line.trim()).join("\n");
    if (first.trim().startsWith("|")) return [{ kind: "table", content: this.leaves(text, {}) }];
    return [{ kind: "paragraph", content: this.inline(text) }];
  }

  private list(lines: string[], mark: string): Block {
    const indent = indentOf(lines[0] ?? "");
    const items: string[][] = [];
    for (const line of lines) {
      const [, edges = "", , , rest = ""] = line.match(ITEM) ?? [];
      if (ITEM.test(line) && indentOf(line) <= indent) items.push([edges + rest]);
      else items.at(-1)?.push(dedented(line, indent + 2));
    }
    const start = /^\d/.test(mark) ? Number.parseInt(mark, 10) : undefined;
    return { kind: "list", start, items: items.map((item) => this.blocks(item)) };
  }

  /** Text with code, strong and emphasised words. */
  private inline(text: string): Inline[] {
    const found: Inline[] = [];
    const look = { strong: false, emphasis: false };
    let plain = "";
    const flush = () => {
      found.push(...this.leaves(plain, look));
      plain = "";
    };
    let at = 0;
    while (at < text.length) {
      const rest = text.slice(at);
      const [ticks] = rest.match(/^`+/) ?? [];
      const code = ticks && closing(rest, ticks);
      if (ticks && code) {
        flush();
        const inner = rest.slice(ticks.length, code);
        const trimmed = /^ .*\S.* $/s.test(inner) ? inner.slice(1, -1) : inner;
        found.push(...this.leaves(trimmed, { ...look, code: true }));
        at += code + ticks.length;
        continue;
      }
      const [escaped] = rest.match(/^\\[!-/:-@[-`{-~]/) ?? [];
      if (escaped) {
        plain += escaped[1];
        at += 2;
        continue;
      }
      const [mark = ""] = rest.match(/^(\*\*|__|\*|_)/) ?? [];
      const kind = mark.length === 2 ? "strong" : "emphasis";
      if (mark && turns(text, at, mark, look[kind])) {
        flush();
        look[kind] = !look[kind];
        at += mark.length;
        continue;
      }
      const next = ticks ?? (mark || rest.charAt(0));
      plain += next;
      at += next.length;
    }
    flush();
    return found;
  }

  /** The leaves of a text of one look: it is cut at the edges of what is wrong. */
  private leaves(text: string, look: Omit<Leaf, "text" | "wrong">): Inline[] {
    const found: Inline[] = [];
    const set = Object.fromEntries(Object.entries(look).filter(([, value]) => value));
    for (const part of text.split(/([\uE000\uE001])/)) {
      if (part === BEGIN) this.wrong = true;
      else if (part === END) {
        this.wrong = false;
        found.push({ fact: this.facts.shift() ?? "" });
      } else if (part) found.push({ text: part, ...set, ...(this.wrong ? { wrong: true } : {}) });
    }
    return found;
  }
}

function isStart(plain: string): boolean {
  return [FENCE, HEADING, RULE, QUOTE, ITEM].some((pattern) => pattern.test(plain));
}

function edgesOf(line: string): string {
  return (line.match(EDGES) ?? []).join("");
}

function indentOf(line: string): number {
  return line.replace(EDGES, "").replaceAll("\t", "    ").search(/\S|$/);
}

/** The line without so many of its spaces, or all that it has. */
function dedented(line: string, spaces: number): string {
  const [edges = ""] = line.match(/^[\uE000\uE001]*/) ?? [];
  const rest = line.slice(edges.length).replaceAll("\t", "    ");
  return edges + rest.slice(Math.min(spaces, rest.search(/\S|$/)));
}

/** Where in a text that begins with ticks as many of them close it; undefined where they do not. */
function closing(text: string, ticks: string): number | undefined {
  for (const match of text.matchAll(/`+/g)) {
    if (match.index > 0 && match[0] === ticks) return match.index;
  }
  return undefined;
}

/** Whether the mark at `at` begins what is not on, or ends what is. */
function turns(text: string, at: number, mark: string, on: boolean): boolean {
  const bare = (part: string) => part.replace(EDGES, "");
  const before = bare(text.slice(0, at)).at(-1) ?? " ";
  const after = bare(text.slice(at + mark.length)).charAt(0) || " ";
  const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
  if (on) return /\S/.test(before) && (!mark.startsWith("_") || !isWord(after));
  if (!/\S/.test(after) || (mark.startsWith("_") && isWord(before))) return false;
  const rest = bare(text.slice(at + mark.length));
  const end = mark === "*" ? rest.search(/(?<=[^\s*])(\*|\*{3})(?!\*)/) : rest.indexOf(mark);
  return end > 0;
}
