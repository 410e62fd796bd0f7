"""Formulas between dollar signs, written out as plain text where that loses nothing."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"(?<![\\$])(\${1,3})(?![\s$])((?:\\.|[^\\$\n])+?)(?<!\s)\1(?![\d$])")
_QUOTED = re.compile(r"""['"`]\$|\$['"`]""")
_SYMBOLS = {
    "le": " <= ", "leq": " <= ", "leqslant": " <= ", "ge": " >= ", "geq": " >= ",
    "geqslant": " >= ", "lt": " < ", "gt": " > ", "ne": " != ", "neq": " != ", "equiv": " = ",
    "times": " * ", "cdot": " * ", "ast": " * ", "ldots": "...", "cdots": "...", "dots": "...",
    "vdots": "...", "to": "->", "rightarrow": "->", "max": "max", "min": "min", "gcd": "gcd",
    "log": "log", "bmod": "mod", "oplus": "xor", "quad": " ", "left": "", "right": "",
    "displaystyle": "",
}  # fmt: skip
_PLAIN = r"\\(?:text|mathrm|mathbf|mathit|mathtt|texttt|textrm|textbf|textit|operatorname|rm|tt|bf)"
_GROUP = r"\{([^{}\\]*)\}"
_ESCAPED = {"{": "\1", "}": "\2", "%": "%", "_": "_", "#": "#", "&": "&", "$": "$"}


def written_out(statement: str) -> str:
    """Returns the text with its formulas written out: `$1 \\leq a_i$` becomes `1 <= a_i`. One
    with anything that has no plain form stays as it is, with its dollar signs; so do all of a text
    in which dollar signs mean something else."""
    if _QUOTED.search(statement):
        return statement
    rest = _FORMULA.sub("", statement)
    if "$" in rest.replace("\\$", ""):
        return statement
    return _FORMULA.sub(lambda found: _plain(found[2]) or found[0], statement)


def _plain(formula: str) -> str | None:
    """The formula without TeX, None when something of it has no plain form."""
    text = re.sub(r"\\([{}%_#&$])", lambda found: _ESCAPED[found[1]], formula)
    text = re.sub(r"\\[,;:! ]|~", " ", text)
    text = re.sub(r"\\([lr])floor(?![A-Za-z])", lambda m: "floor(" if m[1] == "l" else ")", text)
    text = re.sub(r"\\([lr])ceil(?![A-Za-z])", lambda m: "ceil(" if m[1] == "l" else ")", text)
    text = re.sub(r"\\p?mod\b\s*" + _GROUP, r"(mod \1)", text)
    text = re.sub(
        r"\\([A-Za-z]+)(?![A-Za-z{])", lambda found: _SYMBOLS.get(found[1], found[0]), text
    )
    while True:  # from the inside out
        inner = re.sub(_PLAIN + _GROUP, r"\1", text)
        inner = re.sub(r"\\[dt]?frac" + _GROUP + _GROUP, _fraction, inner)
        inner = re.sub(r"\\sqrt" + _GROUP, r"sqrt(\1)", inner)
        inner = re.sub(r"([_^])" + _GROUP, _script, inner)
        inner = re.sub(r"(?<![\\A-Za-z_^}])" + _GROUP, r"\1", inner)
        if inner == text:
            break
        text = inner
    if re.search(r"[{}\\]", text):
        return None
    return re.sub(r" {2,}", " ", text.replace("\1", "{").replace("\2", "}")).strip()


def _fraction(found: re.Match[str]) -> str:
    above, below = (part if re.fullmatch(r"\w+", part) else f"({part})" for part in found.groups())
    return f"{above}/{below}"


def _script(found: re.Match[str]) -> str:
    """`_{ij}` may lose its braces, `_{i+1}` may not."""
    mark, text = found.groups()
    return mark + (text if re.fullmatch(r"-?[A-Za-z0-9]+", text.strip()) else f"({text})")
