// Runs inside VS Code's extension host: solves every problem of the workspace with the real engine,
// inserts the best program where there is one, and saves. Prints what happened by file.
const assert = require("node:assert");
const path = require("node:path");
const vscode = require("vscode");
const waiting = require("./until.js");

const until = (what, find) => waiting.until(what, find, { withinMs: 150_000, everyMs: 100 });
const run = (command, ...parameters) => vscode.commands.executeCommand(command, ...parameters);
const status = () =>
  run("shortlist.server.status").then(
    (answer) => answer,
    () => ({ solves: [] }),
  );

async function solve(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await until("the server", async () => (await status()).state);
  await run("shortlist.solve");
  const ended = await until("the end of the solve", async () =>
    (await status()).solves.find((solve) => solve.uri === uri.toString() && !solve.active),
  );
  if (ended.solutions > 0) {
    const before = document.getText();
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await run("shortlist.acceptSolution");
    await until("the program", () => document.getText() !== before);
    await document.save();
  }
  return { message: ended.message, solutions: ended.solutions };
}

exports.run = async () => {
  const results = {};
  try {
    for (const uri of await vscode.workspace.findFiles("*.py")) {
      results[path.basename(uri.path, ".py")] = await solve(uri);
    }
    const { engine, health } = await status();
    assert.strictEqual(health, "ok");
    assert.ok(engine.model);
  } finally {
    console.log(`RESULT ${JSON.stringify(results)}`);
    await run("shortlist.restartEngine"); // ends the one that was started for this test
  }
};
