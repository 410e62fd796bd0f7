"""Every family of the bank keeps its promises; `shortlist bank check` proves them in the sandbox at
length, here a sample of it is."""

from __future__ import annotations

import asyncio
import random
from functools import cache

import pytest

from shortlist_engine import bank
from shortlist_engine.bank import VOICES, Instance, families
from shortlist_engine.bank.consistency import faults
from shortlist_engine.bank.split import held_out_whole
from shortlist_engine.evaluation.bank_check import prove
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool

FAMILIES = families()
PROVEN = list(FAMILIES)[::25]

every_family = pytest.mark.parametrize("name", FAMILIES)


@cache
def instances(name: str) -> list[Instance]:
    return [FAMILIES[name].instance(seed) for seed in range(24)]


def test_a_summary_has_every_family() -> None:
    summaries = bank.describe(seeds=4)
    assert [summary.name for summary in summaries] == list(FAMILIES)
    assert all(summary.rating % 100 == 0 and summary.tags for summary in summaries)


@every_family
def test_functions_agree_inputs_keep_promises_and_texts_are_whole(name: str) -> None:
    assert not list(faults(FAMILIES[name], seeds=3, draws=60))


@every_family
def test_an_instance_is_reproduced_by_its_seed(name: str) -> None:
    first, second = FAMILIES[name].instance(3), FAMILIES[name].instance(3)
    assert (first.key, first.statement) == (second.key, second.statement)
    assert first.programs == second.programs
    assert first.problem(random.Random(1)) == second.problem(random.Random(1))
    assert FAMILIES[name].key(3) == first.key


@every_family
def test_equal_keys_ask_for_the_same_task(name: str) -> None:
    """`key` is what "unseen" is measured by, so it must hold everything that changes the answer."""
    first: dict[str, Instance] = {}
    for instance in instances(name):
        other = first.setdefault(instance.key, instance)
        if other is instance:
            continue
        for seed in range(3):
            values = bank.inputs.draw(other.task, random.Random(seed), "small")
            own, theirs = (each.task.solved(_copy(values)) for each in (instance, other))
            assert own == theirs, instance.key


def _copy(values: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(list(value) if isinstance(value, list) else value for value in values)


@every_family
def test_a_statement_reads_like_a_page(name: str) -> None:
    for instance in instances(name)[:8]:
        assert 12 <= len(instance.statement.split()) <= 420, instance.statement
        assert instance.statement.count("$") % 2 == 0, instance.statement
        assert instance.title and len(instance.hints) == 3 and instance.explanation
        for language, source in instance.programs:
            assert source.endswith("\n") and "\t" not in source, (language, source)
            assert len(source) <= 3000, source


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_has_its_form(voice: str) -> None:
    instance = FAMILIES["lifeboats"].instance(5, voice)
    problem = instance.problem(random.Random(2))
    assert instance.voice == voice and len(problem.examples) == 2
    if voice in ("leetcode", "docstring"):
        assert problem.kind == "function" and problem.entry_point == instance.entry_point
        assert problem.examples[0].input.count("(") >= 1
        assert instance.entry_point in problem.signature
        assert {language for language, _ in instance.programs} == {instance.language}
    else:
        assert problem.kind == "stdin" and "limit" in problem.statement
        assert {language for language, _ in instance.programs} == {"python", "cpp"}


def test_a_family_without_functions_says_so() -> None:
    pages_only = next((f for f in FAMILIES.values() if not f.instance(0).task.functions), None)
    if pages_only is None:
        pytest.skip("every family can ask for a function")
    with pytest.raises(ValueError, match="has the voices codeforces"):
        pages_only.instance(0, "leetcode")


def test_about_a_tenth_of_the_families_is_held_out_whole() -> None:
    share = sum(held_out_whole(f"family {number}") for number in range(4000)) / 4000
    assert 0.09 < share < 0.13


@pytest.mark.slow
@pytest.mark.skipif(probe().level == "none", reason="no sandbox here")
def test_a_sample_of_the_bank_is_proven_in_the_sandbox() -> None:
    async def proven() -> list[str]:
        async with ExecutionPool() as pool:
            return [
                fault for name in PROVEN for fault in (await prove(FAMILIES[name], pool, 1)).faults
            ]

    assert not asyncio.run(proven())
