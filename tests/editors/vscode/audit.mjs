// usage: node audit.mjs PAGE
// What an automatic audit objects to in a page on disk, in light, dark and forced colours, as a line of JSON.
import { withPage } from "./browser.mjs";
import { violations } from "./view.mjs";

const found = {};
for (const colours of [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { forcedColors: "active" },
]) {
  await withPage(
    async (page) => {
      await page.goto(`file://${process.argv[2]}#L1`);
      found[Object.values(colours)[0]] = await violations(page);
    },
    { ...colours, bypassCSP: true },
  );
}
console.log(JSON.stringify(found));
