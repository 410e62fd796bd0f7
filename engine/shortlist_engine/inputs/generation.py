"""New test inputs by mutating the examples, and their union with the model's own.

AlphaCode (section 3.2.1, generated tests) mutates inputs by incrementing or decrementing integers
and by swapping and changing characters of strings. Here mutations also keep what is evident about
the form: a count stays equal to the number of things it counts, a permutation stays one, a sorted
list stays sorted. Invalid inputs may still appear; clustering drops inputs on which most programs
fail.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from shortlist_engine.inputs.call_writing import write_calls
from shortlist_engine.inputs.calls import call_in_python, is_call, mutate_call
from shortlist_engine.inputs.form import read_form
from shortlist_engine.inputs.full_calls import write_full_call
from shortlist_engine.inputs.grammar.generate import FULL_TOKENS, write_full_input, write_input
from shortlist_engine.inputs.grammar.grammar import read_grammar
from shortlist_engine.inputs.grammar.matching import matches
from shortlist_engine.inputs.lines import mutate_lines
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Problem

ATTEMPTS_PER_INPUT = 30
FAILURES_IN_A_ROW = 2_000  # after which the grammar is taken to have nothing more
MAX_INPUT_CHARS = 64 * 1024
MAX_FULL_CHARS = 4 * 1024 * 1024
MAX_WORK = 1_000_000  # characters that mutations are made of
COST_OF_A_CALL = 20  # a character of a call, in characters of lines


def mutate_inputs(problem: Problem, count: int, rng: random.Random) -> list[str]:
    """Returns at most `count` distinct inputs near the examples' inputs, never one of these
    themselves.

    There are fewer when the examples allow no more (an empty input has no mutation). The same `rng`
    state gives the same list.
    """
    examples = [each.input for each in problem.examples if len(each.input) <= MAX_INPUT_CHARS]
    if not examples or count <= 0:
        return []
    function = problem.kind == "function"
    form = read_form(examples)
    longest = min(max(map(len, examples)) * 3 + 64, MAX_INPUT_CHARS)
    seen = {_key(text) for text in examples}
    if function and problem.language not in (None, PYTHON.name):
        examples = [call_in_python(text) for text in examples]
        seen.update(map(_key, examples))
    made: list[str] = []
    work = 0
    for _ in range(count * ATTEMPTS_PER_INPUT):
        if len(made) == count or work > MAX_WORK:
            break
        # Mutations of mutations reach further; most start from an example, which is known valid.
        base = rng.choice(made) if made and rng.random() < 0.3 else rng.choice(examples)
        work += len(base) * (COST_OF_A_CALL if function else 1)
        text = mutate_call(base, rng) if function else mutate_lines(base, rng, form)
        if text is None or len(text) > longest or _key(text) in seen:
            continue
        seen.add(_key(text))
        made.append(text)
    return made


def generate_inputs(problem: Problem, count: int, rng: random.Random) -> list[str]:
    """Returns at most `count` distinct inputs, best first, none of them an example's.

    Two of three are written by the grammar that the statement and the examples give
    (`inputs.grammar`), the third is a mutation of an example; mutations alone where no grammar is
    found. The same `rng` state gives the same list, and a smaller `count` its beginning.
    """
    if count <= 0:
        return []
    ours, theirs = random.Random(rng.getrandbits(64)), random.Random(rng.getrandbits(64))
    seen = {_key(example.input) for example in problem.examples}
    written = _written(problem, ours)
    mutations = iter(mutate_inputs(problem, count, theirs))
    found: dict[str, str] = {}
    sources = [written, written, mutations]
    for turn in range(3 * count + 3):
        if len(found) >= count:
            break
        text = next(sources[turn % 3], None)
        if text is not None and _key(text) not in seen:
            found.setdefault(_key(text), text)
    for text in mutations:
        if len(found) >= count:
            break
        found.setdefault(_key(text), text)
    return list(found.values())


def full_inputs(
    problem: Problem, count: int, rng: random.Random, most: int = FULL_TOKENS
) -> list[str]:
    """Returns at most `count` inputs as large as the statement allows, up to about `most` tokens,
    by default as many as tell quadratic work from linear work; none where it does not say how
    large. The same `rng` state gives the same list."""
    examples = [example.input for example in problem.examples]
    if not examples:
        return []
    made: list[str | None] = []
    if problem.kind == "function":
        if problem.language in (None, PYTHON.name):
            made = [
                write_full_call(problem.statement, examples, problem.signature, number, rng, most)
                for number in range(count)
            ]
    else:
        grammar = read_grammar(problem.statement, examples)
        if grammar is not None and grammar.bounded:
            made = [write_full_input(grammar, number, rng, most) for number in range(count)]
    longest = MAX_FULL_CHARS * max(1, most // FULL_TOKENS)
    fits = (text for text in made if text is not None and len(text) <= longest)
    return list(dict.fromkeys(fits))


def validity(problem: Problem) -> Callable[[str], bool] | None:
    """Returns what says whether an input agrees with the statement and the form of the examples, as
    far as both are understood; None where they are not, or where they contradict each other."""
    examples = [example.input for example in problem.examples]
    if problem.kind == "function" or not examples:
        return None
    grammar = read_grammar(problem.statement, examples)
    if grammar is None or not all(matches(grammar, text) for text in examples):
        return None
    return lambda text: matches(grammar, text)


def _written(problem: Problem, rng: random.Random) -> Iterator[str]:
    """Inputs of the problem's grammar, or calls of its types; none where neither is found."""
    examples = [example.input for example in problem.examples]
    if problem.kind == "function":
        if problem.language not in (None, PYTHON.name):
            examples = [call_in_python(text) for text in examples]
        yield from write_calls(examples, problem.signature, rng)
        return
    grammar = read_grammar(problem.statement, examples)
    if grammar is None:
        return
    failures = 0
    for number in itertools.count():
        text = write_input(grammar, number, rng)
        failures = failures + 1 if text is None else 0
        if text is not None:
            yield text
        elif failures == FAILURES_IN_A_ROW:
            return


def clean_input(problem: Problem, text: str) -> str | None:
    """Returns a model's test input made ready to run, or None when it cannot be one: empty, too
    long, equal to an example's, or (in a function problem) not a call of the entry point."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip("\n")
    if not text.strip() or len(text) > MAX_INPUT_CHARS:
        return None
    if problem.kind == "function":
        text = text.strip()
        if problem.language not in (None, PYTHON.name):
            text = call_in_python(text)
        if not is_call(text, problem.entry_point):
            return None
    else:
        text += "\n"
    if _key(text) in {_key(example.input) for example in problem.examples}:
        return None
    return text


def merge_inputs(first: Sequence[str], *others: Iterable[str], count: int) -> list[str]:
    """Returns `first`, then from each of `others` in turn what is not there yet, up to `count`
    inputs."""
    merged: dict[str, str] = {}
    for source in (first, *others):
        for text in source:
            if len(merged) >= count:
                return list(merged.values())
            merged.setdefault(_key(text), text)
    return list(merged.values())


def _key(text: str) -> str:
    """Inputs that differ in white space only count as one."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
