"""What is known at run time of the candidates for one problem, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint64]

UNKNOWN = 0
"""The code of an outcome that is not known: not run, or our own failure."""
FIRST_OUTPUT = 16
"""The codes from 1 up to here, exclusive, are failures (`coding.FAILURE_CODES`); the others stand
for outputs."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Holds what is known of N distinct candidates, M inputs, E examples, T distinct generated
    tests.

    - `outcomes` (N, M): what each candidate did with each input, as a code: equal outputs on one
      input have equal codes (`coding.encode`).
    - `counts` (N,): how many samples are equal to the candidate; `first` (N,): the index of the
      earliest of them, which breaks all ties. `voices` (N,): for how many samples more it counts
      where behaviours are compared, since somebody else vouches for it: 0 but for known programs
      and for brute force that a model wrote as a test.
    - `examples` (N, E): whether it passes each example of the statement.
    - `tests` (N, T): whether it passes each generated test, an input with a claimed output that may
      be wrong (the asserts of CodeT); `test_counts` (T,): how often the model wrote that test.
    - `logprob` (N,): sum over its tokens, natural logarithm, NaN where unknown; `tokens` (N,): how
      many; `length` (N,): characters of source.
    - `time_ms` (N,): mean CPU time on the inputs, NaN where unknown.
    - `stable` (N,): False when its output differed between two runs on one input.
    - `ended` (N,): on how many inputs as large as the statement allows it ended within the limits;
      `late` (N,): whether it was out of time or memory on one. 0 and False where nobody looked.

    Build it with `evidence`, which fills in what is not known and checks the shapes.
    """

    outcomes: Codes
    counts: Ints
    first: Ints
    voices: Ints
    examples: Flags
    tests: Flags
    test_counts: Ints
    logprob: Floats
    tokens: Ints
    length: Ints
    time_ms: Floats
    stable: Flags
    ended: Ints
    late: Flags

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def samples(self) -> int:
        """Counts the samples, duplicates too."""
        return int(self.counts.sum())

    @property
    def weights(self) -> Ints:
        """Returns (N,), how much each candidate counts where behaviours are compared: its samples
        and its voice."""
        return np.asarray(self.counts + self.voices)

    @property
    def passes_examples(self) -> Flags:
        """Returns (N,), the candidates that pass every example; all of them where there is no
        example."""
        return np.asarray(self.examples.all(axis=1))

    @property
    def mean_logprob(self) -> Floats:
        """Returns (N,), the log-probability for each token."""
        return self.logprob / np.maximum(self.tokens, 1)

    def take(self, indices: Ints) -> Evidence:
        """Returns the same of some candidates only."""
        rows = {
            field.name: getattr(self, field.name)[indices]
            for field in fields(self)
            if field.name != "test_counts"
        }
        return Evidence(test_counts=self.test_counts, **rows)


def is_output(codes: Codes) -> Flags:
    """Says where a run ended well, so that its code stands for an output."""
    return codes >= FIRST_OUTPUT


def ends_well(codes: Codes) -> Flags:
    """Returns (N,), the rows of `codes` (N, M) with at least one output."""
    return np.asarray(is_output(codes).any(axis=1))


def is_failure(codes: Codes) -> Flags:
    """Says where the candidate failed: a crash, or a limit."""
    return (codes > UNKNOWN) & (codes < FIRST_OUTPUT)


def evidence(
    outcomes: npt.ArrayLike,
    *,
    counts: npt.ArrayLike | None = None,
    first: npt.ArrayLike | None = None,
    voices: npt.ArrayLike | None = None,
    examples: npt.ArrayLike | None = None,
    tests: npt.ArrayLike | None = None,
    test_counts: npt.ArrayLike | None = None,
    logprob: npt.ArrayLike | None = None,
    tokens: npt.ArrayLike | None = None,
    length: npt.ArrayLike | None = None,
    time_ms: npt.ArrayLike | None = None,
    stable: npt.ArrayLike | None = None,
    ended: npt.ArrayLike | None = None,
    late: npt.ArrayLike | None = None,
) -> Evidence:
    """Makes evidence of (N, M) outcome codes and what else is known; the rest takes the value that
    says nothing: one sample each, in the order given, no voices, no examples, no tests, all stable,
    no pace.

    Raises ValueError naming the array whose shape does not fit, or whose values cannot be.
    """
    codes = np.asarray(outcomes, dtype=np.uint64)
    if codes.ndim != 2:
        raise ValueError(f"outcomes must have the shape (candidates, inputs), not {codes.shape}")
    n = len(codes)
    passes = _array("tests", tests, np.zeros((n, 0), np.bool_), (n, None))
    t = passes.shape[1]
    made = Evidence(
        outcomes=codes,
        counts=_array("counts", counts, np.ones(n, np.int64), (n,)),
        first=_array("first", first, np.arange(n, dtype=np.int64), (n,)),
        voices=_array("voices", voices, np.zeros(n, np.int64), (n,)),
        examples=_array("examples", examples, np.zeros((n, 0), np.bool_), (n, None)),
        tests=passes,
        test_counts=_array("test_counts", test_counts, np.ones(t, np.int64), (t,)),
        logprob=_array("logprob", logprob, np.full(n, np.nan), (n,)),
        tokens=_array("tokens", tokens, np.zeros(n, np.int64), (n,)),
        length=_array("length", length, np.zeros(n, np.int64), (n,)),
        time_ms=_array("time_ms", time_ms, np.full(n, np.nan), (n,)),
        stable=_array("stable", stable, np.ones(n, np.bool_), (n,)),
        ended=_array("ended", ended, np.zeros(n, np.int64), (n,)),
        late=_array("late", late, np.zeros(n, np.bool_), (n,)),
    )
    if (made.counts < 0).any() or (made.voices < 0).any() or (made.weights < 1).any():
        raise ValueError(
            "counts must be at least 1 without voices: a candidate was sampled, or has a voice"
        )
    if (made.test_counts < 1).any():
        raise ValueError("test_counts must be at least 1: a test is one that was generated")
    return made


def _array(
    name: str, given: npt.ArrayLike | None, default: Any, shape: tuple[int | None, ...]
) -> Any:
    if given is None:
        return default
    array = np.asarray(given, dtype=default.dtype)
    fits = array.ndim == len(shape) and all(
        want is None or have == want for have, want in zip(array.shape, shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("any" if size is None else str(size) for size in shape)
        raise ValueError(f"{name} must have the shape ({wanted}), not {array.shape}")
    return array
