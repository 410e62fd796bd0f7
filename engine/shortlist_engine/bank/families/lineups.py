"""Seats, counters and turning hands: simulations in order of arrival."""

from __future__ import annotations

import heapq

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(1100, "implementation", "data structures", "greedy")
def free_counter(p: Parameters) -> Task:
    what = p.choice("what", "end", "waiting", "longest", "first_counter")
    pause = p.int("pause", 0, 2)
    noun = {
        "end": "the time at which the last customer is done",
        "waiting": "the total time that all customers wait before they are served",
        "longest": "the longest time that a customer waits before being served",
        "first_counter": "the number of customers who are served at counter 1",
    }[what]
    rest = (
        f" After each customer, a counter stays closed for {pause} "
        f"{'minute' if pause == 1 else 'minutes'} before it is free again."
        if pause
        else ""
    )

    def solve(n: int, k: int, t: list[int]) -> int:
        free = [(0, i) for i in range(1, k + 1)]
        end = total = longest = first = 0
        for need in t:
            start, counter = heapq.heappop(free)
            total += start
            longest = max(longest, start)
            end = max(end, start + need)
            if counter == 1:
                first += 1
            again = start + need + pause if pause > 0 else start + need
            heapq.heappush(free, (again, counter))
        if what == "end":
            return end
        if what == "waiting":
            return total
        return longest if what == "longest" else first

    def looking_at_all(n: int, k: int, t: list[int]) -> int:
        free = [0] * k
        starts = []
        ends = []
        first = 0
        for need in t:
            counter = free.index(min(free))
            starts.append(free[counter])
            ends.append(free[counter] + need)
            free[counter] += need + pause if pause > 0 else need
            first += counter == 0
        if what == "end":
            return max(ends)
        if what == "waiting":
            return sum(starts)
        return max(starts) if what == "longest" else first

    def in_turns(n: int, k: int, t: list[int]) -> int:
        free = [0] * k
        starts = []
        ends = []
        for i in range(n):
            starts.append(free[i % k])
            free[i % k] += t[i]
            ends.append(free[i % k])
            free[i % k] += pause
        if what == "end":
            return max(ends)
        if what == "waiting":
            return sum(starts)
        return max(starts) if what == "longest" else (n + k - 1) // k

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**4)
        k = maker.rng.randint(1, 4) if maker.chance(0.7) else maker.rng.randint(1, 100)
        return n, k, [maker.number(1, 1000) for _ in range(n)]

    return Task(
        titles=("The Free Counter", "In the Queue", "Who Is Next?"),
        given=[(Count("n", 1, 10**4), Int("k", 1, 100)), Ints("t", "n", 1, 1000)],
        ask=Value(noun),
        formal="[At time 0|When a shop opens, at time 0], `n` customers stand in a "
        "queue in front of `k` counters, numbered from 1; the `i`-th in the queue needs `t_i` "
        "minutes. Whenever counters are free, the first customer of the queue goes at once to the "
        f"free counter with the smallest number of those that became free first.{rest}",
        stories=[
            Story(
                "[In the town hall of @place|In the post office], `n` customers are already "
                "waiting in one long queue when the `k` counters, with the numbers 1 to `k`, open "
                "at time 0. The `i`-th customer of the queue will need `t_i` minutes. The first of "
                "the queue always goes to the counter that has been free for the longest time, or "
                "will be free first; of several, it is that with the smallest number."
                f"{rest}"
            ),
            Story(
                "At the fair, `n` customers want to ride on ponies, and there are `k` of these, "
                "which play the part of counters and have the numbers 1 to `k`. The rides begin at "
                "time 0; the `i`-th customer in the queue wants to ride for `t_i` minutes. Nobody "
                "may choose: the next one in the queue gets the pony that is back first, and of "
                "those back at the same time the one with the smallest number."
                + (
                    f" Between two rides, a pony eats hay for {pause} "
                    f"{'minute' if pause == 1 else 'minutes'}, and is back only after that."
                    if pause
                    else ""
                )
            ),
        ],
        solve=solve,
        others=[looking_at_all],
        wrong=[in_turns],
        make=make,
        edges=[(1, 1, [5]), (2, 5, [3, 4]), (5, 2, [9, 1, 1, 1, 1])],
        cpp=[
            """
            long long solve(int n, int k, vector<int> t) {
                set<pair<int, int>> free;
                for (int i = 1; i <= k; i++) free.insert({0, i});
                long long total = 0;
                int end = 0, longest = 0, first = 0;
                for (int need : t) {
                    auto [start, counter] = *free.begin();
                    free.erase(free.begin());
                    total += start;
                    longest = max(longest, start);
                    end = max(end, start + need);
                    if (counter == 1) first++;
                    free.insert({start + need$closed, counter});
                }
                return $result;
            }
        """
        ],
        params={
            "closed": f" + {pause}" if pause else "",
            "result": {"end": "end", "waiting": "total", "longest": "longest",
                       "first_counter": "first"}[what],
        },
        hints=(
            "Follow the customers in the order of the queue.",
            "For each counter, only the time at which it becomes free is needed.",
            "A heap of pairs (time, counter) gives the next counter quickly.",
        ),
        explanation="Each customer takes the least pair of a heap and puts a later one back, which "
        "costs `log k` each.",
        call="serve_queue",
    )  # fmt: skip


