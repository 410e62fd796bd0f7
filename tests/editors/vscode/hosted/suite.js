// Runs inside VS Code's extension host, with the real `vscode` API, beside the installed extension.
// Its problems are solved by scripted_engine.py, where the title says what happens.
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const path = require("node:path");
const vscode = require("vscode");
const waiting = require("./until.js");

const until = (what, find) => waiting.until(what, find, { withinMs: 120_000 });
const tests = [];
const test = (name, body) => tests.push([name, body]);

const statement = (title) =>
  [
    `A. ${title}`,
    "",
    "time limit per test: 1 second",
    "memory limit per test: 256 megabytes",
    "",
    "You are given two integers a and b. Print their sum.",
    "",
    "Input",
    "The only line contains two integers a and b.",
    "",
    "Output",
    "Print one integer.",
    "",
    "Examples",
    "Input",
    "2 3",
    "Output",
    "5",
    "Input",
    "10 20",
    "Output",
    "30",
  ].map((line) => `# ${line}`.trimEnd());

/** A file with the problem in a comment and one empty line below it, open with the cursor at the top. */
async function openProblem(title, below = [""]) {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const uri = vscode.Uri.joinPath(folder, `${title.toLowerCase().replaceAll(" ", "_")}.py`);
  const lines = [...statement(title), ...below];
  await vscode.workspace.fs.writeFile(uri, Buffer.from(lines.join("\n") + "\n"));
  return { ...(await open(uri)), below: statement(title).length };
}

async function open(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return { document, editor, uri };
}

const run = (command, ...parameters) => vscode.commands.executeCommand(command, ...parameters);
// While the server starts, its commands do not exist.
const status = async () =>
  (await run("shortlist.server.status").then(
    (s) => s,
    () => ({}),
  )) ?? {};
const solveOf = async (uri) =>
  (await status()).solves?.find((solve) => solve.uri === uri.toString());

async function actions(uri, line = 0) {
  const range = new vscode.Range(line, 0, line, 0);
  const all = await run("vscode.executeCodeActionProvider", uri, range);
  return all.filter((action) => action.kind?.value.includes("shortlist"));
}

const lenses = async (uri) => (await run("vscode.executeCodeLensProvider", uri, 50)) ?? [];
const titles = async (uri) => (await lenses(uri)).map((lens) => lens.command?.title ?? "");

async function completions(uri, line) {
  const position = new vscode.Position(line, 0);
  const list = await run("vscode.executeCompletionItemProvider", uri, position);
  const label = (item) => item.label.label ?? item.label;
  return list.items.filter((item) => /^Solution \d/.test(label(item)));
}

async function solved(opened, solutions = 3) {
  await run("shortlist.solve");
  return until(`${solutions} solutions`, async () => {
    const solve = await solveOf(opened.uri);
    return solve && !solve.active && solve.solutions === solutions && solve;
  });
}

/** The tabs of a view: one, or none. What it shows is tested by the journeys. */
const views = (type = "shortlist.solutions") =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes(type),
    );

async function viewOf(title) {
  return until(`the view of ${title}`, () =>
    views().find((tab) => tab.label === `Solutions for ${title}`),
  );
}

async function set(name, value, target = vscode.ConfigurationTarget.Workspace) {
  const configuration = vscode.workspace.getConfiguration("shortlist");
  await configuration.update(name, value, target);
}

test("activates without a Python extension, from the installed package", async () => {
  assert.strictEqual(vscode.extensions.getExtension("ms-python.python"), undefined);
  const extension = vscode.extensions.getExtension("shortlist.shortlist");
  assert.ok(extension, "the extension is installed");
  assert.ok(!extension.extensionPath.includes("editors"), extension.extensionPath);
  await openProblem("Activation");
  await until("activation", () => extension.isActive);
  const registered = await vscode.commands.getCommands(true);
  for (const { command } of extension.packageJSON.contributes.commands) {
    assert.ok(registered.includes(command), `${command} is registered`);
  }
  await until("the server", async () => (await status()).state === "idle");
});

test("offers actions and lenses on a problem comment, and none elsewhere", async () => {
  const { uri, below } = await openProblem("Offer", ["", "x = 1", "y = 2"]);
  const offered = await until("the action", async () => {
    const found = await actions(uri);
    return found.some((action) => action.title.startsWith("Solve from this comment")) && found;
  });
  assert.ok(offered.length <= 4);
  assert.ok(offered.every((action) => action.kind.value === "refactor.rewrite.shortlist"));
  await until("the lens", async () => (await titles(uri)).some((title) => title.includes("Solve")));

  const plain = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "plain.py");
  await vscode.workspace.fs.writeFile(plain, Buffer.from("# an ordinary comment\nprint(1)\n"));
  await open(plain);
  assert.deepStrictEqual(await actions(plain), []);
  assert.deepStrictEqual(await titles(plain), []);
  assert.ok(below > 0);
});

