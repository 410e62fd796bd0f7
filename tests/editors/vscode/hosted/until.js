/** What `find` gives once it is true of something; throws when that takes too long. */
async function until(what, find, { withinMs, everyMs = 50 }) {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

module.exports = { until };
