// usage: node exthost.mjs BASE_URL WORKSPACE EXTENSION_DIR TEST_ENTRY.js
// Runs a test module inside the extension host of the real VS Code, and prints what it logs as RESULT.
import { remote, TIMEOUT_MS, withPage, workbench } from "./browser.mjs";

const [base, folder, extension, entry] = process.argv.slice(2);

const code = await withPage(async (page) => {
  let finish;
  const exit = new Promise((resolve) => (finish = resolve));
  const timer = setTimeout(() => finish("timeout"), 4 * TIMEOUT_MS);
  await page.exposeFunction("codeAutomationLog", (_type, args) => {
    const text = args.map(String).join(" ");
    if (text.includes("RESULT")) console.log(text);
  });
  await page.exposeFunction("codeAutomationExit", (status) => finish(status));
  // Newer servers look at the payload only with the smoke-test driver on, and have no flag for it.
  await page.addInitScript(() => {
    const original = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = original.call(this, name);
      const settings = name === "data-settings" && this.id === "vscode-workbench-web-configuration";
      const driver = '"developmentOptions":{"enableSmokeTestDriver":true,';
      return settings ? value.replace('"developmentOptions":{', driver) : value;
    };
  });
  await page.goto(
    workbench(base, folder, [
      ["extensionDevelopmentPath", remote(base, extension)],
      ["extensionTestsPath", remote(base, entry)],
      ["skipWelcome", "true"],
    ]),
  );
  const status = await exit;
  clearTimeout(timer);
  return status;
});
console.log("exit", code);
process.exitCode = code === 0 ? 0 : 1;
