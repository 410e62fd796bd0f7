"""Whether an edit changes nothing but comments: proved, or refused."""

from __future__ import annotations

import random
import re

import pytest
from tests.engine.assist.sources import SOURCES, bank_sources

from shortlist_engine.assist.lexing import Unclear, pieces, plain_code
from shortlist_engine.assist.same_code import can_be_compared, why_not_same
from shortlist_engine.languages import LANGUAGES, runnable

C_LIKE = [name for name in SOURCES if name != "python"]


@pytest.mark.parametrize("language", C_LIKE)
def test_the_pieces_of_a_source_are_the_source(language: str) -> None:
    assert "".join(piece.text for piece in pieces(SOURCES[language], language)) == SOURCES[language]


def test_every_language_that_can_be_run_can_be_compared() -> None:
    assert [name for name in runnable() if not can_be_compared(name)] == []


@pytest.mark.parametrize("language", SOURCES)
def test_comments_at_line_ends_and_on_lines_of_their_own_change_nothing(language: str) -> None:
    """The property: whatever lines are chosen, what is put in is proved to be harmless, or it does
    change the code."""
    source, rng = SOURCES[language], random.Random(language)
    proved = 0
    for _ in range(60):
        after = with_comments(source, language, rng)
        why = why_not_same(source, after, language)
        assert not why or "change" in why or "no Python" in why
        proved += not why
        assert why_not_same(source, changed(source, language, rng), language)
    assert proved > 10


def test_comments_in_real_programs_change_nothing() -> None:
    rng = random.Random(3)
    for language, source in bank_sources(12):
        after = with_comments(source, language, rng)
        assert why_not_same(source, after, language) == "", (source, after)
        broken = changed(after, language, rng)
        assert why_not_same(source, broken, language) != "", broken


def with_comments(source: str, language: str, rng: random.Random) -> str:
    """The source with comments on lines of their own, at ends of lines, and without some that it
    had."""
    mark = LANGUAGES[language].comment
    lines = source.split("\n")
    for place in sorted(rng.sample(range(2, len(lines)), 2), reverse=True):
        words = rng.choice(("a remark", 'it\'s "odd" /* and */ so on', "x = 1;", "# // #"))
        if rng.random() < 0.5:
            lines.insert(place, f"    {mark} {words}")
        elif lines[place].strip():
            lines[place] += f"  {mark} {words}"
    return "\n".join(lines)


