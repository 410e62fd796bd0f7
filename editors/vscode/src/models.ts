import * as vscode from "vscode";
import { messageOf } from "./log";
import { type ModelItem, models } from "./lsp_ext";
import { createPicker, type Entry, picked, SEPARATOR } from "./picking";
import type { Server } from "./server";
import { SECTION } from "./settings";

/** The model that comes with the engine. */
const DEFAULT = "default";

/**
 * Lets the user choose the model that writes the programs, and keeps the choice in their own
 * settings. The list comes while the picker is open: looking for servers takes a moment. Without an
 * engine to ask, a name can be given all the same.
 */
export async function selectModel(server: Server): Promise<void> {
  const name = (await pick(server))?.trim();
  if (name === undefined) return;
  const configuration = vscode.workspace.getConfiguration(SECTION);
  await configuration.update("engine.model", name || undefined, vscode.ConfigurationTarget.Global);
  const chosen = name || "the model that comes with the engine";
  vscode.window.setStatusBarMessage(`$(check) The next solve takes ${chosen}`, 5000);
}

function pick(server: Server): Promise<string | undefined> {
  const listed = server.running.sendRequest(models, {});
  const picker = createPicker(
    "Shortlist: the model that writes the programs",
    "Looking for models…",
  );
  const show = (found: Entry[], placeholder: string) => {
    picker.items = [...found, ...others()];
    picker.placeholder = placeholder;
    picker.busy = false;
  };
  listed.then(
    ({ models: found, chosen }) => {
      const listed = found.map((model) => entry(model, chosen || DEFAULT));
      const known = !chosen || found.some((model) => model.name === chosen);
      show(
        known ? listed : [{ ...named(chosen), description: "chosen" }, ...listed],
        `Now: ${chosen || DEFAULT}`,
      );
    },
    (error) => show([], messageOf(error)),
  );
  return picked(picker);
}

function entry(model: ModelItem, chosen: string): Entry {
  return {
    label: `${model.note ? "$(warning) " : ""}${model.name}`,
    description: model.name === chosen ? "chosen" : undefined,
    detail: model.detail,
    // Nothing in the settings means the same.
    choose: () => Promise.resolve(model.name === DEFAULT ? "" : model.name),
  };
}

/** A model that no list has, such as a file. */
function named(name: string): Entry {
  return { label: name, choose: () => Promise.resolve(name) };
}

function others(): Entry[] {
  return [
    SEPARATOR,
    { label: "$(file) A GGUF file…", alwaysShow: true, choose: chooseFile },
    { label: "$(edit) Another name…", alwaysShow: true, choose: askForName },
  ];
}

async function chooseFile(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Select a model",
    filters: { "GGUF models": ["gguf"] },
    canSelectMany: false,
  });
  return chosen?.[0]?.fsPath;
}

function askForName(): Thenable<string | undefined> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  return vscode.window.showInputBox({
    title: "The name of a model",
    prompt:
      "default, an installed name, a folder, FILE.gguf, ollama:NAME, http://HOST:PORT#ID, auto",
    value: configuration.get("engine.model", ""),
    validateInput: (name) => (name.trim() ? undefined : "Give a name."),
  });
}
