"""Work goes to whoever has room, once for each that is wanted, whatever becomes of the workers."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Any

import pytest

from shortlist_engine.cluster.crew import Crew, CrewSettings, Lost, Worker
from shortlist_engine.protocol import EngineError

QUICK = CrewSettings(slow_least_s=0.1, tick_s=0.02, patience_s=0.3)


class Hand:
    """A worker's end: it doubles numbers, `delay_s` each, and dies when it is told to."""

    def __init__(self, name: str, delay_s: float = 0.0, slots: int = 1) -> None:
        self.delay_s = delay_s
        self.begun: list[Any] = []
        self.at_once = self.most_at_once = 0
        self.cancelled = 0
        self.dead = asyncio.Event()
        self.worker = Worker(name, name, self.call, slots)

    async def call(self, method: str, number: Any) -> Any:
        self.begun.append(number)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            if method == "poison":
                self.dead.set()
            if method == "full":
                raise OSError("the disk is full")
            if method == "wrong":
                raise ValueError(number)
            waiting = asyncio.ensure_future(self.dead.wait())
            done, _ = await asyncio.wait([waiting], timeout=self.delay_s)
            waiting.cancel()
            if done or self.dead.is_set():
                raise Lost("killed")
            return 2 * number
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.at_once -= 1


async def test_no_more_is_under_way_than_there_is_room_for() -> None:
    async with Crew("pool", QUICK) as crew:
        hands = [Hand("a", 0.01, slots=2), Hand("b", 0.01)]
        for hand in hands:
            crew.join(hand.worker)
        found = await asyncio.gather(*(crew.do("double", number) for number in range(60)))
    assert found == [2 * number for number in range(60)]
    assert [hand.most_at_once for hand in hands] == [2, 1]
    assert all(len(hand.begun) > 10 for hand in hands) and crew.counts.done == 60


async def test_work_of_a_lost_worker_is_done_by_another() -> None:
    async with Crew("pool", QUICK) as crew:
        first, second = Hand("a", 0.05), Hand("b", 0.05)
        crew.join(first.worker)
        crew.join(second.worker)
        work = [asyncio.ensure_future(crew.do("double", number)) for number in range(6)]
        await asyncio.sleep(0.07)
        first.dead.set()
        assert await asyncio.gather(*work) == [0, 2, 4, 6, 8, 10]
        assert crew.workers == (second.worker,) and crew.counts.lost == 1
        await crew.left(first.worker)


async def test_it_waits_for_a_worker_for_a_while() -> None:
    async with Crew("pool", QUICK) as crew:
        work = asyncio.ensure_future(crew.do("double", 4))
        await asyncio.sleep(0.1)
        crew.join(Hand("a").worker)
        assert await work == 8
    async with Crew("pool", QUICK) as crew:
        with pytest.raises(EngineError, match="No node of the cluster has had a pool"):
            await crew.do("double", 4)


async def test_work_that_kills_its_workers_ends() -> None:
    async with Crew("pool", QUICK) as crew:
        hands = [Hand(str(number)) for number in range(9)]
        for hand in hands:
            crew.join(hand.worker)
        with pytest.raises(EngineError, match="6 workers were lost"):
            await crew.do("poison", 1)
        assert await crew.do("double", 2) == 4


async def test_what_is_wrong_with_a_machine_is_tried_on_another() -> None:
    async with Crew("pool", QUICK) as crew:
        hand = Hand("a")
        crew.join(hand.worker)
        with pytest.raises(OSError, match="full"):
            await crew.do("full", 1)
        assert len(hand.begun) == QUICK.losses and crew.workers == (hand.worker,)


async def test_what_is_wrong_with_the_work_is_raised_at_once() -> None:
    async with Crew("pool", QUICK) as crew:
        hand = Hand("a")
        crew.join(hand.worker)
        with pytest.raises(ValueError, match="7"):
            await crew.do("wrong", 7)
        assert hand.begun == [7]


