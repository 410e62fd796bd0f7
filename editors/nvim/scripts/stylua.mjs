// Formats the plugin's Lua as `stylua .` does, or with --check says what it would change. From the npm registry alone:
// its package with the command downloads the binary from elsewhere, this one holds stylua as WebAssembly.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as stylua from "@johnnymorganz/stylua";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kinds = { indent_type: stylua.IndentType, quote_style: stylua.QuoteStyle };

function configuration() {
  const config = stylua.Config.new();
  for (const line of readFileSync(join(root, ".stylua.toml"), "utf8").split("\n")) {
    const [, name, text] = line.match(/^(\w+) = (.+)$/) ?? [];
    if (!name) continue;
    const value = JSON.parse(text);
    if (!(name in config) || (kinds[name] && !(value in kinds[name])))
      throw new Error(`.stylua.toml: ${line} is not understood here`);
    config[name] = kinds[name] ? kinds[name][value] : value;
  }
  return config;
}

const check = process.argv.includes("--check");
const files = readdirSync(root, { recursive: true }).filter(
  (name) => name.endsWith(".lua") && !/^node_modules/.test(name),
);
let different = 0;
for (const name of files) {
  const path = join(root, name);
  const before = readFileSync(path, "utf8");
  const after = stylua.formatCode(
    before,
    configuration(),
    undefined,
    stylua.OutputVerification.Full,
  );
  if (before === after) continue;
  different++;
  console.log(
    check
      ? `${relative(process.cwd(), path)} is not formatted`
      : `formatted ${relative(process.cwd(), path)}`,
  );
  if (!check) writeFileSync(path, after);
}
if (check && different) console.log("Format it with: npm run format");
process.exitCode = check && different ? 1 : 0;
