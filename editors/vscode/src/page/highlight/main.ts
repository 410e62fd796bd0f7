/** The highlighter, a script of its own that the pages with programs share. */
import hljs from "highlight.js/lib/core";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";

const LANGUAGES = { c, cpp, go, java, javascript, python, rust };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

globalThis.shortlistHighlight = (source, language) =>
  language in LANGUAGES
    ? hljs.highlight(source, { language, ignoreIllegals: true }).value
    : undefined;
