"""Which lines are sentences and which are data, in any script."""

from __future__ import annotations

import re
from collections import Counter
from enum import IntEnum

from shortlist_engine.statement.vocabulary import LANGUAGES, fold


class Prose(IntEnum):
    """Says how much a line looks like a sentence."""

    DATA = 0
    MAYBE = 1
    SURE = 2


_TEX = re.compile(
    r"\$[^$]+\$|\\(?:ldots|dots|leq|geq|le|ge|times|cdot|frac|mathrm|rightarrow|to)\b"
)
_IMAGE = re.compile(r"!\[|<image>|<img\b|\[image\]|https?://\S+\.(?:png|jpe?g|gif|svg|webp)$", re.I)
_BULLET = re.compile(r"(?:[-*•·]|\(?\d{1,2}[.)])\s+(?=[^\W\d])")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’]*")
_ENDS = ".:!?,;。．！？：；，、…।؟"
_EQUATION = re.compile(r"[\w)\]]\s*(?:=|≤|<=|>=|≥|≠|→|->|=>)\s*[\w(\[-]")
_KANA = re.compile("[\u3040-\u309f]")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff々]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ASIAN_STOP = re.compile("[。．！？，、；：]|[.!?]$")
_JOINED = {words.name: words.prose for words in LANGUAGES if words.name in ("Japanese", "Chinese")}
_JAPANESE_END = re.compile("(?:です|ます|ません|でした|ました|ください|である|せよ)。$")
_KOREAN_END = re.compile("(?:다|요|음|함|까|오)[.!?]?$")


def _function_words() -> dict[str, tuple[int, ...]]:
    """Each small word with the numbers of the languages that have it."""
    found: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(LANGUAGES):
        if words.name in ("Japanese", "Chinese", "Korean"):
            continue
        for word in set(map(fold, words.prose)):
            found[word] = (*found.get(word, ()), number)
    return found


_FUNCTION_WORDS = _function_words()


def prose(line: str) -> Prose:
    """Returns how much the line looks like a sentence.

    One has mathematics in TeX, or a capital, a full stop and mostly lower-case words between them,
    or small words of one language among mostly letters. Scripts without spaces have no small words:
    there a sentence has their stops, or parts of words that only sentences have. An equation may be
    part of an explanation.
    """
    text = line.strip()
    text = _BULLET.sub("", text, count=1)
    if not text.isascii():
        asian = _asian(text)
        if asian is not None:
            return asian
    if _IMAGE.match(text):
        return Prose.SURE
    if " " not in text and "\u00a0" not in text:
        return Prose.MAYBE if _EQUATION.search(text) and text[0] not in "{[\"'" else Prose.DATA
    if _TEX.search(text):
        return Prose.SURE
    if "://" in text.split(" ", 1)[0]:
        return Prose.DATA
    words = _WORD.findall(text)
    if len(words) >= 3:
        kind = _alphabetic(text, words)
        if kind is not Prose.DATA:
            return kind
    if len(words) == 2 and text[0].isupper() and text[-1] in ".!" and words[1].islower():
        return Prose.MAYBE
    return Prose.MAYBE if _EQUATION.search(text) and text[-1] not in ";{}" else Prose.DATA


def _alphabetic(text: str, words: list[str]) -> Prose:
    if text.isupper():
        return Prose.DATA
    if text.lower() == text.upper():
        # A script without capitals, whose small words nobody has listed.
        if text[-1] in _ENDS and len(words) >= 5:
            return Prose.SURE
        return Prose.MAYBE if len(words) >= 5 else Prose.DATA
    counts: Counter[int] = Counter()
    distinct: set[str] = set()
    for word in words:
        folded = fold(word)
        languages = _FUNCTION_WORDS.get(folded)
        if languages and (len(folded) > 1 or len(words) > 4) and folded not in distinct:
            distinct.add(folded)
            counts.update(languages)
    common = max(counts.values(), default=0)
    sentence = (text[0].isupper() or text[0] in "\"'“«(¿¡$`") and text[-1] in _ENDS
    lower = sum(word.islower() for word in words)
    if sentence and common:
        return Prose.SURE
    if sentence and len(words) >= 4 and lower * 2 > len(words):
        return Prose.SURE
    letters = sum(map(len, words))
    mostly = letters * 2 >= len(text.replace(" ", ""))
    if common >= 2 and mostly and len(words) >= 4:
        return Prose.SURE
    if common >= 2 and mostly:
        return Prose.MAYBE
    if len(words) >= 6 and lower * 2 > len(words) and mostly:
        return Prose.MAYBE
    return Prose.MAYBE if common and text[-1] in ".!?:" and len(words) >= 4 else Prose.DATA


def _asian(text: str) -> Prose | None:
    """For scripts without spaces, and Korean; None for texts in others."""
    han, hangul = len(_HAN.findall(text)), len(_HANGUL.findall(text))
    if han < 2 and hangul < 2:
        return None
    stop = _ASIAN_STOP.search(text) is not None
    if hangul >= han:
        words = [word for word in text.split() if _HANGUL.search(word)]
        if _KOREAN_END.search(text) and len(words) >= 2:
            return Prose.SURE
        if stop and len(words) >= 3:
            return Prose.SURE
        return Prose.MAYBE if len(words) >= 3 or stop else Prose.DATA
    if _JAPANESE_END.search(text):
        return Prose.SURE
    kana = len(_KANA.findall(text))
    language = "Japanese" if kana else "Chinese"
    parts = sum(part in text for part in _JOINED[language])
    if stop and han >= 6 and (parts or han >= 10):
        return Prose.SURE
    if parts >= 2 and han >= 6:
        return Prose.SURE
    if stop and han >= 4 and parts:
        return Prose.SURE
    return Prose.MAYBE if (stop and han >= 4) or han >= 12 or (parts and han >= 6) else Prose.DATA


def is_prose(line: str) -> bool:
    """Says whether it is surely a line of explanation, as opposed to a line of data."""
    return prose(line) is Prose.SURE


def is_description(line: str) -> bool:
    """Says whether it is more likely a description of data than data."""
    text = line.strip()
    if prose(text) is not Prose.DATA and not _EQUATION.search(text):
        return True
    if len(text) > 3 and text.endswith(".") and text[:-1].isalpha():
        return True
    words = [word for word in text.split() if word.isalpha() and len(word) > 1]
    return len(words) >= 3


_NUMBER = re.compile(r"[-+−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_LATIN = re.compile(r"[a-z]", re.I)


def kinds(line: str) -> frozenset[str]:
    """Returns what a line is made of: `9` numbers, `a` Latin letters, `ß` others, and each other
    sign by itself."""
    rest = _NUMBER.sub("9", line.strip())
    found = set()
    for letter in set(rest):
        if letter.isspace():
            continue
        if letter.isdigit():
            found.add("9")
        elif letter.isalpha():
            found.add("a" if letter.isascii() else "ß")
        else:
            found.add(letter)
    return frozenset(found)
