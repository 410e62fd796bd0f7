"""Two pointers: pairs and groups in sorted lists."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints

N = 2 * 10**5


@family(1100, "greedy", "two pointers", "sortings")
def lifeboats(p: Parameters) -> Task:
    thing, heavy = p.entry(
        "what",
        {
            "people": ("people", "weight"),
            "parcels": ("parcels", "weight"),
            "books": ("books", "thickness"),
            "films": ("films", "length"),
            "boxes": ("boxes", "height"),
        },
    )
    spare = p.int("spare", 0, 3)

    def solve(n: int, w: list[int], limit: int) -> int:
        w.sort()
        i, j = 0, n - 1
        groups = 0
        while i <= j:
            if i < j and w[i] + w[j] + spare <= limit:
                i += 1
            j -= 1
            groups += 1
        return groups

    def counting_pairs(n: int, w: list[int], limit: int) -> int:
        w = sorted(w, reverse=True)
        last = n - 1
        pairs = 0
        for i in range(n):
            if i < last and w[i] + w[last] + spare <= limit:
                pairs += 1
                last -= 1
            if i >= last:
                break
        return n - pairs

    def neighbours(n: int, w: list[int], limit: int) -> int:
        w.sort()
        groups = i = 0
        while i < n:
            i += 2 if i + 1 < n and w[i] + w[i + 1] + spare <= limit else 1
            groups += 1
        return groups

    def unsorted(n: int, w: list[int], limit: int) -> int:
        i, j, groups = 0, n - 1, 0
        while i <= j:
            if i < j and w[i] + w[j] + spare <= limit:
                i += 1
            j -= 1
            groups += 1
        return groups

    gap = f" Two {thing} together count {spare} more than their {heavy}s." if spare else ""
    plus = f" + {spare}" if spare else ""
    return Task(
        titles=("Two by Two", "Sharing", "In Pairs", "At Most Two"),
        given=[
            (
                Count("n", 1, N, what=f"the number of {thing}"),
                Int("limit", 10, 10**9, other=("k", "c")),
            ),
            Ints("w", "n", 1, "limit", what=f"the {heavy}s of the {thing}"),
        ],
        ask=Value(
            "the least number of groups",
            f"What is the least number of groups into which the {thing} can be divided?",
        ),
        formal=f"There are `n` {thing}; the `i`-th has {heavy} `w_i`. A group consists of one or "
        f"two {thing}, and the total {heavy} of a group must not exceed `limit`.{gap}",
        stories=[
            Story(
                f"@who has to bring `n` {thing} across the river. The [small|old] boat takes at "
                f"most two of them at a time, and only if their total {heavy} is at most `limit`."
                f"{gap} The `i`-th has {heavy} `w_i`, and none is too much for the boat by itself. "
                "[It is getting dark|A storm is coming], so there should be few trips.",
                "What is the least number of trips across the river?",
            ),
            Story(
                f"In @place, `n` {thing} are put on shelves. A shelf has room for one or two of "
                f"them, as long as `w_i + w_j{plus} <= limit` holds for two on the same shelf, "
                f"where `w_i` is the {heavy} of the `i`-th. A single one always fits. Shelves are "
                "[expensive|rare], and as few as possible are to be used.",
                "How many shelves are needed?",
            ),
        ],
        solve=solve,
        others=[counting_pairs],
        wrong=[neighbours, unsorted],
        cpp=[
            """
            int solve(int n, vector<int> w, int limit) {
                sort(w.begin(), w.end());
                int i = 0, j = n - 1, groups = 0;
                while (i <= j) {
                    if (i < j && (long long)w[i] + w[j] + $spare <= limit) i++;
                    j--;
                    groups++;
                }
                return groups;
            }
        """
        ],
        hints=(
            f"Who is the hardest of the {thing} to find a partner for?",
            "If the heaviest can share with anyone, it can share with the lightest.",
            "Sort, and pair the lightest with the heaviest that is left when the two fit.",
        ),
        explanation="The heaviest either stays alone or takes the lightest: if it fits with anyone "
        "it fits with the lightest, and exchanging partners keeps every group within the limit. "
        "Sorting costs `n log n`, the two pointers `n`.",
        call="least_groups",
    )
