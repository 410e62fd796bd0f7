"""The proof of a family of the bank: its programs, run in the sandbox.

Of several instances in several voices, the right programs must agree with the reference on edge,
tiny, small and medium inputs, stay inside the limits on large ones, and every wrong program must
fail an input.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from shortlist_engine.bank.family import Family
from shortlist_engine.bank.instance import PAGES, VOICES, Instance
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Program, Verdict

INSTANCES = 4
INPUTS = 60
LARGE = 2
_MIX = ("tiny", "small", "small", "medium")


@dataclass(frozen=True)
class FamilyProof:
    """Says what was run of a family: `inputs` over all instances, `programs`, `wrong` ones that
    failed as they should, `slow` ones of which `slow_caught` exceeded the time on large inputs, and
    the `faults` that were found. `largest_ms` is the longest CPU time of a right program."""

    family: str
    instances: int
    inputs: int
    programs: int
    wrong: int
    slow: int
    slow_caught: int
    largest_ms: float
    faults: tuple[str, ...]


async def prove(family: Family, pool: Runner, instances: int = INSTANCES) -> FamilyProof:
    """Runs the programs of `instances` instances of different keys as far as there are any."""
    inputs = programs = wrong = slow = caught = 0
    largest = 0.0
    faults: list[str] = []
    chosen = list(_instances(family, instances))
    for instance in chosen:
        rng = random.Random(f"{family.name}:{instance.key}")
        problem = instance.problem(rng)
        given = _inputs(instance, rng)
        expected = [instance.answer(text) for text in given]
        large = [instance.make_input(rng, "large") for _ in range(LARGE)]
        large_expected = [instance.answer(text) for text in large]
        inputs += len(given) + len(large)
        about = f"{instance.voice}, {instance.key}"
        for language, source in instance.programs:
            programs += 1
            async for at, run in _runs(pool, problem, Program(language, source), given + large,
                                       expected + large_expected):  # fmt: skip
                largest = max(largest, run.cpu_ms)
                if run.verdict is not Verdict.AC:
                    text = (given + large)[at]
                    faults.append(
                        f"{about}: {language} program has {run.verdict.value} ({run.detail}) on "
                        f"{text[:200]!r}{'' if at < len(given) else ' (large)'}\n{source}"
                    )
                    break
        for language, source in instance.wrong:
            wrong += 1
            failed = False
            async for _, run in _runs(pool, problem, Program(language, source), given + large,
                                      expected + large_expected, stop=True):  # fmt: skip
                failed |= run.verdict not in (Verdict.AC, Verdict.SK)
            if not failed and not problem.several_answers:
                faults.append(f"{about}: a wrong {language} program passes everything\n{source}")
        for language, source in instance.slow:
            slow += 1
            async for _, run in _runs(pool, problem, Program(language, source), large,
                                      large_expected, stop=True):  # fmt: skip
                if run.verdict is Verdict.TLE:
                    caught += 1
                    break
    return FamilyProof(
        family.name, len(chosen), inputs, programs, wrong, slow, caught, largest, tuple(faults)
    )


async def _runs(
    pool: Runner,
    problem: object,
    program: Program,
    inputs: list[str],
    expected: list[str],
    stop: bool = False,
) -> AsyncIterator[tuple[int, object]]:
    request = RunRequest(problem, program, inputs, expected, stop_at_first_failure=stop)
    for at, run in enumerate(await pool.run(request)):
        yield at, run


def _instances(family: Family, count: int) -> Iterator[Instance]:
    """Instances of different keys, the first in a page's voice, then every voice in turn."""
    seen: set[str] = set()
    voices = [name for name in VOICES]
    rng = random.Random(family.name)
    rng.shuffle(voices)
    voices.insert(0, next(iter(PAGES)))
    for seed in range(count * 10):
        if len(seen) >= count:
            return
        instance = family.instance(seed)
        if instance.key in seen and seed < count * 5:
            continue
        try:
            instance = family.instance(seed, voices[len(seen) % len(voices)])
        except ValueError:
            pass
        seen.add(f"{instance.key}|{len(seen)}" if instance.key in seen else instance.key)
        yield instance


def _inputs(instance: Instance, rng: random.Random) -> list[str]:
    drawn = dict.fromkeys(instance.edge_inputs())
    for at in range(3 * INPUTS):
        if len(drawn) >= INPUTS:
            break
        drawn.setdefault(instance.make_input(rng, _MIX[at % len(_MIX)]))
    return list(drawn)