@family(900, "math", "geometry", "implementation")
def hands_of_a_clock(p: Parameters) -> Task:
    hours = p.choice("hours", 12, 10, 20, 24)
    what = p.choice("what", "small", "ahead", "marks")
    unit = 720 // hours
    noun = {
        "small": "the smaller angle between the two hands",
        "ahead": "the angle by which the minute hand must be turned clockwise to reach the hour "
        "hand",
        "marks": "the larger angle between the two hands (a whole turn if one covers the other)",
    }[what] + ", in half degrees"

    def solve(h: int, m: int) -> int:
        hour = h % hours * unit + m * unit // 60
        minute = 12 * m
        ahead = (hour - minute) % 720
        if what == "ahead":
            return ahead
        if what == "small":
            return min(ahead, 720 - ahead)
        return max(ahead, 720 - ahead)

    def by_steps(h: int, m: int) -> int:
        hour = minute = 0
        for _ in range(h % hours):
            hour += unit
        hour += unit * m // 60
        for _ in range(m):
            minute += 12
        apart = abs(hour - minute)
        small = apart if apart <= 360 else 720 - apart
        if what == "small":
            return small
        if what == "ahead":
            return hour - minute if hour >= minute else 720 - apart
        return 720 - small

    def resting_hour_hand(h: int, m: int) -> int:
        ahead = (h % hours * unit - 12 * m) % 720
        if what == "ahead":
            return ahead
        return min(ahead, 720 - ahead) if what == "small" else max(ahead, 720 - ahead)

    def make(maker: Maker) -> tuple[int, int]:
        step = {12: 1, 10: 5, 20: 5, 24: 2}[hours]
        return maker.rng.randint(0, 23), maker.rng.randint(0, 60 // step - 1) * step

    each = 360 // hours
    return Task(
        titles=("Hands of a Clock", "The Angle at Noon", "Clockmaker"),
        given=[(Int("h", 0, 23), Int("m", 0, 59))],
        ask=Value(noun),
        formal=f"The dial of a clock is divided into {hours} hours of {each} degrees each. The "
        f"hour hand needs {hours} hours for a turn, the minute hand 60 minutes; both move evenly, "
        "and at `0:00` both point upwards. It is `m` minutes after `h` o'clock, as counted from "
        "that moment. A whole turn has 720 half degrees, and the time is such that the answer is "
        "a whole number.",
        stories=[
            Story(
                f"The town of @place is proud of its clock, since its dial shows {hours} hours: "
                f"they are {each} degrees apart, and the hour hand goes around in {hours} hours, "
                "slowly and evenly. The minute hand goes around once an hour. At midnight, which "
                "is `0:00`, both point upwards. A photographer arrives when it is `h` hours and "
                "`m` minutes after midnight, and measures with a device for half degrees (720 of "
                "them make a turn); the result is a whole number."
            ),
            Story(
                "[A clockmaker|Her apprentice] has built a clock for people who find ordinary ones "
                f"dull. There are {hours} hours on it, {each} degrees from one to the next, and "
                f"the hour hand takes {hours} hours for a turn; the minute hand takes one. At "
                "`0:00` both hands stand at the top, and they move without jumps. Now `h` hours "
                "and `m` minutes have passed since then. Angles are counted in half degrees, 720 "
                "for a turn, and it is known that the one asked for is a whole number of them."
            ),
        ],
        solve=solve,
        others=[by_steps],
        wrong=[resting_hour_hand],
        make=make,
        edges=[(0, 0), (12, 0), (3, 0), (23, 50)],
        cpp=[
            """
            int solve(int h, int m) {
                int hour = h % $hours * $unit + m * $unit / 60;
                int ahead = ((hour - 12 * m) % 720 + 720) % 720;
                return $result;
            }
        """
        ],
        params={
            "unit": unit,
            "result": {
                "small": "min(ahead, 720 - ahead)",
                "ahead": "ahead",
                "marks": "max(ahead, 720 - ahead)",
            }[what],
        },
        hints=(
            "Where does each hand point, measured from the top?",
            "The hour hand moves within the hour, too.",
            f"In half degrees, the minute hand moves 12 a minute and the hour hand {unit} an hour.",
        ),
        explanation="Both angles follow directly from the time; the difference is taken modulo a "
        "whole turn.",
        call="angle_of_hands",
    )