test("solve, progress, solutions, insert, run, undo", async () => {
  const opened = await openProblem("Slow journey");
  const before = opened.document.getText();
  await run("shortlist.solve");
  await until("a busy status with counts", async () => {
    const now = await status();
    return now?.busy && /\d+ ?\/ ?\d+/.test(now.message);
  });
  await until("a cancel lens", async () =>
    (await titles(opened.uri)).some((title) => title.includes("Cancel")),
  );
  await viewOf("Slow journey"); // opens at once, to be watched
  assert.ok((await solveOf(opened.uri)).active);
  assert.strictEqual(vscode.window.activeTextEditor?.document, opened.document, "focus stays");
  await until("the end", async () => !(await solveOf(opened.uri)).active);

  await run("shortlist.acceptSolution");
  const text = await until("the program", () => {
    const now = opened.document.getText();
    return now.includes("a, b = map(int, input().split())") && now;
  });
  assert.ok(text.startsWith(before.trimEnd()), "the statement is untouched");
  await until(
    "focus on the code",
    () => vscode.window.activeTextEditor?.document === opened.document,
  );
  await until("the cursor on the program", () => {
    const { active } = vscode.window.activeTextEditor.selection;
    return opened.document.lineAt(active.line).text.startsWith("a, b = map(");
  });
  await opened.document.save();
  const printed = execFileSync(process.env.SHORTLIST_PYTHON, [opened.uri.fsPath], {
    input: "4 5\n",
  });
  assert.strictEqual(String(printed).trim(), "9");
  await run("undo");
  await until("the undo", () => opened.document.getText() === before);
});

test("copies the best solution", async () => {
  const opened = await openProblem("Copy");
  await solved(opened);
  await vscode.env.clipboard.writeText("");
  await run("shortlist.copySolution");
  const text = await vscode.env.clipboard.readText();
  assert.ok(text.includes("a, b = map(int, input().split())"), text);
});

test("solutions are completions below the comment, and only there", async () => {
  const opened = await openProblem("Complete", ["", "x = 1"]);
  assert.deepStrictEqual(await completions(opened.uri, opened.below), []);
  await solved(opened);
  const items = await completions(opened.uri, opened.below);
  assert.strictEqual(items.length, 3);
  assert.deepStrictEqual(await completions(opened.uri, opened.below + 1), []);
});

test("solutions that are probably wrong say so before they are inserted", async () => {
  const wrong = "Probably wrong (about 1 in 10)";
  const opened = await openProblem("Doubtful");
  const { confidence, message } = await solved(opened);
  assert.strictEqual(confidence.level, "low");
  assert.ok(message.startsWith(wrong), message);
  await until("the lens", async () =>
    (await titles(opened.uri)).some((title) => title.startsWith("Probably wrong")),
  );
  const items = await completions(opened.uri, opened.below);
  assert.strictEqual(items.length, 3);
  const label = (item) => item.label.label ?? item.label;
  assert.ok(items.every((item) => label(item).includes("· probably wrong ·")));
  const whole = new vscode.Range(0, 0, opened.document.lineCount, 0);
  const hints = await run("vscode.executeInlayHintProvider", opened.uri, whole);
  assert.ok(hints.some((hint) => String(hint.label.value ?? hint.label).includes("wrong")));
  await until("the status bar, which tells of the file at hand", async () => {
    await open(opened.uri);
    await run("shortlist.debugInformation");
    const report = vscode.window.activeTextEditor.document.getText();
    return /Status bar: .*3 solutions, probably wrong/.test(report);
  });
  await open(opened.uri);
  await run("shortlist.acceptSolution");
  await until("the program", () => opened.document.getText().includes("print(a + b)"));
});

test("an engine that does not say how sure it is works as before", async () => {
  const opened = await openProblem("Older");
  const { confidence, message } = await solved(opened);
  assert.strictEqual(confidence, undefined);
  assert.match(message, /^3 solutions in [\d.]+ s$/);
});

test("solve on a solved problem shows its solutions and samples nothing", async () => {
  const opened = await openProblem("Again");
  const first = await solved(opened);
  await vscode.window.tabGroups.close(views());
  await until("the closed view", () => views().length === 0);
  await run("shortlist.solve");
  await viewOf("Again");
  assert.strictEqual((await solveOf(opened.uri)).solveId, first.solveId);
});

