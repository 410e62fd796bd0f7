"""Text of the user's files, in whatever encoding they have, where that is certain."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 1 << 16  # bytes, to tell an encoding by
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_JAPANESE = re.compile("[\u3000-\u303f\u3041-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
_RUSSIAN = re.compile("[\u0410-\u044f\u0401\u0451]")
_SMALL, _CAPITAL = re.compile("[\u0430-\u044f\u0451]"), re.compile("[\u0410-\u042f\u0401]")
# What Russian text has beside letters: quotation marks, dashes, the number sign, a space.
_RUSSIAN_SIGNS = re.compile("[\u00ab\u00bb\u2013\u2014\u2018-\u201e\u2116\u2026\u00a0\u00b0\u00a7]")
_MIXED = re.compile("[A-Za-z][\u0410-\u044f]|[\u0410-\u044f][A-Za-z]")
_ENOUGH = 0.95


class UnknownEncoding(ValueError):
    """Says that bytes are in no encoding that is certain, and what to do."""


def decode(data: bytes, name: str) -> str:
    """Returns the text in `data`, the content of the file `name`: UTF-8, UTF-16 or UTF-32, or, when
    it is plainly Russian or Japanese, Windows-1251 or Shift-JIS. A byte order mark is no part of
    the text.

    Raises UnknownEncoding, naming the file and the place, rather than guess.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnknownEncoding(
                    f"{name} begins like {encoding.upper().removesuffix('-SIG')} and is not: save "
                    "it as UTF-8"
                ) from error
    wide = _wide(data)
    if wide:
        return data.decode(wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        for encoding, is_certain in (("cp932", _is_japanese), ("cp1251", _is_russian)):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if is_certain(text):
                return text
        line = data.count(b"\n", 0, error.start) + 1
        raise UnknownEncoding(
            f"{name} is not UTF-8 (line {line}), and it is not certain what it is: save it as UTF-8"
        ) from error


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, of text that is mostly ASCII: every other byte is zero."""
    start = data[:_LOOKED_AT]
    if len(data) % 2 or not start:
        return ""
    even, odd = start[::2].count(0), start[1::2].count(0)
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.6 * (len(start) // 2) and not others:
            return encoding
    return ""


def _is_japanese(text: str) -> bool:
    beyond = [character for character in text[:_LOOKED_AT] if character > "\x7f"]
    sample = "".join(beyond)
    enough = len(_JAPANESE.findall(sample)) >= _ENOUGH * len(sample)
    return enough and len(_KANA.findall(sample)) >= 0.2 * len(sample)


def _is_russian(text: str) -> bool:
    """Mostly small letters: in KOI8-R these are the capital ones of Windows-1251. And no word of
    two scripts, which is what a Western text looks like."""
    sample = text[:_LOOKED_AT]
    beyond = "".join(character for character in sample if character > "\x7f")
    letters = len(_RUSSIAN.findall(beyond))
    known = letters + len(_RUSSIAN_SIGNS.findall(beyond))
    small, capital = len(_SMALL.findall(beyond)), len(_CAPITAL.findall(beyond))
    return (
        letters >= 2
        and known >= _ENOUGH * len(beyond)
        and small >= capital
        and not _MIXED.search(sample)
    )
