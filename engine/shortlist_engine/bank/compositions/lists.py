"""The steps and results of compositions on lists of numbers."""

from __future__ import annotations

import random

from shortlist_engine.bank.compositions.steps import (
    Arrange,
    Chain,
    Change,
    Keep,
    Result,
    draw_steps,
)


def keeps(rng: random.Random) -> Keep:
    """Draws a test of an element."""
    k, m, r = rng.randint(2, 30), rng.randint(2, 9), 0
    r = rng.randint(1, m - 1)
    return rng.choice((
        Keep("even", "x % 2 == 0"),
        Keep("odd", "x % 2 == 1"),
        Keep(f"greater than {k}", f"x > {k}"),
        Keep(f"at most {k}", f"x <= {k}"),
        Keep(f"different from {k}", f"x != {k}"),
        Keep(f"divisible by {m}", f"x % {m} == 0"),
        Keep(f"not divisible by {m}", f"x % {m} != 0"),
        Keep(f"congruent to {r} modulo {m}", f"x % {m} == {r}"),
        Keep(f"from {k} to {k + 20}", f"{k} <= x <= {k + 20}", f"{k} <= x && x <= {k + 20}"),
        Keep(f"smaller than {k} or greater than {k + 20}", f"x < {k} or x > {k + 20}"),
        Keep(f"such that their last digit is {m}", f"x % 10 == {m}"),
        Keep(
            f"such that their digits have an {('even', 'odd')[r % 2]} sum",
            f"sum(map(int, str(x))) % 2 == {r % 2}",
            f"digitSum(x) % 2 == {r % 2}",
        ),
        Keep("written with two digits", "10 <= x <= 99", "10 <= x && x <= 99"),
        Keep(f"multiples of {m} but not of {2 * m}", f"x % {m} == 0 and x % {2 * m} != 0"),
    ))  # fmt: skip


def changes(rng: random.Random) -> Change:
    """Draws a function of an element."""
    k, m = rng.randint(2, 30), rng.randint(2, 9)
    return rng.choice((
        Change("its square", "x * x", stays=False),
        Change(f"its product with {m}", f"x * {m}"),
        Change(f"its sum with {k}", f"x + {k}"),
        Change(f"its remainder when it is divided by {m + 2}", f"x % {m + 2}"),
        Change(f"its quotient by {m}, rounded down", f"x // {m}", f"x / {m}"),
        Change(f"its distance from {k}", f"abs(x - {k})"),
        Change(f"the smaller of it and {k}", f"min(x, {k})", f"min(x, {k}LL)"),
        Change(f"the larger of it and {k}", f"max(x, {k})", f"max(x, {k}LL)"),
        Change("the sum of its digits", "sum(map(int, str(x)))", "digitSum(x)"),
        Change("its last digit", "x % 10"),
        Change(
            "its half when it is even, and the number itself otherwise",
            "x // 2 if x % 2 == 0 else x", "(x % 2 == 0 ? x / 2 : x)",
        ),
        Change(
            f"the number itself when it is at most {k}, and 0 otherwise",
            f"x if x <= {k} else 0", f"(x <= {k} ? x : 0)",
        ),
        Change(f"twice the number plus {m}", f"2 * x + {m}"),
    ))  # fmt: skip


