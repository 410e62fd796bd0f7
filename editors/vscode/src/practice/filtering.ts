import * as vscode from "vscode";
import type { Entry } from "../lsp_practice";
import type { Catalogue } from "./practice";
import { EVERYTHING, type Filter, ratingOf, type StateFilter, STATES, wordsOf } from "./filter";

interface Choice extends vscode.QuickPickItem {
  choose(): Promise<Filter | undefined> | Filter | undefined;
}

/** Asks what the list is narrowed by. Nothing is changed when it is left. */
export async function askFilter(
  { entries, tags, sets }: Catalogue,
  now: Filter,
): Promise<Filter | undefined> {
  const choices: Choice[] = [
    {
      label: "$(tag) Topics…",
      description: now.tags.join(", "),
      choose: async () => {
        const chosen = await pickTags(entries, tags, now.tags);
        return chosen && { ...now, tags: chosen };
      },
    },
    {
      label: "$(graph) Rating…",
      description: now.rating?.join("–"),
      choose: async () => {
        const text = await vscode.window.showInputBox({
          title: "Problems of which rating?",
          prompt: "1200, which means 100 around it, or 1000-1400. Empty: any.",
          value: now.rating?.join("-"),
          validateInput: (value) =>
            value.trim() === "" || ratingOf(value) ? undefined : "1200, or 1000-1400",
        });
        return text === undefined ? undefined : { ...now, rating: ratingOf(text) };
      },
    },
    {
      label: "$(checklist) State…",
      description: now.state && STATES[now.state],
      choose: async () => {
        const listed = Object.entries(STATES).map(([value, label]) => ({ label, value }));
        const chosen = await pickOne("Problems that are", listed);
        return chosen && { ...now, state: (chosen.value || undefined) as StateFilter | undefined };
      },
    },
    {
      label: "$(comment) Voice…",
      description: now.voice,
      choose: async () => {
        const voices = [...new Set(entries.flatMap((entry) => entry.voices))];
        const listed = voices.map((value) => ({ label: value, value }));
        const chosen = await pickOne("Told as by", listed);
        return chosen && { ...now, voice: chosen.value || undefined };
      },
    },
    {
      label: "$(library) Set…",
      description: now.set,
      choose: async () => {
        const names = ["bank", ...sets.map(({ name }) => name)];
        const listed = names.map((value) => ({ label: value, value }));
        const chosen = await pickOne("Of the set", listed);
        return chosen && { ...now, set: chosen.value || undefined };
      },
    },
    {
      label: "$(search) Words…",
      description: now.words,
      choose: async () => {
        const words = await vscode.window.showInputBox({
          title: "Words in the name or the title",
          value: now.words,
        });
        return words === undefined ? undefined : { ...now, words: words.trim() || undefined };
      },
    },
  ];
  if (wordsOf(now)) {
    choices.unshift({ label: "$(clear-all) Show all problems", choose: () => EVERYTHING });
  }
  const chosen = await vscode.window.showQuickPick(choices, {
    title: "Filter the problems",
    placeHolder: wordsOf(now) || "All problems are shown",
  });
  return chosen?.choose();
}

async function pickTags(
  entries: readonly Entry[],
  tags: readonly string[],
  now: readonly string[],
): Promise<string[] | undefined> {
  const counts = new Map<string, number>();
  for (const tag of entries.flatMap((entry) => entry.tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const listed = tags.map((label) => ({
    label,
    description: String(counts.get(label) ?? 0),
    picked: now.includes(label),
  }));
  const placeHolder = "Problems that have all of these";
  const options = { title: "Topics", placeHolder, canPickMany: true } as const;
  return (await vscode.window.showQuickPick(listed, options))?.map(({ label }) => label);
}

function pickOne(
  title: string,
  entries: { label: string; value: string }[],
): Thenable<{ label: string; value: string } | undefined> {
  return vscode.window.showQuickPick([{ label: "Any", value: "" }, ...entries], { title });
}
