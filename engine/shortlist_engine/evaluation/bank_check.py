"""The proof of a family of the bank: its programs, run in the sandbox.

Of several instances in several voices, the right programs must agree with the reference on edge,
tiny, small and medium inputs and stay inside the limits on large ones, and every wrong program must
fail an input.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shortlist_engine.bank.family import Family
from shortlist_engine.bank.instance import Instance
from shortlist_engine.bank.maker import Scale
from shortlist_engine.bank.telling import PAGES, VOICES
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Program, Run, Verdict

INSTANCES = 4
INPUTS = 60
_MIX: tuple[Scale, ...] = ("tiny", "small", "small", "medium")


@dataclass
class FamilyProof:
    """Says what was run of a family: `inputs` over all instances, right `programs`, `wrong` ones,
    `slow` ones of which `slow_caught` exceeded the time limit on a large input, and the `faults`
    that were found. `largest_ms` is the longest CPU time of a right program."""

    family: str
    instances: int = 0
    inputs: int = 0
    programs: int = 0
    wrong: int = 0
    slow: int = 0
    slow_caught: int = 0
    largest_ms: float = 0.0
    faults: list[str] = field(default_factory=list)


async def prove(family: Family, pool: Runner, instances: int = INSTANCES) -> FamilyProof:
    """Runs the programs of `instances` instances, of different keys as far as there are any."""
    proof = FamilyProof(family.name)
    for instance in _instances(family, instances):
        await _prove_instance(instance, pool, proof)
    return proof


async def _prove_instance(instance: Instance, pool: Runner, proof: FamilyProof) -> None:
    rng = random.Random(f"{instance.family}:{instance.key}")
    problem = instance.problem(rng)
    given = _inputs(instance, rng)
    large = [instance.make_input(rng, "large")]
    expected = [instance.answer(text) for text in given]
    large_expected = [instance.answer(text) for text in large]
    proof.instances += 1
    proof.inputs += len(given) + len(large)
    about = f"{instance.voice}, {instance.key}"
    for language, source in instance.programs:
        proof.programs += 1
        program = Program(language, source)
        runs = await _run(pool, problem, program, given + large, expected + large_expected)
        proof.largest_ms = max(proof.largest_ms, *(run.cpu_ms for run in runs))
        for text, run in zip(given + large, runs, strict=True):
            if run.verdict not in (Verdict.AC, Verdict.SK):
                proof.faults.append(
                    f"{about}: a {language} program has {run.verdict.value} ({run.detail}) on "
                    f"{text[:200]!r}\n{source}"
                )
    for language, source in instance.wrong:
        proof.wrong += 1
        program = Program(language, source)
        failed = _failed(await _run(pool, problem, program, given, expected))
        failed = failed or _failed(await _run(pool, problem, program, large, large_expected))
        if not failed and not problem.several_answers:
            proof.faults.append(f"{about}: a wrong {language} program passes\n{source}")
    for language, source in instance.slow:
        proof.slow += 1
        runs = await _run(pool, problem, Program(language, source), large, large_expected)
        proof.slow_caught += runs[0].verdict is Verdict.TLE


async def _run(
    pool: Runner, problem: Problem, program: Program, inputs: Sequence[str], expected: Sequence[str]
) -> tuple[Run, ...]:
    request = RunRequest(problem, program, inputs, expected, stop_at_first_failure=True)
    return await pool.run(request)


def _failed(runs: Sequence[Run]) -> bool:
    return any(run.verdict not in (Verdict.AC, Verdict.SK) for run in runs)


def _instances(family: Family, count: int) -> Iterator[Instance]:
    """Instances of different keys: the first as a page, the others in every voice in turn."""
    voices = list(VOICES)
    random.Random(family.name).shuffle(voices)
    voices.insert(0, next(iter(PAGES)))
    seen: set[str] = set()
    drawn = 0
    for seed in range(count * 10):
        if drawn == count:
            return
        instance = family.instance(seed)
        if instance.key in seen and seed < count * 5:
            continue
        seen.add(instance.key)
        with contextlib.suppress(ValueError):  # a family of pages only
            instance = family.instance(seed, voices[drawn % len(voices)])
        drawn += 1
        yield instance


def _inputs(instance: Instance, rng: random.Random) -> list[str]:
    drawn = dict.fromkeys(instance.edge_inputs())
    for at in range(3 * INPUTS):
        if len(drawn) >= INPUTS:
            break
        drawn.setdefault(instance.make_input(rng, _MIX[at % len(_MIX)]))
    return list(drawn)
