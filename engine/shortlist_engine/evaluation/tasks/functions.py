"""HumanEval-X and MBXP: functions written from their descriptions, and translated (Zheng et al.
2023, "CodeGeeX", section 4; Athiwaratkun et al. 2023)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shortlist_engine.assist.asking import Ask
from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.functions import function_problem
from shortlist_engine.datasets.problems import EvaluationProblem, FunctionForm
from shortlist_engine.evaluation.tasks.cases import (
    Draw,
    Drawn,
    TaskCase,
    TaskSettings,
    draw_for,
    number_of,
)
from shortlist_engine.languages import display_name
from shortlist_engine.problem import Program
from shortlist_engine.sampling.base import Sampler, SamplingParams, Subject


def generation_cases(rows: Iterable[EvaluationProblem]) -> Iterator[TaskCase]:
    """Yields a case for each function; what is none, and what no tests judge, is left out."""
    for row in rows:
        if row.form is not None and row.check is not None:
            yield TaskCase(
                row,
                display_name(row.form.language),
                number_of(row.id),
                row.form.language,
                row.form.prompt,
                _generate(row, row.form),
            )


def _generate(row: EvaluationProblem, form: FunctionForm) -> Draw:
    def draw(sampler: Sampler, settings: TaskSettings, stop: threading.Event) -> Drawn:
        params = SamplingParams(
            num_samples=settings.samples,
            temperature=settings.temperature,
            top_p=settings.top_p,
            seed=settings.seed,
            languages=(form.language,),
        )
        return Drawn(draw_for(sampler, row.problem, params, stop))

    return draw


def translation_rows(
    rows: Sequence[EvaluationProblem], sources: Sequence[str] = (), targets: Sequence[str] = ()
) -> list[tuple[EvaluationProblem, EvaluationProblem]]:
    """Returns the function to translate and the one wanted for each pair of languages in which the
    same problem is there, of these `sources` and `targets` (none: all). The wanted one is called as
    in `CPP/3 from python`. Raises DatasetError when there is no such pair."""
    by_problem: dict[str, list[EvaluationProblem]] = {}
    for row in rows:
        if row.form is not None and row.check is not None and row.form.declaration:
            by_problem.setdefault(number_of(row.id), []).append(row)
    pairs = []
    for same in by_problem.values():
        for source in same:
            assert source.form is not None
            for target in same:
                assert target.form is not None
                given, wanted = source.form.language, target.form.language
                if (
                    given != wanted
                    and source.form.body
                    and given in (sources or (given,))
                    and wanted in (targets or (wanted,))
                ):
                    pairs.append((source, replace(target, id=f"{target.id} from {given}")))
    if not pairs:
        raise DatasetError(
            "there is nothing to translate: name the data sets of two languages or more that have "
            "the same problems and declarations, as those of HumanEval-X do"
        )
    order = {row.id: place for place, row in enumerate(rows)}
    return sorted(pairs, key=lambda pair: (_group(pair), order[pair[0].id]))


def translation_cases(
    pairs: Iterable[tuple[EvaluationProblem, EvaluationProblem]],
) -> Iterator[TaskCase]:
    """Yields a case for each pair. What a model reads is the declaration and the reference in one
    language and the declaration in the other, without a description."""
    for source, target in pairs:
        assert source.form is not None and target.form is not None
        program = Program(
            source.form.language, f"{source.form.declaration.lstrip()}{source.form.body}"
        )
        yield TaskCase(
            target,
            _group((source, target)),
            number_of(source.id),
            target.form.language,
            f"{program.source}\n{target.form.declaration}",
            _translate(program, target, target.form),
        )


def _group(pair: tuple[EvaluationProblem, EvaluationProblem]) -> str:
    source, target = pair
    assert source.form is not None and target.form is not None
    return f"{display_name(source.form.language)} to {display_name(target.form.language)}"


def _translate(program: Program, target: EvaluationProblem, form: FunctionForm) -> Draw:
    wanted = function_problem(
        form.declaration.lstrip(),
        form.language,
        target.problem.entry_point,
        target.problem.limits,
    )

    def draw(sampler: Sampler, settings: TaskSettings, stop: threading.Event) -> Drawn:
        ask = Ask(
            "translate",
            Subject(program=program, problem=wanted),
            form.language,
            settings.samples,
            settings.temperature,
            settings.top_p,
            settings.seed,
            greedy_first=False,
        )
        return Drawn(draw_for(sampler, ask.problem(), ask.params(), stop))

    return draw
