import * as path from "node:path";
import * as vscode from "vscode";
import type { RequestType } from "vscode-languageclient/node";
import { Hint, showFailure } from "../log";
import {
  type Answer,
  assistTargets,
  comment,
  explain,
  modelHint,
  type Place,
  prompt,
  step,
  type Targets,
  type Task,
  TaskCommand,
  translate,
} from "../lsp_assist";
import type { Server } from "../server";
import { requireModels } from "../settings";
import type { Assist } from "./assist";
import { applyEdit } from "./edits";
import { choosePrompt } from "./prompts";

const GRADES = [
  { label: "Where to look", description: "without the name of any method", grade: 1 },
  { label: "The idea", description: "that the solution rests on", grade: 2 },
  { label: "The way", description: "step by step in words, and what it costs", grade: 3 },
];

/**
 * What the user asks of a model about the lines that are selected, or the program at the cursor. The
 * server shows how it goes, and the view what comes of it.
 */
export class Tasks implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly assist: Assist,
    log: vscode.LogOutputChannel,
  ) {
    // The server would ask for the language in a message with a button for each.
    server.instead.set(TaskCommand.translate, (place) => this.translate(place as Place));
    this.subscription = assist.onDidAskAgain(({ task, uri, steps }) => {
      const every = steps.length > 1;
      this.again(task, uri, every).catch((error) => showFailure(log, error));
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Into the language that the user chooses. */
  async translate(given?: Place): Promise<void> {
    const place = given ?? (await this.place());
    const entries = this.targets(place).then(({ languages }) => {
      if (languages.length > 0) return languages.map(({ name, title }) => ({ label: title, name }));
      throw new Hint("There is no other language here that can be run.", { kind: "unsupported" });
    });
    const file = path.posix.basename(vscode.Uri.parse(place.uri).path);
    const to = await vscode.window.showQuickPick(entries, {
      title: `Translate ${file}`,
      placeHolder: "Into which language?",
    });
    if (to) await this.ask(translate, { ...place, to: to.name });
  }

  async explain(): Promise<void> {
    await this.ask(explain, await this.place());
  }

  async comment(docstrings: boolean): Promise<void> {
    await this.asked(comment, { ...(await this.place()), docstrings });
  }

  /** For a problem that is none of practice, whose hints count. */
  async hint(): Promise<void> {
    const place = await this.place();
    const chosen = await vscode.window.showQuickPick(GRADES, {
      title: "Hint",
      placeHolder: "How much may it give away?",
    });
    if (chosen) await this.ask(modelHint, { ...place, grade: chosen.grade });
  }

  async prompt(): Promise<void> {
    const place = await this.place();
    const name = await choosePrompt(this.targets(place));
    if (name) await this.ask(prompt, { ...place, name });
  }

  /** Of one step the user chooses in the view; all steps are put into the file. */
  async step(every: boolean): Promise<void> {
    const { uri, position } = await this.place();
    if (every) await this.asked(step, { uri, every });
    else await this.ask(step, { uri, position });
  }

  /** The view of what was done last with the file at hand, with the keyboard in it. */
  async show(): Promise<void> {
    const { uri } = await this.place();
    if (await this.assist.show(uri)) return;
    throw new Hint("Nothing was asked about this file yet: translate or explain it first.");
  }

  private async again(task: Task, uri: string, every: boolean): Promise<void> {
    await this.assist.backToCode(uri);
    switch (task) {
      case "translate":
        return this.translate();
      case "explain":
        return this.explain();
      case "comment":
        return this.comment(false);
      case "hint":
        return this.hint();
      case "prompt":
        return this.prompt();
      case "step":
        return this.step(every);
    }
  }

  /** What is meant: the lines that are selected, else where the cursor is. */
  private async place(): Promise<Place> {
    const { active } = this.assist;
    if (active) await this.assist.backToCode(active);
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Hint("Open a program, and put the cursor into it.");
    const { document, selection } = editor;
    requireModels(document.uri);
    await this.server.needed();
    const { code2ProtocolConverter: converter } = this.server.running;
    return {
      uri: converter.asUri(document.uri),
      position: converter.asPosition(selection.active),
      ...(selection.isEmpty ? {} : { range: converter.asRange(selection) }),
    };
  }

  /** What can be asked about a file. Throws an error for the user where no model may help with it. */
  private async targets({ uri, position }: Place): Promise<Targets> {
    this.server.requireEngine();
    const targets = await this.server.request(assistTargets, { uri, position });
    if (targets.refused) throw new Hint(targets.refused, { kind: "practice" });
    return targets;
  }

  private async ask<P extends object>(
    type: RequestType<P, Answer, void>,
    params: P,
  ): Promise<Answer> {
    this.server.requireEngine();
    return this.server.request(type, params);
  }

  /** Asks, and puts what comes of it into the file. */
  private async asked<P extends object>(
    type: RequestType<P, Answer, void>,
    params: P,
  ): Promise<void> {
    const { edit, message } = await this.ask(type, params);
    if (!edit) return;
    await applyEdit(this.server, edit);
    vscode.window.setStatusBarMessage(`$(check) ${message}`, 5000);
  }
}
