"""The stages on a pool of samples, and that nothing is done twice or used for another question."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.evaluation.samples import (
    BROKEN,
    HIDDEN,
    LUCKY,
    RIGHT,
    WRONG,
    plan_of,
    row,
    run,
)
from tests.fakes import FakePool, FakeSampler

from shortlist_engine.datasets.check_programs import CheckProgram
from shortlist_engine.evaluation import plan as plan_module
from shortlist_engine.evaluation.evaluator import evaluated, load_facts, store_of
from shortlist_engine.evaluation.facts import measurement_from_json, measurement_to_json
from shortlist_engine.evaluation.plan import RunError, Settings, load_plan, make_plan, save_plan
from shortlist_engine.evaluation.scoring import known_of
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.sampling.backend import ModelInfo
from shortlist_engine.sampling.base import Sample, SamplingParams
from shortlist_engine.solve.trials import PROBE_PATIENCE

MIXED = [RIGHT, RIGHT, LUCKY, WRONG, BROKEN]


def test_every_program_has_its_facts(tmp_path: Path) -> None:
    _, (item,) = run(tmp_path, [row()], FakeSampler(MIXED))
    facts = dict(
        zip([p.source for p in item.samples.programs], item.measured.candidates, strict=True)
    )
    assert [facts[source].examples for source in (RIGHT, LUCKY, WRONG, BROKEN)] == [
        "AC", "AC", "WA", "RE",
    ]  # fmt: skip
    assert [facts[source].judged for source in (RIGHT, LUCKY, WRONG, BROKEN)] == [
        "AC", "WA", "SK", "SK",
    ]  # fmt: skip
    assert item.samples.counts()[0] == 16 and len(item.samples.sequence) == 40
    assert len(facts[RIGHT].outcomes) == len(item.measured.inputs) > 10
    assert facts[RIGHT].outcomes != facts[LUCKY].outcomes and not facts[WRONG].outcomes
    assert "12\n" in item.measured.inputs  # the model's own are among them
    assert set(item.measured.seconds) == {"sampling", "examples", "inputs", "judging"}


class TwoBlocks(FakeSampler):
    """Answers whose first block is wrong, as those of models that answer in text may be."""

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        for batch in super().sample(problem, params, cancelled):
            yield [
                replace(each, text=WRONG, alternatives=(Program("python", each.text),))
                for each in batch
            ]


def test_of_the_readings_of_an_answer_the_one_that_passes_counts(tmp_path: Path) -> None:
    plan, (item,) = run(tmp_path, [row()], TwoBlocks([RIGHT, BROKEN]), samples=8)
    assert {program.source for program in item.samples.programs} == {RIGHT, WRONG}
    judged = {
        program.source: facts.judged
        for program, facts in zip(item.samples.programs, item.measured.candidates, strict=True)
    }
    assert judged == {RIGHT: "AC", WRONG: "SK"}
    assert sorted(item.samples.counts().values()) == [4, 4]
    found = load_facts(store_of(tmp_path), plan.entries[0])
    assert found is not None and found[0] == item.samples  # and it is settled when it is kept


def test_slow_programs_get_their_time_when_nothing_quick_passes(tmp_path: Path) -> None:
    _, (item,) = run(tmp_path / "a", [row()], FakeSampler([f"{RIGHT} HEAVY", WRONG]))
    assert [facts.judged for facts in item.measured.candidates] == ["AC", "SK"]
    _, (item,) = run(tmp_path / "b", [row()], FakeSampler([f"{RIGHT} HEAVY", RIGHT]))
    assert [facts.examples for facts in item.measured.candidates] == ["TLE", "AC"]


def test_unstable_programs_are_marked(tmp_path: Path) -> None:
    _, (item,) = run(tmp_path, [row()], FakeSampler([f"{RIGHT} FLAKY", RIGHT]))
    assert [facts.stable for facts in item.measured.candidates] == [False, True]


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    rows = [row(1), row(2)]
    plan, first = run(tmp_path, rows, FakeSampler(MIXED))
    sampler, pool = FakeSampler(MIXED), FakePool()
    again, second = run(tmp_path, rows, sampler, pool)
    assert not sampler.calls and not pool.runs and plan == again
    assert all(item.reused for item in second)
    assert [item.measured for item in second] == [item.measured for item in first]
    third_row = [*rows, row(3)]
    _, third = run(tmp_path, third_row, sampler, pool)
    assert [item.reused for item in third] == [True, True, False]


def test_other_tests_need_no_other_samples(tmp_path: Path) -> None:
    run(tmp_path, [row()], FakeSampler(MIXED))
    sampler = FakeSampler(MIXED)
    _, (item,) = run(tmp_path, [row(tests=HIDDEN[1:])], sampler)
    assert not sampler.calls and not item.reused
    assert [facts.judged for facts in item.measured.candidates] == ["AC", "AC", "SK", "SK"]


def test_facts_of_an_older_version_are_measured_anew_with_the_same_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_module, "FACTS_VERSION", plan_module.FACTS_VERSION - 1)
    before, _ = run(tmp_path, [row()], FakeSampler(MIXED))
    monkeypatch.undo()
    sampler = FakeSampler(MIXED)
    after, (item,) = run(tmp_path, [row()], sampler)
    assert not sampler.calls and not item.reused
    assert before.entries[0].draw == after.entries[0].draw
    assert before.entries[0].facts != after.entries[0].facts


def test_facts_without_what_came_later_are_still_read(tmp_path: Path) -> None:
    _, (item,) = run(tmp_path, [row()], FakeSampler(MIXED))
    document = measurement_to_json(item.measured)
    old = {key: document[key] for key in document if key not in ("sought", "examples")}
    assert measurement_from_json(old) == replace(item.measured, sought=0, examples=())


def test_inputs_are_sought_as_in_a_solve(tmp_path: Path) -> None:
    """Only numbers from 100 on tell the two programs apart."""
    sources = [RIGHT, RIGHT, "2 * x if x < 100 else 0"]
    sampler = FakeSampler(sources, inputs=[f"{number}\n" for number in range(20, 60)])
    _, (item,) = run(tmp_path, [row()], sampler)
    measured = item.measured
    assert 0 < measured.sought <= 25
    assert all(int(text) >= 100 for text in measured.inputs[-measured.sought :])
    assert measured.candidates[0].outcomes != measured.candidates[1].outcomes
    assert {len(each.outcomes) for each in measured.candidates} == {len(measured.inputs)}
    assert measured.examples == row().problem.examples


@pytest.mark.parametrize(
    "changes", [{"samples": 41}, {"seed": 1}, {"temperature": 0.5}, {"model": "other"}]
)
def test_another_question_has_another_answer(tmp_path: Path, changes: dict[str, object]) -> None:
    plan, _ = run(tmp_path, [row()], FakeSampler(MIXED))
    other, _ = plan_of([row()], **changes)  # type: ignore[arg-type]
    assert plan.entries[0].draw != other.entries[0].draw
    assert plan.entries[0].facts != other.entries[0].facts
    with pytest.raises(RunError, match="give another folder with --out"):
        save_plan(other, tmp_path)


@pytest.mark.parametrize("damage", ["cut", "text", "other key", "other shape", "wrong place"])
def test_a_damaged_entry_is_named_and_made_again(tmp_path: Path, damage: str) -> None:
    plan, (before,) = run(tmp_path, [row()], FakeSampler(MIXED))
    entry = plan.entries[0]
    path = store_of(tmp_path).path(entry.facts)
    whole = path.read_bytes()
    document = json.loads(gzip.decompress(whole))
    if damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "text":
        path.write_text("not gzip")
    elif damage == "other key":
        path.write_bytes(gzip.compress(json.dumps({**document, "key": "0"}).encode()))
    elif damage == "other shape":
        path.write_bytes(gzip.compress(json.dumps({**document, "document": {"a": 1}}).encode()))
    else:
        document["document"]["candidates"].pop()
        path.write_bytes(gzip.compress(json.dumps(document).encode()))
    store = store_of(tmp_path)
    assert load_facts(store, entry) is None and store.damaged == [path]
    assert list(evaluated(store_of(tmp_path), plan)) == []
    sampler = FakeSampler(MIXED)
    _, (after,) = run(tmp_path, [row()], sampler)
    assert not after.reused and not sampler.calls  # the samples were whole
    assert after.measured.candidates == before.measured.candidates
    assert load_facts(store_of(tmp_path), entry) is not None


def test_our_own_failures_are_tried_again(tmp_path: Path) -> None:
    _, (item,) = run(tmp_path, [row()], FakeSampler([RIGHT, "SE"]))
    assert item.measured.failures == 1
    _, (item,) = run(tmp_path, [row()], FakeSampler([RIGHT, "SE"]))
    assert not item.reused


def test_what_cannot_be_measured_is_left_out_with_its_reason() -> None:
    plan, kept = plan_of([row(1), row(2, tests=())])
    assert plan.skipped == (("rows: x/2", "no hidden tests"),) and len(kept) == 1
    plan, kept = plan_of([row(3, tests=(), check=CheckProgram("cpp", "", "int main() {}"))])
    assert not kept and "tests are in cpp" in plan.skipped[0][1]
    any_language, only_python = ModelInfo("m", "cpu"), ModelInfo("m", "cpu", ("python",))
    both, cpp = ("python", "cpp"), Settings(languages=("cpp",))
    plan, kept = make_plan(["rows"], [row()], any_language, "m", cpp, ("python",))
    assert not kept and "g++" in plan.skipped[0][1]
    plan, kept = make_plan(["rows"], [row()], only_python, "m", cpp, both)
    assert not kept and "the model writes only Python" in plan.skipped[0][1]
    plan, kept = make_plan(["rows"], [row()], only_python, "m", Settings(), both)
    assert kept and plan.entries[0].languages == ("python",)


def test_a_model_without_log_probabilities_is_not_ranked_by_them() -> None:
    silent = ModelInfo("m", "cpu", logprobs=False)
    plan, _ = make_plan(["rows"], [row()], silent, "m", Settings(), ("python",))
    assert known_of(plan.entries) == {"outcomes"}
    plan, _ = make_plan(["rows"], [row()], ModelInfo("m", "cpu"), "m", Settings(), ("python",))
    assert known_of(plan.entries) == {"outcomes", "logprob"}


def test_a_plan_is_read_back_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    plan, _ = plan_of([row(1), row(2, tests=())], seconds=2.0)
    save_plan(plan, tmp_path)
    assert load_plan(tmp_path) == plan
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(RunError, match="damaged"):
        load_plan(tmp_path)
    with pytest.raises(RunError, match="there is no folder"):
        load_plan(tmp_path / "nowhere")
    (tmp_path / "run.json").unlink()
    with pytest.raises(RunError, match="holds no run"):
        load_plan(tmp_path)


def test_the_time_for_sampling_ends_it(tmp_path: Path) -> None:
    sampler = FakeSampler([RIGHT], batch=1, delay_s=0.05)
    _, (item,) = run(tmp_path, [row()], sampler, samples=10_000, seconds=0.3)
    assert 1 <= len(item.samples.sequence) < 100 and item.samples.inputs
    assert replace(item.samples, inputs=()).programs[0].source == RIGHT


def test_inputs_that_are_too_slow_for_most_are_left_out(tmp_path: Path) -> None:
    """Two of two never end for numbers above 6, then one of three."""

    class Slow(FakePool):
        late = 0

        def _one(self, source: str, text: str, expected: str | None, variation: int) -> Run:
            if "ENDLESS" in source and text.strip().isdigit() and int(text) > 6:
                self.late += 1
                return Run(Verdict.TLE)
            return super()._one(source.replace("ENDLESS", ""), text, expected, variation)

    endless = ["2 * x ENDLESS", "x + x ENDLESS"]
    pool = Slow()
    _, (item,) = run(tmp_path, [row()], FakeSampler(endless, inputs=["3\n"]), pool)
    inputs = item.measured.inputs
    assert inputs and all(int(text) <= 6 for text in inputs)
    assert {len(facts.outcomes) for facts in item.measured.candidates} == {len(inputs)}
    assert pool.late <= 2 * 2 * PROBE_PATIENCE
    pool = Slow()
    _, (item,) = run(tmp_path / "b", [row()], FakeSampler([endless[0], RIGHT, "x + x"]), pool)
    assert any(int(text) > 6 for text in item.measured.inputs)
    assert pool.late <= 2 * PROBE_PATIENCE
