/** Which problems are listed: narrowed by what the user chose. It needs no editor. */
import type { Entry } from "../lsp_practice";

export type StateFilter = "new" | "open" | "solved" | "given_up" | "unsolved" | "due";

export interface Filter {
  tags: string[];
  /** From and to, both included. */
  rating?: [number, number];
  voice?: string;
  state?: StateFilter;
  set?: string;
  words?: string;
}

export const EVERYTHING: Filter = { tags: [] };

export const STATES: Record<StateFilter, string> = {
  new: "new",
  open: "open",
  solved: "solved",
  given_up: "given up",
  unsolved: "not solved yet",
  due: "due",
};

/** Whether a problem is one of those that are asked for; it has all the tags. */
export function matches(filter: Filter, entry: Entry): boolean {
  const { tags, rating, voice, state, set, words } = filter;
  if (!tags.every((tag) => entry.tags.includes(tag))) return false;
  if (rating) {
    if (entry.rating === null) return false;
    if (entry.rating < rating[0] || entry.rating > rating[1]) return false;
  }
  if (voice && !entry.voices.includes(voice)) return false;
  if (set && entry.set !== set) return false;
  if (state && !inState(state, entry)) return false;
  const text = `${entry.item} ${entry.title}`.toLowerCase();
  return (words ?? "")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function inState(state: StateFilter, entry: Entry): boolean {
  if (state === "due") return entry.is_due;
  if (state === "unsolved") return entry.solved === 0;
  return entry.state === state;
}

/** What a filter says, in words; empty where it lets everything through. */
export function wordsOf({ tags, rating, voice, state, set, words }: Filter): string {
  return [
    ...tags,
    rating && (rating[0] === rating[1] ? `${rating[0]}` : `${rating[0]}–${rating[1]}`),
    voice,
    state && STATES[state],
    set && `of ${set}`,
    words && `“${words}”`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** "1200" and "1000-1400", as the terminal takes them; a single one stands for 100 around it. */
export function ratingOf(text: string): [number, number] | undefined {
  const [, low, high] = text.match(/^\s*(\d{3,4})(?:\s*[-–]\s*(\d{3,4}))?\s*$/) ?? [];
  if (!low) return undefined;
  const [from, to] = high ? [Number(low), Number(high)] : [Number(low) - 100, Number(low) + 100];
  return from <= to ? [from, to] : undefined;
}
