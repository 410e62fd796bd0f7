"""Completions of a prompt that ends in a function's head: whole programs of them, cut where the
function ends.

Python is cut as CodeT cuts it; languages with braces where the function's own brace closes (Zheng
et al. 2023, "CodeGeeX"), and what the prompt still has open around the function is closed.
"""

from __future__ import annotations

import re

from shortlist_engine.datasets.generated_tests import cut
from shortlist_engine.languages import GO, JAVASCRIPT, PYTHON, RUST

_NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])'|`(?:\\.|[^`\\])*`", re.S
)
_DEFINED = {
    PYTHON.name: r"\bdef\s+{}\s*\(",
    JAVASCRIPT.name: r"\b(?:const|let|var)\s+{}\b|\bfunction\s+{}\b",
    GO.name: r"^func\s+{}\b",
    RUST.name: r"\bfn\s+{}\b",
}
_ANY = r"^[ \t]*[\w:<>,&*\[\]][\w:<>,&*\[\] \t]{{0,200}}\b{}\s*\([^;{{}}]*\)[^;{{}}]*\{{"


def defines(text: str, name: str, language: str) -> bool:
    """Says whether a text defines the function, rather than being its body."""
    pattern = _DEFINED.get(language)
    quoted = re.escape(name)
    pattern = pattern.replace("{}", quoted) if pattern else _ANY.format(quoted)
    return re.search(pattern, text, re.M) is not None


def completed(prompt: str, completion: str, language: str) -> str:
    """Returns the prompt with its function's rest, which `completion` begins with."""
    if language == PYTHON.name:
        return f"{prompt.rstrip()}\n{cut(completion)}\n"
    outside = max(0, _depth(prompt) - 1)
    return f"{prompt.rstrip()}\n{_to_the_end(completion)}\n" + "}" * outside + "\n" * bool(outside)


def _depth(text: str) -> int:
    code = _NOT_CODE.sub(" ", text)
    return code.count("{") - code.count("}")


def _to_the_end(completion: str) -> str:
    """The completion up to the brace that closes the function, all of it where none does."""
    code = _NOT_CODE.sub(lambda found: " " * len(found[0]), completion)
    depth = 1
    for found in re.finditer(r"[{}]", code):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return completion[: found.end()]
    return completion