async def slow_work(crew: Crew, slow: Hand, quick: Hand) -> asyncio.Future[Any]:
    """Work that began at the slow one, after the crew saw how long it takes the quick one, who has
    room."""
    crew.join(quick.worker)
    for number in range(4):
        await crew.do("double", number)
    crew.leave(quick.worker)
    crew.join(slow.worker)
    work = asyncio.ensure_future(crew.do("double", 50))
    await asyncio.sleep(0.01)
    crew.join(quick.worker)
    return work


async def test_slow_work_is_begun_again_elsewhere_and_the_first_result_counts() -> None:
    async with Crew("pool", QUICK) as crew:
        slow, quick = Hand("slow", 30.0), Hand("quick", 0.01)
        work = await slow_work(crew, slow, quick)
        assert await asyncio.wait_for(work, 5) == 100
        await asyncio.sleep(0.01)
        assert slow.begun == [50] and slow.cancelled == 1
        assert (crew.counts.copies, crew.counts.first) == (1, 1) and crew.under_way == 0


async def test_large_work_is_not_taken_for_slow() -> None:
    async with Crew("pool", QUICK) as crew:
        hands = [Hand("a", 0.1), Hand("b", 0.1)]
        for hand in hands:
            crew.join(hand.worker)
        for number in range(4):
            await crew.do("double", number, size=1)
        hands[0].delay_s = hands[1].delay_s = 0.5
        assert await crew.do("double", 5, size=10) == 10
        assert crew.counts.copies == 0


async def test_nothing_is_copied_while_something_waits() -> None:
    async with Crew("pool", QUICK) as crew:
        hands = [Hand("a", 0.0), Hand("b", 0.4)]
        crew.join(hands[0].worker)
        for number in range(4):
            await crew.do("double", number)
        hands[0].delay_s = 0.4
        await asyncio.gather(*(crew.do("double", number) for number in range(3)))
        assert crew.counts.copies == 0  # there was nobody with room


async def test_nothing_is_copied_to_a_node_that_has_work_of_another_kind() -> None:
    """Sampler and pool of a node share its processors."""
    nodes: Counter[str] = Counter()
    async with Crew("pool", QUICK, nodes) as pools, Crew("sampler", QUICK, nodes) as samplers:
        slow, quick, drawing = Hand("a", 30.0), Hand("b", 0.01), Hand("b", 0.3)
        samplers.join(drawing.worker)
        work = await slow_work(pools, slow, quick)
        assert await samplers.do("double", 1) == 2
        assert not work.done() and pools.counts.copies == 0
        assert await asyncio.wait_for(work, 5) == 100
        assert pools.counts.first == 1 and nodes.total() == 0


async def test_cancelling_ends_the_work_where_it_is_done() -> None:
    async with Crew("pool", QUICK) as crew:
        hand = Hand("a", 30.0)
        crew.join(hand.worker)
        work = [asyncio.ensure_future(crew.do("double", number)) for number in range(2)]
        await asyncio.sleep(0.02)
        for each in work:
            each.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await asyncio.sleep(0.02)
        hand.delay_s = 0
        assert hand.cancelled == 1 and hand.begun == [0]
        assert await crew.do("double", 3) == 6


@pytest.mark.parametrize("seed", range(8))
async def test_everything_is_done_once_while_workers_come_and_go(seed: int) -> None:
    rng = random.Random(seed)
    settings = CrewSettings(slow_least_s=0.05, tick_s=0.01, losses=50, patience_s=5)
    async with Crew("pool", settings) as crew:
        hands: list[Hand] = []
        told: list[int] = []

        async def one(number: int) -> int:
            found = await crew.do("double", number)
            told.append(number)
            return found

        async def trouble() -> None:
            while True:
                if hands and rng.random() < 0.5:
                    hands.pop(rng.randrange(len(hands))).dead.set()
                if len(hands) < 4:
                    delay = rng.choice([0.002, 0.01, 0.2])
                    hands.append(Hand(f"{rng.random()}", delay, rng.choice([1, 3])))
                    crew.join(hands[-1].worker)
                await asyncio.sleep(0.01)

        troubling = asyncio.ensure_future(trouble())
        found = await asyncio.wait_for(asyncio.gather(*map(one, range(150))), 60)
        troubling.cancel()
        assert found == [2 * number for number in range(150)]
        assert sorted(told) == list(range(150)) and crew.counts.done == 150
