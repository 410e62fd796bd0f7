"""Problems of the bank to practise on: which one a name means, and its hidden tests."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from shortlist_engine.files import digest
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.practice.collection.bank_index import (
    IndexedFamily,
    indexed_families,
    load_family,
)
from shortlist_engine.practice.collection.practice_problem import (
    BANK,
    EXAMPLES,
    Entry,
    PracticeProblem,
    TestGroup,
    UnknownProblem,
)
from shortlist_engine.problem import Example, Problem, Program

if TYPE_CHECKING:
    from shortlist_engine.bank.instance import Instance

PAGE_VOICES = ("codeforces", "atcoder", "kattis", "exam")
FUNCTION_VOICES = ("leetcode", "docstring")
FUNCTION_LANGUAGES = (PYTHON.name, CPP.name)
MINIMAL, EDGE, RANDOM, LARGE = 3, 10, 20, 2
KEPT = 3
CALL_MIB = 1024
_MIX = ("tiny", "small", "small", "medium")


class BankProblems:
    """The bank as a set of entries: a family each."""

    name = BANK

    def __init__(self) -> None:
        self._made: dict[str, tuple[TestGroup, ...]] = {}

    @cached_property
    def _families(self) -> dict[str, IndexedFamily]:
        return indexed_families()

    def entries(self) -> list[Entry]:
        """Returns an entry for each family."""
        return [self._entry(family) for family in self._families.values()]

    def entry(self, rest: str) -> Entry:
        """Returns the entry that a name within the bank belongs to. Raises UnknownProblem."""
        return self._entry(self._family(rest.partition("/")[0]))

    def problem(self, rest: str, language: str) -> PracticeProblem:
        """Returns the problem `FAMILY/NUMBER[/VOICE]`; one of a voice that asks for a function asks
        for it in `language`. Without a voice it is one of the judges'. Raises UnknownProblem."""
        name, _, more = rest.partition("/")
        known = self._family(name)
        number, _, voice = more.partition("/")
        if not number.isdecimal():
            raise UnknownProblem(
                f"{BANK}/{rest} is no problem: name one as in {BANK}/{name}/1 or "
                f"{BANK}/{name}/1/codeforces."
            )
        seed = int(number)
        voice = voice or random.Random(f"{name}:{seed}:voice").choice(PAGE_VOICES)
        entry = self._entry(known)
        if voice not in entry.voices:
            raise UnknownProblem(f"{entry.item} has the voices {', '.join(entry.voices)}.")
        if voice in FUNCTION_VOICES and language not in FUNCTION_LANGUAGES:
            raise UnknownProblem(
                f"The voice {voice} asks for a function, in {' or '.join(FUNCTION_LANGUAGES)}, not "
                f"in {language}: choose one of {', '.join(PAGE_VOICES)}."
            )
        asked_in = language if voice in FUNCTION_VOICES else None
        instance = load_family(known).instance(seed, voice, asked_in)
        return self._practice_problem(f"{entry.item}/{seed}/{voice}", entry, instance)

    def key(self, rest: str) -> str:
        """Returns what the problem `FAMILY/NUMBER` asks for: equal for problems that differ in
        their words only."""
        name, _, number = rest.partition("/")
        return load_family(self._family(name)).key(int(number.partition("/")[0]))

    def _practice_problem(self, identity: str, entry: Entry, instance: Instance) -> PracticeProblem:
        problem = _with_room(instance.problem(random.Random(f"{identity}:examples")))
        task = f"{instance.family}\0{instance.key}\0{instance.title}\0{instance.statement}"

        def groups() -> Iterator[TestGroup]:
            return self._kept(identity, _groups(instance, problem.examples, identity))

        return PracticeProblem(
            identity,
            entry,
            instance.title,
            digest(task.encode())[:8],
            problem,
            groups,
            instance.voice,
            instance.hints,
            instance.explanation,
            tuple(Program(language, source) for language, source in instance.programs),
            instance.head(problem.examples) if instance.head else "",
        )

    def _kept(self, identity: str, made: Iterator[TestGroup]) -> Iterator[TestGroup]:
        """The tests of the problems that were judged last, which are judged again and again: those
        of a large input may take seconds to make."""
        if identity in self._made:
            yield from self._made[identity]
            return
        groups = []
        for group in made:
            groups.append(group)
            yield group
        while len(self._made) >= KEPT:
            self._made.pop(next(iter(self._made)), None)
        self._made[identity] = tuple(groups)

    def _family(self, name: str) -> IndexedFamily:
        known = self._families.get(name)
        if known is None:
            near = get_close_matches(name, self._families, n=3)
            hint = f"Did you mean {' or '.join(near)}?" if near else "See the list of problems."
            raise UnknownProblem(f"The bank has no family {name!r}. {hint}")
        return known

    def _entry(self, family: IndexedFamily) -> Entry:
        voices = (*PAGE_VOICES, *FUNCTION_VOICES) if family.functions else PAGE_VOICES
        return Entry(
            f"{BANK}/{family.name}",
            BANK,
            family.name.replace("_", " ").capitalize(),
            float(family.rating),
            family.tags,
            ("stdin", "function") if family.functions else ("stdin",),
            voices,
        )


def _with_room(problem: Problem) -> Problem:
    """A call of a function holds its arguments as text, which is read in the program's memory."""
    if problem.kind == "stdin":
        return problem
    memory = max(problem.limits.memory_mib, CALL_MIB)
    return replace(problem, limits=replace(problem.limits, memory_mib=memory))


def _groups(
    instance: Instance, examples: tuple[Example, ...], identity: str
) -> Iterator[TestGroup]:
    """The hidden tests, from the family's own generators: each input stands in one group only."""
    from shortlist_engine.practice.collection.failing_inputs import failing_inputs

    rng = random.Random(f"{identity}:tests")
    seen = {example.input for example in examples}

    def group(name: str, texts: list[str]) -> TestGroup:
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        seen.update(new)
        return TestGroup(name, tuple(Example(text, instance.answer(text)) for text in new))

    yield TestGroup(EXAMPLES, examples)
    special = instance.edge_inputs()
    minimal = [instance.make_input(rng, "least") for _ in range(MINIMAL)]
    edge = rng.sample(special, min(EDGE, len(special)))
    drawn = [instance.make_input(rng, _MIX[at % len(_MIX)]) for at in range(RANDOM)]  # type: ignore[arg-type]
    against = failing_inputs(instance, rng)
    for made in (group("minimal", minimal), group("edge", edge), group("random", drawn)):
        if made.tests:
            yield made
    adversarial = group("adversarial", against)
    if adversarial.tests:
        yield adversarial
    large = group("large", [instance.make_input(rng, "large") for _ in range(LARGE)])
    if large.tests:
        yield large
