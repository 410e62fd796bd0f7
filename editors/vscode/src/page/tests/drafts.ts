import type { TestItem } from "../../lsp_tests";
import { type Draft, nameGiven, type PageState } from "./messages";

export const EMPTY: Draft = { name: "", input: "", expected: "", compared: true };

/** Forms that were not saved yet, by the document and the test, in what outlives the page. */
export class Drafts {
  constructor(
    private readonly state: PageState,
    private readonly keep: () => void,
  ) {}

  of(uri: string): Record<string, Draft> {
    return this.state.drafts?.[uri] ?? {};
  }

  put(uri: string, id: string, draft: Draft | undefined): void {
    const { [id]: _, ...others } = this.of(uri);
    const now = draft ? { ...others, [id]: draft } : others;
    const { [uri]: __, ...rest } = this.state.drafts ?? {};
    this.state.drafts = Object.keys(now).length > 0 ? { ...rest, [uri]: now } : rest;
    this.keep();
  }
}

export function draftOf({ name, input, expected }: TestItem): Draft {
  const compared = expected !== undefined;
  return { name: nameGiven(name), input, expected: expected ?? "", compared };
}

/** What a form says, as the server takes it. */
export function asChange({ name, input, expected, compared }: Draft) {
  const text = (value: string) => (value === "" || value.endsWith("\n") ? value : `${value}\n`);
  return {
    name,
    input: text(input),
    ...(compared ? { expected: text(expected) } : { noExpected: true }),
  };
}
