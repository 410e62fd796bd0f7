"""Completions become programs: cut where the function ends, with what is open around it closed."""

from __future__ import annotations

import pytest

from shortlist_engine.datasets.completions import completed, defines

JAVA = "class Solution {\n    public int f(int x) {\n"


@pytest.mark.parametrize(
    ("language", "prompt", "completion", "program"),
    [
        (
            "cpp", "int f(int x){\n",
            "  if (x) { return 1; }\n  return 2;\n}\nint main() { f(1); }",
            "int f(int x){\n  if (x) { return 1; }\n  return 2;\n}\n",
        ),
        (
            "cpp", "int f(int x){\n", "  return '}' + sizeof(\"}\"); // }\n  /* } */\n}\n// more }",
            "int f(int x){\n  return '}' + sizeof(\"}\"); // }\n  /* } */\n}\n",
        ),
        (
            "java", JAVA, "        return x;\n    }\n}\nclass Other {}",
            f"{JAVA}        return x;\n    }}\n}}\n",
        ),
        (
            "javascript", "const f = (x) => {\n", "  return `}${x}`;\n};\nf(1)",
            "const f = (x) => {\n  return `}${x}`;\n}\n",
        ),
        ("go", "func f() int {\n", "    return 1\n", "func f() int {\n    return 1\n\n"),
        ("python", "def f(x):\n", "    return x\n\nprint(f(1))\n", "def f(x):\n    return x\n"),
    ],
)  # fmt: skip
def test_a_completion_ends_with_its_function(
    language: str, prompt: str, completion: str, program: str
) -> None:
    assert completed(prompt, completion, language).rstrip() == program.rstrip()


@pytest.mark.parametrize(
    ("text", "language", "defined"),
    [
        ("int f(int x) {\n return x; }", "cpp", True),
        ("vector<int> f(vector<int> x)\n{", "cpp", True),
        ("  return f(x - 1);\n}", "cpp", False),
        ("    public static List<String> f(int x) {", "java", True),
        ("        int y = f(3);\n        return y;\n    }", "java", False),
        ("const f = x => x", "javascript", True),
        ("async function f(x) {}", "javascript", True),
        ("  return f(x);\n}", "javascript", False),
        ("func f(x int) int {", "go", True),
        ("    return f(x)\n}", "go", False),
        ("pub fn f<T>(x: T) {", "rust", True),
        ("    f(x)\n}", "rust", False),
        ("def f(x):\n  pass", "python", True),
        ("    return f(x)", "python", False),
    ],
)
def test_whether_a_text_is_a_program_or_a_body(text: str, language: str, defined: bool) -> None:
    assert defines(text, "f", language) is defined
