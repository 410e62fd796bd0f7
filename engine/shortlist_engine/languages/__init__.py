"""The table of languages: what is known of each is said in its entry, and nowhere else.

A language is added by a module with its entry and a line in `LANGUAGES`.
"""

from __future__ import annotations

from shortlist_engine.languages.c import C
from shortlist_engine.languages.comments_only import COMMENTS_ONLY
from shortlist_engine.languages.cpp import CPP
from shortlist_engine.languages.go import GO
from shortlist_engine.languages.java import JAVA
from shortlist_engine.languages.javascript import JAVASCRIPT
from shortlist_engine.languages.language import Language, Toolchain
from shortlist_engine.languages.python import PYTHON
from shortlist_engine.languages.rust import RUST

LANGUAGES: dict[str, Language] = {
    language.name: language
    for language in (PYTHON, CPP, JAVA, JAVASCRIPT, GO, RUST, C, *COMMENTS_ONLY)
}
"""By name, in the order in which users see them."""
TEXT_LANGUAGES = frozenset({"markdown", "plaintext", "text", "txt", "md", "restructuredtext", ""})
"""Identifiers of text files, which hold the statement itself, not in a comment."""
TEXT_SUFFIXES = ("", ".md", ".markdown", ".txt", ".text", ".rst")


def find(name: str) -> Language | None:
    """Returns the language that is called `name`, in any case."""
    wanted = name.lower()
    if wanted in LANGUAGES:
        return LANGUAGES[wanted]
    return next((each for each in LANGUAGES.values() if wanted in each.other_names), None)


def find_suffix(suffix: str) -> Language | None:
    """Returns the language of files whose names end in `suffix` (`.py`), in any case."""
    wanted = suffix.lower()
    return next(
        (each for each in LANGUAGES.values() if wanted in (*each.suffixes, *each.other_suffixes)),
        None,
    )


def runnable() -> tuple[str, ...]:
    """Returns the names of the languages whose programs are run."""
    return tuple(name for name, entry in LANGUAGES.items() if entry.toolchain is not None)


def written() -> tuple[str, ...]:
    """Returns the names of the languages in which programs are proposed when nobody names one: the
    shipped model writes these. In the others of `runnable` they are proposed when asked for."""
    return tuple(name for name, entry in LANGUAGES.items() if entry.written)


def called() -> tuple[str, ...]:
    """Returns the names of the languages whose functions are called, in *function* problems."""
    return tuple(name for name, entry in LANGUAGES.items() if entry.calls)


def written_name(name: str) -> str | None:
    """Returns our name of the language that is called `name`, when programs in it are proposed."""
    entry = find(name)
    return entry.name if entry is not None and entry.written else None


def toolchain(name: str) -> Toolchain:
    """Returns how programs in the language of this name are run. Raises KeyError when they are
    not."""
    found = LANGUAGES[name].toolchain
    if found is None:
        raise KeyError(name)
    return found


def toolchains() -> tuple[Toolchain, ...]:
    """Returns how programs are run, for all languages in which they are."""
    return tuple(entry.toolchain for entry in LANGUAGES.values() if entry.toolchain is not None)


def display_name(name: str) -> str:
    """Returns the language's name for people, and the name of an unknown one as it is."""
    entry = LANGUAGES.get(name)
    return entry.display_name if entry is not None else name


def file_suffix(name: str) -> str:
    """Returns the suffix of a new file in the language; `.txt` for an unknown language."""
    entry = LANGUAGES.get(name)
    return entry.suffixes[0] if entry is not None and entry.suffixes else ".txt"


def fence(name: str) -> str:
    """Returns the word behind a fence in Markdown; empty for an unknown language."""
    entry = LANGUAGES.get(name)
    return (entry.fence or entry.name) if entry is not None else ""
