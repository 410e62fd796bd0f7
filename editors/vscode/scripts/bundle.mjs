// Fills bundled/libs with the language server, the parts of the engine package that it imports, and
// its pure Python dependencies, so that the server runs on any Python 3.10 or newer.
// usage: node scripts/bundle.mjs      PYTHON names the interpreter whose pip is used (default python3)
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const extension = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const repository = path.resolve(extension, "../..");
const libs = path.join(extension, "bundled", "libs");
const requirements = path.join(extension, "requirements.txt");
const stamp = path.join(extension, "bundled", "requirements.txt");

/** Only what a module of the server may import (docs/architecture.md); the engine itself is installed apart. */
const SOURCES = [
  ["server/shortlist_server", "shortlist_server"],
  ["engine/shortlist_engine/__init__.py", "shortlist_engine/__init__.py"],
  ["engine/shortlist_engine/fairness.py", "shortlist_engine/fairness.py"],
  ["engine/shortlist_engine/files.py", "shortlist_engine/files.py"],
  ["engine/shortlist_engine/languages", "shortlist_engine/languages"],
  ["engine/shortlist_engine/locks.py", "shortlist_engine/locks.py"],
  ["engine/shortlist_engine/newfiles.py", "shortlist_engine/newfiles.py"],
  ["engine/shortlist_engine/places.py", "shortlist_engine/places.py"],
  ["engine/shortlist_engine/problem.py", "shortlist_engine/problem.py"],
  ["engine/shortlist_engine/protocol.py", "shortlist_engine/protocol.py"],
  ["engine/shortlist_engine/statement", "shortlist_engine/statement"],
  ["engine/shortlist_engine/testfiles", "shortlist_engine/testfiles"],
  ["engine/shortlist_engine/texts.py", "shortlist_engine/texts.py"],
];

/** What the dependencies bring for other programs: clients, command lines, other formats' codecs. */
const UNUSED = [
  "cattr",
  "cattrs/preconf",
  "cattrs/strategies",
  "cattrs/subclasses.py",
  "pygls/cli.py",
  "pygls/client.py",
  "pygls/lsp/_base_client.py",
  "pygls/lsp/client.py",
];

function installDependencies() {
  const wanted = fs.readFileSync(requirements, "utf8");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  fs.rmSync(path.join(extension, "bundled"), { recursive: true, force: true });
  // prettier-ignore
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile",
    "--no-binary", "msgpack", "--target", libs, "--requirement", requirements];
  const env = { ...process.env, MSGPACK_PUREPYTHON: "1", PIP_ROOT_USER_ACTION: "ignore" };
  execFileSync(process.env.PYTHON ?? "python3", pip, { env, stdio: "inherit" });
  fs.rmSync(path.join(libs, "bin"), { recursive: true, force: true });
  const binaries = fs
    .readdirSync(libs, { recursive: true })
    .filter((name) => /\.(so|pyd|dylib)$/.test(name));
  if (binaries.length > 0) {
    throw new Error(`these are not pure Python: ${binaries.join(", ")}`);
  }
  fs.copyFileSync(requirements, stamp);
}

/** Of what dependencies say of themselves their licences' names and versions stay, not their pages. */
function cutDescriptions() {
  for (const name of fs.readdirSync(libs).filter((each) => each.endsWith(".dist-info"))) {
    const file = path.join(libs, name, "METADATA");
    const [head] = fs.readFileSync(file, "utf8").split(/\r?\n\r?\n/, 1);
    fs.writeFileSync(file, `${head}\n`);
  }
}

function copySources() {
  for (const name of ["shortlist_server", "shortlist_engine"]) {
    fs.rmSync(path.join(libs, name), { recursive: true, force: true });
  }
  for (const [from, to] of SOURCES) {
    fs.cpSync(path.join(repository, from), path.join(libs, to), {
      recursive: true,
      filter: (source) => path.basename(source) !== "__pycache__",
    });
  }
}

installDependencies();
for (const name of UNUSED) fs.rmSync(path.join(libs, name), { recursive: true, force: true });
cutDescriptions();
copySources();