test("contest mode takes every proposal away, and gives it back", async () => {
  const opened = await openProblem("Contest", ["", "print(5)"]);
  await solved(opened);
  await viewOf("Contest");
  const proposes = (title) => /solve|solution|sampl/i.test(title);
  await run("shortlist.togglePause");
  await until("contest mode", async () => (await status()).contestMode);
  await until("the closed view", () => views().length === 0);
  assert.deepStrictEqual((await actions(opened.uri)).map((a) => a.title).filter(proposes), []);
  assert.deepStrictEqual((await titles(opened.uri)).filter(proposes), []);
  assert.deepStrictEqual(await completions(opened.uri, opened.below), []);
  assert.ok(
    (await actions(opened.uri)).some((a) => a.title.startsWith("Run")),
    "running stays",
  );
  await run("shortlist.togglePause");
  await until("the end of contest mode", async () => !(await status()).contestMode);
  await until("the actions", async () =>
    (await actions(opened.uri)).some((a) => proposes(a.title)),
  );
  assert.strictEqual((await completions(opened.uri, opened.below)).length, 3);
});

test("cancel ends a solve and keeps what it found", async () => {
  const opened = await openProblem("Endless");
  await run("shortlist.solve");
  await until("its first solution", async () => {
    const solve = await solveOf(opened.uri);
    return solve?.active && solve.solutions === 1;
  });
  await run("shortlist.cancel");
  const ended = await until("the end", async () => {
    const solve = await solveOf(opened.uri);
    return !solve.active && solve;
  });
  assert.strictEqual(ended.solutions, 1);
  assert.strictEqual((await completions(opened.uri, opened.below)).length, 1);
});

test("says plainly when nothing passes", async () => {
  const opened = await openProblem("Hopeless");
  await run("shortlist.solve");
  const ended = await until("the end", async () => {
    const solve = await solveOf(opened.uri);
    return solve && !solve.active && solve;
  });
  assert.strictEqual(ended.solutions, 0);
  assert.match(ended.message, /No program passed/);
});

test("an engine that ends is reported, and the next solve works", async () => {
  const opened = await openProblem("Crash");
  await run("shortlist.solve");
  await until("the failure", async () => (await status()).health !== "ok");
  const after = await openProblem("After the crash");
  await solved(after);
  assert.strictEqual((await status()).health, "ok");
  assert.ok(opened);
});

test("a missing engine is named with what to do; settings are live", async () => {
  const command = vscode.workspace.getConfiguration("shortlist").get("engine.command");
  assert.ok(command.length > 0);
  const own = vscode.ConfigurationTarget.Global;
  await set("engine.command", ["/nonexistent/engine", "--stdio"], own);
  try {
    const opened = await openProblem("Missing engine");
    await until("the failure", async () => {
      await run("shortlist.solve");
      const now = await status();
      const said = `${now.message} ${now.detail ?? ""}`;
      return now.health === "error" && said.includes("/nonexistent/engine") && said;
    });
    assert.ok(opened);
  } finally {
    await set("engine.command", command, own);
  }
  await solved(await openProblem("Engine is back"));
  assert.strictEqual((await status()).health, "ok");
});

test("a workspace names no command", async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const file = vscode.Uri.joinPath(folder, ".vscode", "settings.json");
  const before = await vscode.workspace.fs.readFile(file).then(
    (data) => data,
    () => undefined,
  );
  const theirs = { "shortlist.engine.command": ["/theirs"], "shortlist.server.path": ["/theirs"] };
  const marked = { ...theirs, "shortlist.solve.count": 7 };
  await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(marked)));
  const now = () => vscode.workspace.getConfiguration("shortlist");
  try {
    await until("the workspace's settings", () => now().get("solve.count") === 7);
    assert.ok(!now().get("engine.command").includes("/theirs"));
    assert.deepStrictEqual(now().get("server.path"), []);
    await until("the server", status);
    await solved(await openProblem("With their settings"));
  } finally {
    if (before) await vscode.workspace.fs.writeFile(file, before);
    else await vscode.workspace.fs.delete(file);
    await until("the settings from before", () => now().get("solve.count") !== 7);
  }
});

test("turning lenses and actions off takes them away at once", async () => {
  const { uri } = await openProblem("Switches");
  await until("a lens", async () => (await titles(uri)).length > 0);
  await set("codeLens.enable", false);
  await set("codeActions.enable", false);
  await until("no lens", async () => (await titles(uri)).length === 0);
  assert.deepStrictEqual(await actions(uri), []);
  await set("codeLens.enable", undefined);
  await set("codeActions.enable", undefined);
  await until("the lens again", async () => (await titles(uri)).length > 0);
});

