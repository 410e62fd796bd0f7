"""MTPB as its paper measures it (Nijkamp et al. 2022, "CodeGen", section 4): turn by turn, each
turn's comment below the program so far and the model going on, against all turns in one comment.

The program begins with numpy imported, and an answer is cut as the authors' code cuts it. A model
that follows instructions, or was trained on turns, is asked for the step in its own way; the rest
is the same.
"""

from __future__ import annotations

import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shortlist_engine.assist.asking import Ask
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.tasks.cases import (
    MULTI,
    SINGLE,
    Draw,
    Drawn,
    TaskCase,
    TaskSettings,
)
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Program
from shortlist_engine.sampling.base import Likelihood, Sampler, Subject, likelihood_of
from shortlist_engine.statement.prompt import Turn, conversation

HEAD = Turn("Import libraries.", "\nimport numpy as np")
MOST_TOKENS = 256
_ENDS = re.compile(r"^#|<\|endoftext\|>|^'''|^\"\"\"|\n\n\n", re.M)
_PRINT, _DEF = re.compile(r"^print", re.M), re.compile(r"^def", re.M)
SINGLE_TURN = " single turn"
"""What the id of a case ends in that has all turns in one."""


def turn_rows(rows: Iterable[EvaluationProblem]) -> list[EvaluationProblem]:
    """Returns each case of MTPB twice: in turns under its own id, and in one turn."""
    found = [row for row in rows if row.turns]
    return [*found, *(replace(row, id=row.id + SINGLE_TURN) for row in found)]


def turn_cases(rows: Iterable[EvaluationProblem]) -> Iterator[TaskCase]:
    """Yields a case for each row of `turn_rows`."""
    for row in rows:
        single = row.id.endswith(SINGLE_TURN)
        turns = ("\n".join(row.turns),) if single else row.turns
        yield TaskCase(
            row,
            SINGLE if single else MULTI,
            row.id.removesuffix(SINGLE_TURN).rpartition("/")[0],
            PYTHON.name,
            "\n\n".join(turns),
            _in_turns(turns, row.answer_tokens),
        )


def cut_turn(answer: str) -> str:
    """Returns an answer as the authors' code cuts it: before the second line that begins with
    `print`, before the second with `def`, then before the next comment at the margin, a docstring,
    or two empty lines."""
    for pattern in (_PRINT, _DEF):
        found = list(pattern.finditer(answer))
        if len(found) > 1:
            answer = answer[: found[1].start()]
    end = _ENDS.search(answer)
    return answer[: end.start()] if end is not None else answer


def program_of(turns: Sequence[Turn]) -> str:
    """Returns the program that the turns make up."""
    return conversation(turns, PYTHON.name).statement + "\n"


def _in_turns(texts: Sequence[str], tokens: int) -> Draw:
    def draw(sampler: Sampler, settings: TaskSettings, stop: threading.Event) -> Drawn:
        work = _Turns(texts, tokens, sampler, settings, stop)
        return work.drawn()

    return draw


class _Turns:
    """Histories that are alike are gone on from together: at low temperatures most are."""

    def __init__(
        self,
        texts: Sequence[str],
        tokens: int,
        sampler: Sampler,
        settings: TaskSettings,
        stop: threading.Event,
    ) -> None:
        self._texts, self._tokens = texts, tokens
        self._sampler, self._settings, self._stop = sampler, settings, stop
        self._drawn = self._cut = 0
        self._likelihood = likelihood_of(sampler)
        self._of_prompts: list[Likelihood] = []

    def drawn(self) -> Drawn:
        histories: Counter[tuple[Turn, ...]] = Counter({(HEAD,): self._settings.samples})
        for number, text in enumerate(self._texts):
            self._read(next(iter(histories)), text)
            following: Counter[tuple[Turn, ...]] = Counter()
            for place, (history, count) in enumerate(histories.items()):
                seed = self._settings.seed + 1_000_003 * number + 1_009 * place
                for code, times in self._codes(history, text, count, seed).items():
                    longer = (*history, Turn(text, code))
                    following[longer] += times
            histories = following
        return Drawn(self._as_samples(histories), self._perplexity())

    def _codes(self, history: tuple[Turn, ...], text: str, count: int, seed: int) -> Counter[str]:
        settings = self._settings
        ask = Ask(
            "continue",
            Subject(turns=(*history, Turn(text))),
            PYTHON.name,
            count,
            settings.temperature,
            settings.top_p,
            seed,
            self._tokens or MOST_TOKENS,
            greedy_first=False,
        )
        found: Counter[str] = Counter()
        for batch in self._sampler.sample(ask.problem(), ask.params(), self._stop):
            for sample in batch:
                found[cut_turn(sample.text).strip("\n")] += 1
                self._drawn += sample.num_tokens
                self._cut += sample.finish_reason == "length"
        return found

    def _read(self, history: tuple[Turn, ...], text: str) -> None:
        """How likely the turn's comment is after the first history."""
        if self._likelihood is not None and not self._stop.is_set():
            before = program_of(history) + "\n"
            asked = conversation((Turn(text),), PYTHON.name).statement
            self._of_prompts.append(self._likelihood(before, f"{asked}\n"))

    def _perplexity(self) -> float | None:
        tokens = sum(each.tokens for each in self._of_prompts)
        if not tokens:
            return None
        return math.exp(-sum(each.logprob for each in self._of_prompts) / tokens)

    def _as_samples(self, histories: Counter[tuple[Turn, ...]]) -> SampleSet:
        programs: dict[str, Program] = {}
        sequence: list[int] = []
        for history, count in histories.items():
            program = Program(PYTHON.name, program_of(history))
            programs.setdefault(program.id, program)
            sequence += [list(programs).index(program.id)] * count
        return SampleSet(tuple(programs.values()), tuple(sequence), self._drawn, self._cut)
