"""Hints in three grades, none of which gives code away: the bank's own where the problem is the
bank's, else a model's, from which code is taken out, and at the first grade names of methods."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.bank import families
from shortlist_engine.library import Library
from shortlist_engine.library.bank_problems import INSTANCES, ORIGIN
from shortlist_engine.library.library import bank_library
from shortlist_engine.library.likeness import Wording, same_problem
from shortlist_engine.library.sources import SourceError
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler, Subject
from shortlist_engine.sampling.text.fences import find_blocks
from shortlist_engine.sampling.text.source_text import looks_like_code

GRADES = (1, 2, 3)
TRIES = 4
LIBRARY_S = 10.0
"""How long the bank is read, the first time that anybody asks; it goes on there the next time."""
_METHODS = (
    "binary search|ternary search|two pointers?|sliding window|prefix sums?|difference array|"
    "dynamic programming|memoi[sz]ation|dp|knapsack|greedy|greedily|divide and conquer|recursion|"
    "backtracking|brute force|meet in the middle|bitmask(?:s|ing)?|breadth-first|depth-first|bfs|"
    "dfs|dijkstra(?:'s)?|bellman-ford|floyd(?:-warshall)?|kruskal(?:'s)?|prim's|minimum spanning|"
    "topological(?: sort| order)?|shortest paths?|union-find|disjoint sets?|dsu|segment trees?|"
    "fenwick(?: tree)?|binary indexed|sparse table|trie|suffix (?:array|automaton|tree)|kmp|"
    "z-function|hash(?:ing| maps?| tables?| sets?)|heaps?|priority queues?|stacks?|monotonic|"
    "deques?|queues?|linked lists?|balanced trees?|sieve|euclid(?:'s|ean)?|gcd|modular inverse|"
    "fermat(?:'s)?|chinese remainder|combinatorics|inclusion-exclusion|matrix exponentiation|"
    "fast exponentiation|max(?:imum)? flow|min(?:imum)? cut|bipartite matching|kadane(?:'s)?|"
    "convex hull|sweep ?line|coordinate compression|sort(?:ing|ed|s)?|counting sort|simulation|"
    "game theory|grundy|nim|lca|centroid|euler tour|square root decomposition|mo's algorithm|fft"
)
_METHOD = re.compile(rf"\b(?:{_METHODS})\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_INLINE = re.compile(r"`([^`\n]*)`")
_PLAIN = re.compile(r"[\w ,.'-]*")
_FORMULA = re.compile(r"\w[\w\[\]()]*\s*(?::=|[-+*/|&^%]=|=)\s*[\w\[(]|\w+\([^)]*\)\s*[{:;]|;\s*$")


@dataclass(frozen=True)
class Hint:
    """Holds a hint. `source` is `bank` or the model's name; `left_out` says in sentences what was
    taken out of the model's answer."""

    grade: int
    text: str
    source: str
    left_out: tuple[str, ...] = ()


def bank_hint(problem: Problem, grade: int, library: Library) -> Hint | None:
    """Returns the bank's hint where the problem is one of the bank's, told by title and wording;
    None where it is not. It blocks, and raises what the library raises."""
    library.update(seconds=LIBRARY_S, wait=False)
    prefix = f"from {ORIGIN}: "
    for match in library.nearest(problem):
        if match.same and match.program.origin.startswith(prefix):
            return _of_family(match.program.origin.removeprefix(prefix), problem, grade)
    return None


def known_hint(problem: Problem, grade: int) -> Hint | None:
    """Returns the bank's hint as `bank_hint` does; None as well where the bank cannot be read. It
    blocks."""
    try:
        return bank_hint(problem, grade, bank_library())
    except (SourceError, OSError):
        return None  # the model is asked instead


def _of_family(name: str, problem: Problem, grade: int) -> Hint | None:
    family = families().get(name)
    if family is None:
        return None
    mine = Wording(problem.title, problem.statement)
    instances = [family.instance(seed) for seed in range(INSTANCES)]
    chosen = next(
        (each for each in instances if same_problem(Wording("", each.statement), mine)),
        instances[0],
    )
    return Hint(grade, chosen.hints[min(grade, len(chosen.hints)) - 1], "bank")


async def model_hint(
    problem: Problem,
    grade: int,
    *,
    sampler: Sampler,
    seed: int = 0,
    temperature: float | None = None,
    cancelled: asyncio.Event | None = None,
) -> Hint | None:
    """Returns a hint by a model, of up to `TRIES` answers the first of which something is left once
    code is taken out; None when `cancelled` is set before.

    Raises EngineError: `unsupported` where the model gives no hints, `noResult` where nothing was
    left of any answer, and what befalls the model.
    """
    if grade not in GRADES:
        raise EngineError("invalidRequest", f"There are the grades 1, 2 and 3, not {grade}.")
    ask = Ask(
        "hint",
        Subject(problem=problem, grade=grade),
        problem.language or "python",
        temperature=temperature,
        seed=seed,
        max_tokens=512,
    )
    if why := refusal(sampler, ask):
        raise EngineError("unsupported", why)
    for number in range(TRIES):
        again = replace(ask, seed=seed + number, greedy_first=number == 0)
        async for sample in answers(sampler, again, cancelled):
            text, left_out = without_code(sample.text, grade)
            if text:
                return Hint(grade, text, sampler.name, left_out)
        if cancelled is not None and cancelled.is_set():
            return None
    raise EngineError(
        "noResult",
        f"In {TRIES} answers the model gave nothing but code or the name of a method, which a hint "
        f"of grade {grade} does not show. Try again, or ask for the next grade.",
    )


def without_code(answer: str, grade: int) -> tuple[str, tuple[str, ...]]:
    """Returns a hint without what it must not have, and in sentences what was left out: code at any
    grade, and at grade 1 sentences that name a method."""
    blocks, _ = find_blocks(answer)
    text = _without_blocks(answer) if blocks else answer
    text, dropped = _without_sentences(text, _has_code)
    text = _INLINE.sub(r"\1", re.sub(r"\n{3,}", "\n\n", text))
    dropped += len(blocks)
    left_out = [f"Code was left out of the hint ({dropped} times)."] if dropped > 1 else []
    if dropped == 1:
        left_out.append("Code was left out of the hint.")
    if grade == 1:
        text, named = _without_sentences(text, lambda sentence: bool(_METHOD.search(sentence)))
        if named:
            one = "A sentence that names a method was left out: see grade 2."
            several = f"{named} sentences that name methods were left out: see grade 2."
            left_out.append(one if named == 1 else several)
    return text, tuple(left_out)


def _without_blocks(answer: str) -> str:
    kept, inside = [], False
    for line in answer.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            inside = not inside
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def _has_code(sentence: str) -> bool:
    words = sentence.strip()
    if not words:
        return False
    if not all(_PLAIN.fullmatch(match[1]) for match in _INLINE.finditer(words)):
        return True
    return _FORMULA.search(words) is not None or (
        looks_like_code(words) and not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", words)
    )


def _without_sentences(text: str, unwanted: Callable[[str], bool]) -> tuple[str, int]:
    kept_lines, dropped = [], 0
    for line in text.split("\n"):
        sentences = _SENTENCE.split(line)
        kept = [sentence for sentence in sentences if not unwanted(sentence)]
        dropped += len(sentences) - len(kept)
        if kept or not line.strip():
            kept_lines.append(" ".join(kept))
    return "\n".join(kept_lines).strip(), dropped
