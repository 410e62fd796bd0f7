"""Mathematics of a statement as plain text, whatever it was written in."""

from __future__ import annotations

import re

MAX_STATEMENT_CHARS = 40_000

# The start and the end of a statement hold its input section and its constraints.
_KEPT_AT_THE_START = 15_000

_COMMANDS = {
    "leq": "<=", "le": "<=", "leqslant": "<=", "leqq": "<=", "geq": ">=", "ge": ">=",
    "geqslant": ">=", "lt": "<", "gt": ">", "neq": "!=", "ne": "!=", "times": "*", "cdot": "*",
    "ldots": "...", "dots": "...", "cdots": "...", "vdots": "...", "ddots": "...", "dotsc": "...",
    "min": "min", "max": "max", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|",
    "sim": " ", "quad": " ", "qquad": " ",
}  # fmt: skip
_CHARACTERS = str.maketrans({
    "≤": "<=", "≦": "<=", "⩽": "<=", "≥": ">=", "≧": ">=", "⩾": ">=", "≠": "!=", "×": "*",
    "·": "*", "⋅": "*", "∙": "*", "…": "...", "⋯": "...", "⋮": "...", "−": "-", "–": "-", "—": ";",
    "＜": "<", "＞": ">", "，": ",", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2061": "",
    "`": " ", "$": " ", "~": " ", "’": "'", "∣": "|",
})  # fmt: skip
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢⱼₙₘ", "0123456789ijnm")


def plain_text(statement: str) -> str:
    """Returns the statement with TeX, HTML entities and symbols as ASCII operators, such as
    `1 <= a_i <= 10^5`.

    Very long statements are cut in the middle. Takes linear time.
    """
    if len(statement) > MAX_STATEMENT_CHARS:
        end = MAX_STATEMENT_CHARS - _KEPT_AT_THE_START
        statement = statement[:_KEPT_AT_THE_START] + "\n" + statement[-end:]
    text = re.sub(r"</?(?:var|p|sub|sup|i|b|em|strong|code|li|ul|pre|span)>", "", statement)
    text = text.replace("&le;", "<=").replace("&lt;", "<").replace("&ge;", ">=")
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: "^" + found[0].translate(_POWERS), text)
    text = re.sub("[₀₁₂₃₄₅₆₇₈₉ᵢⱼₙₘ]+", lambda found: "_" + found[0].translate(_SUBSCRIPTS), text)
    text = text.translate(_CHARACTERS)
    text = re.sub(r"\\(?:leftarrow|rightarrow)", " ", text)
    text = re.sub(r"\\(?:left|right|displaystyle|hspace\{[^{}]{0,20}\})", "", text)
    # \mathrm{case}, \text{...}, \textit{...}: what they hold.
    text = re.sub(r"\\(?:math|text|operatorname)[a-z]*\s?\{([^{}]{0,60})\}", r" \1 ", text)
    text = re.sub(r"\\([a-zA-Z]+)", lambda found: _COMMANDS.get(found[1], " "), text)
    text = re.sub(r"\\[,;:! \\]", " ", text).replace("\\_", "_").replace("\\", " ")
    text = re.sub(r"\{,\}", "", text)
    text = re.sub(r" +_(?=[\w{])", "_", text)
    text = re.sub(r"([_^])\s?\{\s?([^{}]{1,24})\}", _braced, text)
    text = re.sub(r"\*\*", "^", text)
    text = re.sub(r"(?<=[<>])\s(?==)", "", text)
    text = re.sub(r"=<|<==", "<=", text)
    text = re.sub(
        r"\b(\d{1,3})((?:,\d{3})+)(?![\d,])", lambda f: f[1] + f[2].replace(",", ""), text
    )
    # 200 000 and 1 \ 000: groups of three digits, as long as a number can be.
    text = re.sub(
        r"(?<![\d.^]\s)(?<![\d.^])([1-9]\d{0,2})((?: {1,3}[0-9]{3}){1,6})(?![\d.])",
        lambda f: f[1] + f[2].replace(" ", "") if set(f[2]) <= {" ", "0"} else f[0],
        text,
    )
    return text


def _braced(found: re.Match[str]) -> str:
    """a_{i} is a_i, 10^{5} is 10^5, and a_{i,j} stays one name: a_i,j without its braces would be
    a list of two."""
    mark, inner = found[1], found[2].strip()
    if mark == "_":
        inner = re.sub(r"\s*([-+*])\s*", r"\1", inner)
        return "_" + re.sub(r"[^A-Za-z0-9+\-*]+", "_", inner).strip("_")
    return "^" + (inner if inner.isalnum() else f"({inner})")
