// Tests of the modules that need no editor: node --test scripts/test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

const built = await build({
  entryPoints: [new URL("../src/expand.ts", import.meta.url).pathname],
  bundle: true,
  format: "esm",
  platform: "node",
  write: false,
});
const source = Buffer.from(built.outputFiles[0].contents).toString("base64");
const { expand, expandCommand } = await import(`data:text/javascript;base64,${source}`);

const variables = { home: "/home/u", workspaceFolder: "/w s", env: { PY: "/opt/py", EMPTY: "" } };

test("a leading tilde is the home directory", () => {
  assert.equal(expand("~/venv/bin/python", variables), "/home/u/venv/bin/python");
  assert.equal(expand("~", variables), "/home/u");
});

test("a tilde elsewhere stays", () => {
  assert.equal(expand("/a/~b", variables), "/a/~b");
  assert.equal(expand("~other/bin", variables), "~other/bin");
});

test("variables are expanded, also twice and in the middle", () => {
  assert.equal(expand("${workspaceFolder}/.venv", variables), "/w s/.venv");
  assert.equal(expand("${userHome}:${userHome}", variables), "/home/u:/home/u");
  assert.equal(expand("${env:PY}/bin", variables), "/opt/py/bin");
});

test("what is not set becomes empty, what is unknown stays", () => {
  assert.equal(expand("${env:NOT_SET}x", variables), "x");
  assert.equal(expand("${workspaceFolder}x", { env: {} }), "x");
  assert.equal(expand("${file}", variables), "${file}");
});

test("text from a variable is not expanded again", () => {
  assert.equal(expand("${env:A}", { env: { A: "${userHome}" }, home: "/h" }), "${userHome}");
});

test("a command stays an argument array; empty parts are left out", () => {
  assert.deepEqual(expandCommand(["${env:PY}", "a b", "${env:EMPTY}"], variables), [
    "/opt/py",
    "a b",
  ]);
});