test("the model is chosen from the picker, for the user and for no workspace", async () => {
  const model = () => vscode.workspace.getConfiguration("shortlist").inspect("engine.model");
  await until("the choice", async () => {
    let open = true;
    const picked = run("shortlist.selectModel").then(() => (open = false));
    // The second one, when the list is there; the first is the engine's own.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await run("workbench.action.quickOpenSelectNext");
    await until("the end of the picker", async () => {
      if (open) await run("workbench.action.acceptSelectedQuickOpenItem");
      return !open;
    });
    await picked;
    return model().globalValue;
  });
  const { globalValue } = model();
  assert.strictEqual(globalValue, "ollama:qwen");
  await until("the server knows", async () => (await status()).model === globalValue);
  await assert.rejects(set("engine.model", "ollama:elsewhere"));
  assert.strictEqual((await status()).model, globalValue);
  const configuration = vscode.workspace.getConfiguration("shortlist");
  await configuration.update("engine.model", undefined, vscode.ConfigurationTarget.Global);
  await until("the engine's own again", async () => (await status()).model !== globalValue);
});

test("a chosen file, which no list has, comes first in the picker", async () => {
  const configuration = vscode.workspace.getConfiguration("shortlist");
  const file = "/home/ada/models/coder-7b.gguf";
  await configuration.update("engine.model", file, vscode.ConfigurationTarget.Global);
  await until("the server knows", async () => (await status()).model === file);
  let open = true;
  const picked = run("shortlist.selectModel").then(() => (open = false));
  await until("the choice", async () => {
    if (open) await run("workbench.action.acceptSelectedQuickOpenItem");
    return !open;
  });
  await picked;
  assert.strictEqual((await status()).model, file);
  await configuration.update("engine.model", undefined, vscode.ConfigurationTarget.Global);
  await until("the engine's own again", async () => (await status()).model !== file);
});

test("comments are put in by the command; a hint leaves the file alone", async () => {
  const opened = await openProblem("Commented", [
    "a, b = map(int, input().split())",
    "print(a + b)",
  ]);
  const before = opened.document.getText();
  await run("shortlist.comment");
  const commented = before.replace("print(a + b)", "# The sum.\nprint(a + b)");
  assert.strictEqual(opened.document.getText(), commented);
  await run("undo");
  await until("the undo", () => opened.document.getText() === before);
  await until("the view", () => views("shortlist.assist").length === 1);
  assert.strictEqual(vscode.window.activeTextEditor?.document, opened.document, "focus stays");
  await vscode.window.tabGroups.close(views("shortlist.assist"));
  let open = true;
  const asked = run("shortlist.hint").then(() => (open = false));
  await until("the hint", async () => {
    if (open) await run("workbench.action.acceptSelectedQuickOpenItem");
    return !open;
  });
  await asked;
  await until("the view of the hint", () =>
    views("shortlist.assist").some(({ label }) => label === "Hint 1 of 3 for commented.py"),
  );
  assert.strictEqual(opened.document.getText(), before);
  await vscode.window.tabGroups.close(views("shortlist.assist"));
});

test("all steps are written, and those that have code stay", async () => {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "steps.py");
  const step = "# Let numbers be [3, 1, 2].\nnumbers = [3, 1, 2]\n\n";
  const text = `${step}# Let ordered be sorted.\n\n# Print its last.\n`;
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const { document } = await open(uri);
  await run("shortlist.writeSteps");
  const written = `${step}# Let ordered be sorted.\nordered = sorted(numbers)\n\n# Print its last.\n`;
  assert.strictEqual(document.getText(), `${written}print(ordered[-1])\n\n`);
  await vscode.window.tabGroups.close(views("shortlist.assist"));
});

test("restart starts another server that knows the open file", async () => {
  const opened = await openProblem("Restart");
  await Promise.all([run("shortlist.restartServer"), run("shortlist.restartServer")]);
  await until("the lens", async () => (await titles(opened.uri)).length > 0);
  await solved(opened);
});

test("debug information names the interpreter, the command and the settings", async () => {
  await run("shortlist.debugInformation");
  const text = vscode.window.activeTextEditor.document.getText();
  assert.ok(text.includes("shortlist.interpreter"), text);
  assert.ok(text.includes(path.join("tool", "launch.py")), "the bundled server runs");
  const engine = text.match(/"command": \[(.*?)\]/s)[1];
  assert.ok(engine.includes("scripted_engine.py") && !engine.includes("${"), "expanded: " + engine);
});

exports.run = async () => {
  const only = process.env.SHORTLIST_ONLY;
  const results = [];
  for (const [name, body] of tests.filter(([name]) => !only || name.includes(only))) {
    const start = Date.now();
    try {
      await body();
      results.push({ name, ok: true, ms: Date.now() - start });
    } catch (error) {
      results.push({ name, ok: false, ms: Date.now() - start, error: String(error.stack) });
    }
  }
  console.log(`RESULT ${JSON.stringify({ vscode: vscode.version, results })}`);
  if (results.some((result) => !result.ok)) throw new Error("a test failed");
};
