"""A `Sampler` of any text model: it asks for programs in text and reads them from the answers."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.languages import PYTHON, called, runnable
from shortlist_engine.model.errors import WindowError
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.backend import PromptKind
from shortlist_engine.sampling.base import (
    ASSISTING,
    Capabilities,
    Likelihood,
    Sample,
    SamplingParams,
    UnsupportedError,
    check_supported,
)
from shortlist_engine.sampling.text.answers import (
    Reading,
    emptiness,
    is_cut,
    readings,
    spoken,
)
from shortlist_engine.sampling.text.assist_prompts import (
    BASE_TASKS,
    CHAT_TASKS,
    answered_code,
    assist_question,
)
from shortlist_engine.sampling.text.model import (
    Completion,
    CompletionRequest,
    Reasoning,
    TextModel,
)
from shortlist_engine.sampling.text.prompts import (
    Question,
    draw_hint,
    inputs_question,
    repair_question,
    solve_question,
)

CODE_TOKENS, PLANNED_TOKENS, REASONING_TOKENS = 1024, 2048, 8192
"""How long an answer may be by default: code alone, with a plan before it, with thoughts."""
LEAST_ANSWER = 256
"""A window that leaves fewer tokens than these for the answer is too small for the problem."""
HINTED_SHARE = 1 / 3
"""The share of requests that come with a hint; the others leave the model to itself."""
_PACE_WEIGHT = 0.3
_LACKS = {
    "empty": "were empty",
    "thoughts": "were only thoughts",
    "prose": "were only words",
}
_CUT = "were cut by the limit of tokens"


@dataclass(frozen=True)
class TextSettings:
    """Says how a text model is asked. None and `auto` leave it to what is known of the model.

    `max_tokens` bounds an answer with its thoughts. `temperature` and `top_p` are those of all
    samples but the first, which is greedy. `prompt` is `chat` for models that follow instructions
    and `base` for those that only continue text. With `plan` the model may say its idea before the
    code. With `hints` a third of the requests name an approach.

    Raises ValueError, naming the field, when a value is out of range.
    """

    max_tokens: int | None = None
    temperature: float = 0.8
    top_p: float = 0.95
    top_k: int = 0
    min_p: float = 0.0
    repetition_penalty: float = 1.0
    reasoning: Reasoning = "auto"
    prompt: PromptKind = "auto"
    plan: bool = False
    hints: bool = True

    def __post_init__(self) -> None:
        if self.max_tokens is not None and self.max_tokens < 1:
            raise ValueError("max_tokens must be at least 1")
        if not 0 <= self.temperature <= 10:
            raise ValueError("temperature must be between 0 and 10")
        if not 0 < self.top_p <= 1:
            raise ValueError("top_p must be above 0 and at most 1")
        if self.prompt not in ("auto", "chat", "base"):
            raise ValueError(f"prompt must be auto, chat or base, not {self.prompt!r}")


@dataclass(frozen=True)
class _Part:
    """Samples that one request asks for, by their indices."""

    indices: Sequence[int]
    language: str
    greedy: bool = False


class TextSampler:
    """Draws programs from a text model, one `sample` at a time.

    Languages take turns. The first sample is greedy where the parameters ask for it; the others are
    warm, each request with a seed and perhaps a hint of its own. An answer that the limit of tokens
    cut inside of its program is asked for once more with twice the limit.
    """

    def __init__(self, model: TextModel, settings: TextSettings | None = None) -> None:
        self._model = model
        self._settings = settings or TextSettings()
        self._pace: float | None = None
        self._measured_at_once = 0

    @property
    def name(self) -> str:
        """Returns the name of the model."""
        return self._model.facts.name

    @property
    def capabilities(self) -> Capabilities:
        """Returns what the model can do: base models only write programs, since the other tasks
        have to be said in words."""
        facts = self._model.facts
        tasks = CHAT_TASKS if self._chat else BASE_TASKS
        if facts.infills:
            tasks = (*tasks, "infill")
        return Capabilities(
            languages=runnable(),
            tasks=tasks,
            reproducible=False,  # servers promise seeds at best
            logprobs=facts.logprobs,
            batch_size=facts.parallel,
            round_size=max(1, facts.parallel),
            samples_per_second=self._pace,
        )

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Blocks, and yields each sample as its answer is complete. Raises what `Sampler.sample`
        says; WindowError, with both numbers, when the problem does not fit the model's window."""
        check_supported(self, params)
        if params.subject is not None:
            problem = params.subject.problem or problem
        languages = self._languages(problem, params)
        for number, part in enumerate(self._parts(params, languages)):
            if cancelled.is_set():
                return
            rng = random.Random(f"{params.seed}/{number}")
            question = self._question(problem, params, part, rng)
            try:
                request = self._request(question, params, part, rng.getrandbits(31), cancelled)
                yield from self._ask(problem, request, question, part, cancelled)
            except Cancelled:
                return

    @property
    def likelihood(self) -> Callable[[str, str], Likelihood] | None:
        """Returns what says how likely a text is after another, None where the model does not."""
        found: Callable[[str, str], Likelihood] | None = getattr(self._model, "likelihood", None)
        return found

    def close(self) -> None:
        """Gives the model back."""
        self._model.close()

    @property
    def _chat(self) -> bool:
        wanted = self._settings.prompt
        return self._model.facts.chat if wanted == "auto" else wanted == "chat"

    @property
    def _reasons(self) -> bool:
        return self._model.facts.reasoning and self._settings.reasoning != "off"

    def _languages(self, problem: Problem, params: SamplingParams) -> tuple[str, ...]:
        if params.task == "repair":
            assert params.failure is not None
            return (params.failure.program.language,)
        if params.task in ASSISTING:
            return params.languages[:1]
        if params.task != "solve":
            return (PYTHON.name,)
        if problem.kind == "function":
            own = () if problem.examples else (problem.language,)
            able = tuple(name for name in params.languages if name in (*called(), *own))
            if not able:
                raise UnsupportedError(
                    f"functions in {', '.join(params.languages)} cannot be called, only in "
                    f"{', '.join(called())}"
                )
            return able
        return params.languages

    def _parts(self, params: SamplingParams, languages: tuple[str, ...]) -> list[_Part]:
        at_once = params.batch_size or max(1, self._model.facts.parallel)
        parts = []
        for turn, language in enumerate(languages):
            indices = list(range(turn, params.num_samples, len(languages)))
            if turn == 0 and indices and params.greedy_first and params.temperature is None:
                parts.append(_Part(indices[:1], language, greedy=True))
                indices = indices[1:]
            for start in range(0, len(indices), at_once):
                parts.append(_Part(indices[start : start + at_once], language))
        return sorted(parts, key=lambda part: part.indices[0])

    def _question(
        self, problem: Problem, params: SamplingParams, part: _Part, rng: random.Random
    ) -> Question:
        plan = self._settings.plan and not self._reasons
        if params.task == "repair":
            assert params.failure is not None
            return repair_question(problem, params.failure, plan=plan)
        if params.task in ("generator", "validator", "brute_force"):
            return inputs_question(problem, params.task)
        if params.task in ASSISTING:
            assert params.subject is not None
            return assist_question(params.task, params.subject, part.language, chat=self._chat)
        hinted = self._settings.hints and not part.greedy and rng.random() < HINTED_SHARE
        hint = draw_hint(rng) if hinted else ""
        return solve_question(problem, part.language, chat=self._chat, plan=plan, hint=hint)

    def _request(
        self,
        question: Question,
        params: SamplingParams,
        part: _Part,
        seed: int,
        cancelled: threading.Event,
    ) -> CompletionRequest:
        settings = self._settings
        usual = PLANNED_TOKENS if settings.plan or params.task == "repair" else CODE_TOKENS
        if self._reasons:
            usual = REASONING_TOKENS
        wanted = params.max_tokens or settings.max_tokens or usual
        temperature = settings.temperature if params.temperature is None else params.temperature
        return CompletionRequest(
            prompt=question.prompt,
            n=len(part.indices),
            max_tokens=self._fitting(question, wanted, cancelled),
            temperature=0.0 if part.greedy else temperature,
            top_p=1.0 if part.greedy else params.top_p or settings.top_p,
            seed=seed,
            top_k=settings.top_k,
            min_p=settings.min_p,
            repetition_penalty=settings.repetition_penalty,
            stop=question.stop,
            reasoning=settings.reasoning,
        )

    def _fitting(self, question: Question, wanted: int, cancelled: threading.Event) -> int:
        """How long the answer may be beside the prompt, which is never cut."""
        facts = self._model.facts
        if facts.window is None:
            return wanted
        tokens = self._model.count_tokens(question.prompt, cancelled)
        least = min(wanted, LEAST_ANSWER)
        if tokens + least > facts.window:
            raise WindowError(
                f"the question does not fit the window of {facts.name}: it takes {tokens} tokens "
                f"and its answer at least {least}, but the window has {facts.window}: start the "
                f"model with a window of {tokens + wanted} tokens or more, take a model with a "
                "larger one, or shorten what it is asked about",
                tokens,
                facts.window,
            )
        return min(wanted, facts.window - tokens)

    def _ask(
        self,
        problem: Problem,
        request: CompletionRequest,
        question: Question,
        part: _Part,
        cancelled: threading.Event,
    ) -> Iterator[list[Sample]]:
        cut: list[Completion] = []
        started, answered = time.monotonic(), 0
        try:
            for completion in self._model.complete(request, cancelled):
                answered += 1
                if self._ran_out(completion, question):
                    cut.append(completion)
                else:
                    yield [self._sample(completion, problem, question, part)]
            while cut:
                longer = self._longer(cut[0], request, question, cancelled)
                yield [self._sample(longer, problem, question, part)]
                del cut[0]
        except Exception:
            # What came is kept, whatever befell the rest.
            yield [self._sample(each, problem, question, part) for each in cut]
            raise
        if answered and not cancelled.is_set():
            self._measure(answered, time.monotonic() - started)

    def _longer(
        self,
        completion: Completion,
        request: CompletionRequest,
        question: Question,
        cancelled: threading.Event,
    ) -> Completion:
        """The answer in place of one that was cut, which has twice the room; the cut one where
        there is no more."""
        if cancelled.is_set():
            return completion
        tokens = self._fitting(question, 2 * request.max_tokens, cancelled)
        if tokens <= request.max_tokens:
            return completion
        again = replace(request, n=1, max_tokens=tokens, seed=request.seed + completion.index)
        for answer in self._model.complete(again, cancelled):
            completion = replace(answer, index=completion.index)
        return completion

    def _ran_out(self, completion: Completion, question: Question) -> bool:
        if completion.finish_reason != "length":
            return False
        text = question.begun + completion.text
        if question.holds == "filling":
            return False  # what fits is taken of it
        if question.holds == "words":
            return emptiness(text, completion.thinking) == "thoughts"
        return is_cut(text, "length") or emptiness(text, completion.thinking) == "thoughts"

    def _measure(self, answered: int, seconds: float) -> None:
        """Counts requests that kept as many answers under way as any before."""
        pace = answered / max(seconds, 1e-6)
        if answered > self._measured_at_once or self._pace is None:
            self._measured_at_once, self._pace = answered, pace
        elif answered == self._measured_at_once:
            self._pace += _PACE_WEIGHT * (pace - self._pace)

    def _sample(
        self, completion: Completion, problem: Problem, question: Question, part: _Part
    ) -> Sample:
        text = question.whole(completion.text, completion.finish_reason == "stop")
        if question.holds == "filling":
            found = [Reading(part.language, text)] if text.strip() else []
        elif question.holds == "programs":
            found = readings(text, problem, part.language, completion.finish_reason)
        else:
            said = spoken(text)
            code = question.holds == "code"
            said = answered_code(said, part.language) if code else said.strip()
            found = [Reading(part.language, said)] if said.strip() else []
        best, *others = found or [Reading(part.language, "")]
        return Sample(
            index=part.indices[completion.index],
            text=best.source,
            language=best.language,
            cumulative_logprob=completion.logprob,
            num_tokens=completion.num_tokens or 0,
            finish_reason=completion.finish_reason,
            alternatives=tuple(
                Program(each.language, each.source, completion.logprob, completion.num_tokens or 0)
                for each in others
            ),
            answer_lacks="" if found else self._lacks(completion, question),
        )

    def _lacks(self, completion: Completion, question: Question) -> str:
        kind = emptiness(question.begun + completion.text, completion.thinking)
        if completion.finish_reason == "length" and kind != "empty":
            return _CUT
        return _LACKS[kind]