def changed(source: str, language: str, rng: random.Random) -> str:
    """The source with one character of its code changed."""
    if language == "python":
        spots = [m.start() for m in re.finditer(r"(?m)^[^#\n\"']*?\w", source)]
        at = rng.choice(spots)
        found = re.compile(r"\w").search(source, at)
        assert found is not None
        return f"{source[: found.start()]}q{source[found.start() :]}"
    code = [piece for piece in pieces(source, language) if piece.kind in ("code", "text")]
    piece = rng.choice(code)
    at = piece.start + rng.randrange(len(piece.text))
    return f"{source[:at]}q{source[at:]}"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("cpp", "int a; // x\nint b;", "int a; // x \\\nint b;"),  # takes the next line along
        ("cpp", "ab", "a/**/b"),
        ("cpp", "#define A 1 // one\n2", "#define A 1 // one\n\n+2"),
        ("cpp", 'auto s = R"(// a)";', 'auto s = R"()";'),
        ("cpp", "#include <a//b>\n", "#include <a\n"),
        ("cpp", "a = b; // c", "a = b // c"),
        ("c", "x = a /*b*/ /c;", "x = a //*b*/ /c;"),
        ("javascript", "return x", "return /*\n*/ x"),
        ("javascript", "return x", "return // x\nx"),
        ("javascript", "a = `// b`", "a = ``"),
        ("go", "x := 1\ny()", "x := 1 /* y()\n*/"),
        ("go", "package a", "//go:build windows\npackage a"),
        ("rust", "fn f() {}", "/// doc\nfn f() {}"),
        ("rust", "/* a /* b */ c */ x", "/* a /* b */ c x"),
        ("java", "int a; int b;", "int a; // int b;"),
        ("python", "x = 1", "x = 1 # \\\ny"),
        ("python", "x = '''\na'''", "x = '''\n# c\na'''"),
        ("python", "if a:\n    b", "if a:\n  b"),
        ("python", "x = 1", "# coding: latin-1\nx = 1"),
        ("python", "#!/bin/x\nx = 1", "# y\n#!/bin/x\nx = 1"),
        ("python", "def f():\n    return 1", 'def f():\n    "doc"\n    return 1'),
    ],
)  # fmt: skip
def test_an_edit_that_does_more_is_refused(language: str, before: str, after: str) -> None:
    assert why_not_same(before, after, language)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        # What ends a line for the language, and does not look so.
        ("javascript", "let x = 1;", "let x = 1; // a\u2028evil()"),
        ("javascript", "let x = 1;", "let x = 1; // a\revil()"),
        ("javascript", "return 1", "return /*\u2029*/ 1"),
        ("java", "int a;", "int a; // a\revil();"),
        ("java", "int a;", "int a; // \\u000a evil();"),
        ("java", "int a;", "int a; /* \\u002a/ evil(); /* */"),
        ("java", "int a;", "int a; // C:\\users, which is no escape"),
        ("java", 's = "\\u0022+"//a";', 's = "\\u0022+"//b";'),
        # What a preprocessor makes of a source before comments are looked for.
        ("cpp", "int x;\nint y;", "int x; // what??/\nint y;"),
        ("cpp", "int x;\nint y;", "int x; // what \\\f\nint y;"),
        ("c", "int x;", "int x; /* a *\\\n/ evil(); /* */"),
        ("cpp", '/\\\n* " */ real " // "a', '/\\\n* " */ real " // "b'),
        ("cpp", 'R\\\n"(" // a)";', 'R\\\n"(" // b)";'),
        ("c", 'char *s = R"(" // a)";', 'char *s = R"(" // b)";'),
        ("cpp", "#if __has_include(<a//b>)\n#endif", "#if __has_include(<a//c>)\n#endif"),
        ("cpp", "# /**/ include <a//b>", "# /**/ include <a//c>"),
        ("cpp", "# inc\\\nlude <a//b>", "# inc\\\nlude <a//c>"),
        ("cpp", "%:include <a//b>", "%:include <a//c>"),
        # What may be a division or a regular expression.
        ("javascript", "if (x) /a  b/.test(y)", "if (x) /a b/.test(y)"),
        ("javascript", "x = a++ /b  c/ d", "x = a++ /b c/ d"),
        ("javascript", 'export default /"/ // a"', 'export default /"/ // b"'),
        ("javascript", "y = of / '/*' / 2 //*/'a", "y = of / '/*' / 2 //*/'b"),
        ("javascript", "y = o.in / '/' // a", "y = o.in / '/' + 1"),
        ("javascript", "x = (a) /b/ /'x/ // 'a", "x = (a) /b/ /'x/ // 'b"),
        ("javascript", "x\n/* a */ --> it's // 1'", "x\n/* a */ --> it's // 2'"),
        # A program in C that stands in comments.
        ("go", '// int a;\n// int b;\nimport "C"', '// int c;\n// int b;\nimport "C"'),
        ("go", '// int a;\nimport (\n\t"C"\n)', '// int b;\nimport (\n\t"C"\n)'),
    ],
)  # fmt: skip
def test_what_is_meant_to_deceive_is_refused(language: str, before: str, after: str) -> None:
    assert why_not_same(before, after, language)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("cpp", "a = 1'000; b", "a = 1'000; /* ' */ b"),
        ("cpp", "f(a, b);\ng();", "f(a, /* what */ b); // f\n// '\"\ng();"),
        ("javascript", "x = a / b\ny = /[/]/", "x = a / b // '\ny = /[/]/ /* ` */"),
        ("javascript", "y = o.in / 2 // a", "y = o.in / 2 // '/"),
        ("javascript", "x = (a + b) / 2 / c", "x = (a + b) / 2 / c // it's"),
        ("javascript", "s = '\\r' // a", "s = '\\r' // b"),
        ("cpp", "#include <vector> // a\n#if A < B // c > d", "#include <vector>\n#if A < B"),
        ("cpp", "auto s = R\"(//)\"; // a", "auto s = R\"(//)\"; // \" b"),
        ("c", "puts(\"what?\");", "puts(\"what?\"); // what??"),
        ("go", "import \"fmt\" // a", "import \"fmt\" // \"C\""),
        ("rust", "let a: &'a str;\nb", "let a: &'a str; // it's\n// \"\nb"),
        ("java", "a();\n\nb();", "a(); /** doc\n * more */\nb();"),
        ("go", "a()\nb()", "a() // c\n// d\nb()"),
        ("python", "a = [\n1,\n]", "a = [  # one\n# two\n1,\n]\n# three"),
        ("python", "a = 1\r\nb = 2", "a = 1\r\n# c\r\nb = 2"),
    ],
)  # fmt: skip
def test_an_edit_of_comments_is_proved(language: str, before: str, after: str) -> None:
    assert why_not_same(before, after, language) == ""