def arrangements(rng: random.Random) -> Arrange:
    """Draws a step of the whole list."""
    k = rng.randint(1, 4)
    return rng.choice((
        Arrange("Sort the list in ascending order.", "a.sort()", "sort(a.begin(), a.end());",
                "sorted(a)"),
        Arrange("Sort the list in descending order.", "a.sort(reverse=True)",
                "sort(a.rbegin(), a.rend());", "sorted(a, reverse=True)"),
        Arrange("Reverse the list.", "a.reverse()", "reverse(a.begin(), a.end());", "a[::-1]"),
        Arrange(f"Remove the first {k} elements (all of them if there are fewer)." if k > 1
                else "Remove the first element, if there is one.", f"a = a[{k}:]",
                f"a.erase(a.begin(), a.begin() + min<size_t>({k}, a.size()));", f"a[{k}:]"),
        Arrange(f"Keep only the first {k + 1} elements (all of them if there are fewer).",
                f"a = a[:{k + 1}]", f"a.resize(min<size_t>({k + 1}, a.size()));", f"a[:{k + 1}]"),
        Arrange("Keep every second element, beginning with the first.", "a = a[::2]",
                "vector<long long> b;\nfor (size_t i = 0; i < a.size(); i += 2) "
                "b.push_back(a[i]);\na = b;", "a[::2]"),
        Arrange("Of equal elements keep only one, and sort what is left in ascending order.",
                "a = sorted(set(a))",
                "sort(a.begin(), a.end());\na.erase(unique(a.begin(), a.end()), a.end());",
                "sorted(set(a))"),
        Arrange("Replace every element by the sum of all elements up to it, itself included.",
                "for i in range(1, len(a)):\n    a[i] += a[i - 1]",
                "for (size_t i = 1; i < a.size(); i++) a[i] += a[i - 1];"),
        Arrange("Replace the list by the differences of neighbouring elements, always the larger "
                "minus the smaller one.",
                "a = [abs(a[i + 1] - a[i]) for i in range(len(a) - 1)]",
                "vector<long long> b;\nfor (size_t i = 0; i + 1 < a.size(); i++) "
                "b.push_back(abs(a[i + 1] - a[i]));\na = b;",
                "[abs(y - x) for x, y in zip(a, a[1:])]"),
        Arrange("Replace the list by the sums of neighbouring elements.",
                "a = [a[i] + a[i + 1] for i in range(len(a) - 1)]",
                "vector<long long> b;\nfor (size_t i = 0; i + 1 < a.size(); i++) "
                "b.push_back(a[i] + a[i + 1]);\na = b;",
                "[x + y for x, y in zip(a, a[1:])]"),
        Arrange("Move the first element to the end, if there is one.", "a = a[1:] + a[:1]",
                "if (!a.empty()) rotate(a.begin(), a.begin() + 1, a.end());", "a[1:] + a[:1]"),
    ))  # fmt: skip


_RESULTS = (
    Result("the sum", "sum(a)", "for (auto x : a) r += x;", "0", "r += x"),
    Result("the number of elements", "len(a)", "r = a.size();", "0", "r += 1"),
    Result("the largest element", "max(a, default=0)", "for (auto x : a) r = max(r, x);", "0",
           "r = max(r, x)"),
    Result("the smallest element", "min(a, default=0)",
           "if (!a.empty()) r = *min_element(a.begin(), a.end());"),
    Result("the difference between the largest and the smallest element",
           "max(a) - min(a) if a else 0",
           "if (!a.empty()) r = *max_element(a.begin(), a.end()) - "
           "*min_element(a.begin(), a.end());"),
    Result("the number of different values", "len(set(a))",
           "r = set<long long>(a.begin(), a.end()).size();"),
    Result("the last element", "a[-1] if a else 0", "if (!a.empty()) r = a.back();"),
    Result("the first element", "a[0] if a else 0", "if (!a.empty()) r = a[0];"),
    Result("how many times the largest value occurs", "a.count(max(a)) if a else 0",
           "if (!a.empty()) r = count(a.begin(), a.end(), *max_element(a.begin(), a.end()));"),
    Result("the sum of the first and the last element", "a[0] + a[-1] if a else 0",
           "if (!a.empty()) r = a[0] + a.back();"),
    Result("the number of elements that are larger than the one before them",
           "sum(a[i] > a[i - 1] for i in range(1, len(a)))",
           "for (size_t i = 1; i < a.size(); i++) r += a[i] > a[i - 1];"),
    Result("the bitwise exclusive or", "reduce(xor, a, 0)", "for (auto x : a) r ^= x;", "0",
           "r ^= x"),
    Result("the sum of the elements on odd positions (the first, the third, and so on)",
           "sum(a[::2])", "for (size_t i = 0; i < a.size(); i += 2) r += a[i];"),
    Result("the largest sum of two neighbouring elements",
           "max((x + y for x, y in zip(a, a[1:])), default=0)",
           "for (size_t i = 0; i + 1 < a.size(); i++) r = max(r, a[i] + a[i + 1]);"),
)  # fmt: skip


def results(rng: random.Random) -> Result:
    """Draws a result."""
    return rng.choice(_RESULTS)


def chain(rng: random.Random) -> Chain:
    """Draws steps and a result; None stands for the list itself. Values fit 64 bits."""
    steps = draw_steps(rng, {Keep: (4, keeps), Change: (4, changes), Arrange: (3, arrangements)})
    return steps, None if rng.random() < 0.15 else results(rng)
