"""Comments of many languages: found, taken off, put on and undone."""

from __future__ import annotations

import ast
import shutil
import subprocess
import warnings

import pytest

from shortlist_engine.languages import LANGUAGES
from shortlist_engine.statement.comments import find_comments
from shortlist_engine.statement.wrapping import wrap_comment

NASTY = [
    "plain",
    "",
    "  indented\n\n\tby a tab",
    "*/ and /* and **/ and *\\/ and *\\\\/ and /\\*",
    'quotes """ and \'\'\' and \\"',
    "backslash \\ at the end \\",
    "\\underline{x} \\\\u0041 \\u000a \\\\\\u",
    "--[[ lua ]] ]=] {- haskell -} (* ml *) *\\) -\\}",
    "# hash\n// slashes\n-- dashes\n; semicolon\n% percent",
    "* every\n* line\n* starred",
    "** bold **\n*",
    "äöü 🙂 \u2028 x\x0b\x0c",
    "trailing   \n  \nspaces  ",
    '"quoted"',
    "'",
    "=begin\n=end x",
    "\t",
]


def unwrap(source: str, language: str) -> str:
    (comment,) = find_comments(source, language)
    lines = list(comment.lines)
    if comment.style != "line":
        assert lines[0] == ""
        lines = lines[1:-1]
    return "\n".join(lines)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("style", ["block", "line", "docstring"])
def test_wrapping_is_undone_exactly(language, style) -> None:
    for nasty in NASTY:
        text = "Title\n" + nasty + "\nend"
        assert unwrap(wrap_comment(text, language, style), language) == text


@pytest.mark.parametrize("language", ["python", "cpp", "java", "haskell", "rust"])
@pytest.mark.parametrize("indent", ["    ", "\t"])
def test_indented_wrapping_is_undone(language, indent) -> None:
    text = "Title\n  two\n\n\tend"
    for style in ("block", "line", "docstring"):
        assert unwrap(wrap_comment(text, language, style, indent), language) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("text", NASTY)
def test_python_accepts_the_docstring_without_a_warning(text) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree = ast.parse(wrap_comment("Title\n" + text, "python", "docstring"))
    (statement,) = tree.body
    assert isinstance(statement, ast.Expr)


@pytest.mark.skipif(shutil.which("g++") is None, reason="needs a C++ compiler")
@pytest.mark.parametrize("style", ["block", "line"])
def test_cpp_compiler_sees_only_a_comment(style, tmp_path) -> None:
    source = tmp_path / "a.cpp"
    body = "".join(
        wrap_comment(text, "cpp", style) + f"int v{i};\n" for i, text in enumerate(NASTY)
    )
    uses = "".join(f"v{i}+" for i in range(len(NASTY)))
    source.write_text(body + f"int main() {{ return {uses}0; }}\n", encoding="utf-8")
    ran = subprocess.run(
        ["g++", "-fsyntax-only", "-w", str(source)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.skipif(shutil.which("javac") is None, reason="needs a Java compiler")
def test_java_compiler_sees_only_a_comment(tmp_path) -> None:
    source = tmp_path / "A.java"
    body = "".join(
        wrap_comment(text, "java", style) for text in NASTY for style in ("block", "line")
    )
    source.write_text(body + "class A {}\n", encoding="utf-8")
    ran = subprocess.run(["javac", str(source)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_java_never_sees_a_unicode_escape() -> None:
    wrapped = wrap_comment("\\u002a/ and \\\\u0041", "java", "block")
    assert "\\\\u002a" in wrapped
    runs = [len(run) for run in __import__("re").findall(r"(\\+)u", wrapped)]
    assert all(run % 2 == 0 for run in runs)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        (
            "cpp",
            'auto s = "/* x */"; auto r = R"(\n// no\n)"; char c = \'"\'; int n = 1\'0;\n// yes\n',
        ),
        ("java", 'String s = """\n  // no\n  """;\nchar c = \'"\';\n// yes\n'),
        ("javascript", "const s = `\n// no\n`;\n// yes\n"),
        ("python", 's = "# no"\nt = \'"""\'\n# yes\n'),
        ("rust", 'let a: &\'a str = r#"\n// no\n"#;\n// yes\n'),
        ("go", "s := `\n// no\n`\n// yes\n"),
        ("lua", 's = "-- no"\n-- yes\n'),
        ("csharp", 'var s = @"\n// no";\n// yes\n'),
    ],
)
def test_comment_marks_in_strings_are_no_comments(language, code) -> None:
    assert [comment.lines for comment in find_comments(code, language)] == [("yes",)]


def test_comment_behind_code_does_not_begin_a_block() -> None:
    comments = find_comments("int x; // one\n// two\n// three\n", "cpp")
    assert [comment.lines for comment in comments] == [("two", "three")]


def test_line_comments_of_different_indentation_are_apart() -> None:
    comments = find_comments("// a\n    // b\n    // c\n", "cpp")
    assert [comment.lines for comment in comments] == [("a",), ("b", "c")]


def test_assigned_and_byte_strings_are_no_docstrings() -> None:
    assert find_comments('x = """a\nb"""\nb"""bytes\nx"""\nf(\n"x",\n)\n', "python") == []


def test_unknown_language() -> None:
    assert find_comments("# x\n", "klingon") == []
    with pytest.raises(ValueError, match="no comment syntax known for language 'klingon'"):
        wrap_comment("x", "klingon")


def test_nested_block_comment() -> None:
    (comment,) = find_comments("/* a /* b */ c */ fn main() {}\n", "rust")
    assert comment.lines == ("a /* b */ c",)
