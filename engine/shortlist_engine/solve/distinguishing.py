"""Further inputs, sought where they matter: those on which the leading programs differ."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np

from shortlist_engine.selection.distinguishing import best_splits
from shortlist_engine.selection.rules import CandidateRanking, encode
from shortlist_engine.solve.candidates import Candidate
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.ranking import apply_rule, offload
from shortlist_engine.solve.trials import Trials

REPRESENTATIVES = 12
# Inputs that are tried for each one that may be chosen; all trials together are no more runs than
# those on the inputs that count already, so that few survivors are not asked for long.
TRIED_FOR_EACH = 4
# Runs of all survivors on the chosen inputs: with very many survivors fewer are chosen.
MAX_RUNS = 40_000


async def distinguish(
    trials: Trials, inputs: GeneratedInputs, survivors: Sequence[Candidate], count: int
) -> None:
    """Has at most `count` more inputs count, those that best split the leading groups of the
    ranking, when all survivors have run them. Until then nothing changes, so that it can be
    cancelled at any time."""
    count = min(count, MAX_RUNS // max(len(survivors), 1))
    if count < 1 or len(survivors) < 2:
        return
    shown = [trials.survivor(candidate) for candidate in survivors]
    _, ranking = await offload(len(survivors), lambda: apply_rule(shown))
    leading = representatives(ranking)
    if len(leading) < 2:
        return
    tried = min(TRIED_FOR_EACH * count, len(survivors) * len(trials.kept) // len(leading))
    chosen_from = trials.add(await asyncio.to_thread(inputs.others, tried))
    programs = [survivors[index] for index in leading]
    await trials.run_all(programs, chosen_from)
    codes = encode([candidate.behaviour.on(chosen_from) for candidate in programs])
    best = best_splits(codes, weights(ranking, leading, survivors), tried // TRIED_FOR_EACH)
    if best:
        await trials.keep(survivors, trials.kept + [chosen_from[index] for index in best])


def representatives(ranking: CandidateRanking) -> list[int]:
    """Returns survivors, as indices, that stand for the leading groups: the best of each, and more
    where there is room, since a group may still hold programs that differ. Of one group they are
    spread over its order, in which likely, short and similar programs are neighbours."""
    members: dict[int, list[int]] = {}
    for index in ranking.order[: ranking.put_forward].tolist():
        members.setdefault(int(ranking.groups[index]), []).append(index)
    leading = list(members.values())[: REPRESENTATIVES - 1]
    seats = [1] * len(leading)
    free = min(REPRESENTATIVES, sum(map(len, leading))) - len(leading)
    for place in itertools.cycle(range(len(leading))):
        if not free:
            break
        if seats[place] < len(leading[place]):
            seats[place] += 1
            free -= 1
    return [
        index
        for group, count in zip(leading, seats, strict=True)
        for index in _spread(group, count)
    ]


def _spread(group: Sequence[int], count: int) -> list[int]:
    """`count` of the group, the first and the last among them where there are two or more."""
    return [group[place * (len(group) - 1) // max(count - 1, 1)] for place in range(count)]


def weights(
    ranking: CandidateRanking, leading: Sequence[int], survivors: Sequence[Candidate]
) -> np.ndarray:
    """Returns (R,), the weight of the programs that each representative stands for."""
    total: Counter[int] = Counter()
    for group, candidate in zip(ranking.groups.tolist(), survivors, strict=True):
        total[group] += candidate.weight
    groups = [int(ranking.groups[index]) for index in leading]
    shared = Counter(groups)
    return np.array([total[group] / shared[group] for group in groups])