@pytest.mark.parametrize(
    ("language", "source", "why"),
    [
        ("javascript", "x = (a) / b + '/'", "regular expression"),
        ("javascript", "a <!-- b", "HTML"),
        ("javascript", "a = `b", "has no end"),
        ("java", "int a; \\u002f\\u002f x", "u002f"),
        ("cpp", "/* a", "has no end"),
        ("cpp", 'R"(a', "has no end"),
        ("cpp", "a /\\\n/ b", "in two"),
        ("python", "def f(:", "no Python"),
        ("kotlin", "val a = 1", "Kotlin"),
    ],
)
def test_what_cannot_be_told_is_said(language: str, source: str, why: str) -> None:
    assert why in why_not_same(source, source, language)


@pytest.mark.parametrize(
    ("language", "source", "word"),
    [
        ("cpp", "int main() { return __LINE__; }", "__LINE__"),
        ("python", "import inspect\nx = 1", "inspect"),
        ("rust", "fn main() { line!(); }", "line!"),
    ],
)
def test_a_program_that_looks_at_its_lines_keeps_them(
    language: str, source: str, word: str
) -> None:
    mark = LANGUAGES[language].comment
    assert word in why_not_same(source, f"{mark} moved\n{source}", language)
    assert why_not_same(source, f"{source} {mark} not moved", language) == ""


def test_a_docstring_may_be_added_and_not_changed() -> None:
    before = "class A:\n    def f(self):\n        return 1\n"
    added = 'class A:\n    """A."""\n    def f(self):\n        """Gives 1."""\n        return 1\n'
    assert why_not_same(before, added, "python", docstrings=True) == ""
    assert why_not_same(before, added, "python")
    again = added.replace("Gives 1", "Gives 2")
    assert why_not_same(added, again, "python", docstrings=True)
    more = added.replace("return 1", "return 2")
    assert why_not_same(before, more, "python", docstrings=True)
    asking = f"{before}print(A.__doc__)\n"
    assert "__doc__" in why_not_same(asking, f'"""M."""\n{asking}', "python", docstrings=True)


def test_white_space_counts_only_where_it_means_something() -> None:
    assert plain_code("a  b", "cpp") == plain_code("a b // c", "cpp")
    assert plain_code("a\nb", "javascript") != plain_code("a b", "javascript")
    with pytest.raises(Unclear):
        plain_code('"', "java")
