"""The steps and results of compositions on words of lowercase letters."""

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

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiou"


def keeps(rng: random.Random) -> Keep:
    """Draws a test of a letter."""
    k = rng.choice("defghijklmnopqrstuv")
    some = "".join(sorted(rng.sample(_LETTERS, rng.randint(4, 9))))
    listed = ", ".join(f"'{letter}'" for letter in some)
    return rng.choice((
        Keep("vowels ('a', 'e', 'i', 'o', 'u')", f"c in '{_VOWELS}'", _among(_VOWELS)),
        Keep("consonants, which are all but 'a', 'e', 'i', 'o' and 'u'",
             f"c not in '{_VOWELS}'", _not_among(_VOWELS)),
        Keep(f"different from '{k}'", f"c != '{k}'"),
        Keep(f"later in the alphabet than '{k}'", f"c > '{k}'"),
        Keep(f"earlier in the alphabet than '{k}'", f"c < '{k}'"),
        Keep(f"among the first {ord(k) - 96} of the alphabet", f"c <= '{k}'"),
        Keep(f"among these: {listed}", f"c in '{some}'", _among(some)),
        Keep(f"none of these: {listed}", f"c not in '{some}'", _not_among(some)),
        Keep("such that their place in the alphabet is even ('a' has place 1, 'b' place 2)",
             "ord(c) % 2 == 0", "c % 2 == 0"),
        Keep("such that their place in the alphabet is odd ('a' has place 1, 'b' place 2)",
             "ord(c) % 2 == 1", "c % 2 == 1"),
    ))  # fmt: skip


def changes(rng: random.Random) -> Change:
    """Draws a function of a letter."""
    k, q = rng.sample("abcdefghijklmnopqrstuvwxyz", 2)
    m = rng.randint(1, 12)
    return rng.choice((
        Change("the next letter of the alphabet, and 'z' by 'a'",
               "chr((ord(c) - 96) % 26 + 97)", "char((c - 'a' + 1) % 26 + 'a')"),
        Change("the letter before it in the alphabet, and 'a' by 'z'",
               "chr((ord(c) - 98) % 26 + 97)", "char((c - 'a' + 25) % 26 + 'a')"),
        Change(f"the letter {m + 1} places further in the alphabet, where 'a' follows 'z'",
               f"chr((ord(c) - 97 + {m + 1}) % 26 + 97)", f"char((c - 'a' + {m + 1}) % 26 + 'a')"),
        Change("the letter that has its place when the alphabet is read backwards ('a' and 'z', "
               "'b' and 'y', and so on)", "chr(219 - ord(c))", "char(219 - c)"),
        Change(f"'{k}' when it is a vowel ('a', 'e', 'i', 'o', 'u'), and by itself otherwise",
               f"'{k}' if c in '{_VOWELS}' else c", f"({_among(_VOWELS)} ? '{k}' : c)"),
        Change(f"'{k}' when it is no vowel ('a', 'e', 'i', 'o', 'u'), and by itself otherwise",
               f"c if c in '{_VOWELS}' else '{k}'", f"({_among(_VOWELS)} ? c : '{k}')"),
        Change(f"'{k}' when it is '{q}', by '{q}' when it is '{k}', and by itself otherwise",
               f"'{k}' if c == '{q}' else '{q}' if c == '{k}' else c",
               f"(c == '{q}' ? '{k}' : c == '{k}' ? '{q}' : c)"),
        Change("two of it", "c + c", "string(2, c)", stays=False),
        Change(f"it and '{k}' behind it", f"c + '{k}'", f"string(1, c) + '{k}'", stays=False),
        Change(f"the later one in the alphabet of it and '{k}'", f"max(c, '{k}')"),
        Change(f"the earlier one in the alphabet of it and '{k}'", f"min(c, '{k}')"),
    ))  # fmt: skip


def arrangements(rng: random.Random) -> Arrange:
    """Draws a step of the whole word."""
    k = rng.randint(1, 4)
    first = f"the first {k} letters (all of them if there are fewer)" if k > 1 else (
        "the first letter, if there is one"
    )  # fmt: skip
    return rng.choice((
        Arrange("Reverse the word.", "s = s[::-1]", "reverse(s.begin(), s.end());", "s[::-1]"),
        Arrange("Sort the letters in alphabetical order.", "s = ''.join(sorted(s))",
                "sort(s.begin(), s.end());", "''.join(sorted(s))"),
        Arrange("Sort the letters in reverse alphabetical order.",
                "s = ''.join(sorted(s, reverse=True))", "sort(s.rbegin(), s.rend());",
                "''.join(sorted(s, reverse=True))"),
        Arrange(f"Remove {first}.", f"s = s[{k}:]", f"s.erase(0, {k});", f"s[{k}:]"),
        Arrange(f"Keep only the first {k + 1} letters (all of them if there are fewer).",
                f"s = s[:{k + 1}]", f"s = s.substr(0, {k + 1});", f"s[:{k + 1}]"),
        Arrange("Remove the last letter, if there is one.", "s = s[:-1]",
                "if (!s.empty()) s.pop_back();", "s[:-1]"),
        Arrange("Keep every second letter, beginning with the first.", "s = s[::2]",
                "string t;\nfor (size_t i = 0; i < s.size(); i += 2) t += s[i];\ns = t;",
                "s[::2]"),
        Arrange("Keep every second letter, beginning with the second.", "s = s[1::2]",
                "string t;\nfor (size_t i = 1; i < s.size(); i += 2) t += s[i];\ns = t;",
                "s[1::2]"),
        Arrange("Of equal letters that stand side by side keep only one.",
                "s = ''.join(s[i] for i in range(len(s)) if i == 0 or s[i] != s[i - 1])",
                "s.erase(unique(s.begin(), s.end()), s.end());"),
        Arrange("Of each letter keep only its first occurrence.",
                "s = ''.join(dict.fromkeys(s))",
                "string t;\nfor (char c : s) if (t.find(c) == string::npos) t += c;\ns = t;",
                "''.join(dict.fromkeys(s))"),
        Arrange("Remove all letters that occur more than once.",
                "s = ''.join(c for c in s if s.count(c) == 1)",
                "string t;\nfor (char c : s) if (count(s.begin(), s.end(), c) == 1) t += c;\n"
                "s = t;"),
        Arrange("Move the first letter to the end, if there is one.", "s = s[1:] + s[:1]",
                "if (!s.empty()) rotate(s.begin(), s.begin() + 1, s.end());"),
        Arrange("Write the reversed word behind the word.", "s = s + s[::-1]",
                "s += string(s.rbegin(), s.rend());"),
    ))  # fmt: skip


_RESULTS = (
    Result("the length", "len(s)", "r = s.size();", "0", "r += 1"),
    Result("the number of different letters", "len(set(s))",
           "r = set<char>(s.begin(), s.end()).size();"),
    Result("the number of vowels ('a', 'e', 'i', 'o', 'u')", f"sum(c in '{_VOWELS}' for c in s)",
           f"for (char c : s) r += string(\"{_VOWELS}\").find(c) != string::npos;",
           "0", f"r += c in '{_VOWELS}'"),
    Result("the sum of the places in the alphabet ('a' has place 1) of the letters",
           "sum(ord(c) - 96 for c in s)", "for (char c : s) r += c - 'a' + 1;",
           "0", "r += ord(c) - 96"),
    Result("the number of pairs of equal letters side by side",
           "sum(s[i] == s[i - 1] for i in range(1, len(s)))",
           "for (size_t i = 1; i < s.size(); i++) r += s[i] == s[i - 1];"),
    Result("the length of the longest run of equal letters",
           "max((len(list(run)) for _, run in groupby(s)), default=0)",
           "long long run = 0;\nfor (size_t i = 0; i < s.size(); i++) {\n"
           "    run = i > 0 && s[i] == s[i - 1] ? run + 1 : 1;\n    r = max(r, run);\n}"),
    Result("the number of occurrences of the most frequent letter",
           "max(map(s.count, s), default=0)",
           "for (char c : s) r = max<long long>(r, count(s.begin(), s.end(), c));"),
    Result("the number of letters that are later in the alphabet than the one before them",
           "sum(s[i] > s[i - 1] for i in range(1, len(s)))",
           "for (size_t i = 1; i < s.size(); i++) r += s[i] > s[i - 1];"),
    Result("is a palindrome (an empty one is)", "s == s[::-1]",
           "r = s == string(s.rbegin(), s.rend());", kind="truth"),
    Result("has two equal letters side by side",
           "any(s[i] == s[i - 1] for i in range(1, len(s)))",
           "for (size_t i = 1; i < s.size(); i++) if (s[i] == s[i - 1]) r = true;", kind="truth"),
    Result("has no letter twice", "len(set(s)) == len(s)",
           "r = set<char>(s.begin(), s.end()).size() == s.size();", kind="truth"),
)  # fmt: skip


def results(rng: random.Random) -> Result:
    """Draws a result."""
    if rng.random() < 0.15:
        k = rng.choice("aeiourstn")
        counted = f"count(s.begin(), s.end(), '{k}')"
        words = f"the number of letters '{k}'"
        return Result(words, f"s.count('{k}')", f"r = {counted};", "0", f"r += c == '{k}'")
    return rng.choice(_RESULTS)


def chain(rng: random.Random) -> Chain:
    """Draws steps and a result; None stands for the word itself."""
    steps = draw_steps(rng, {Keep: (4, keeps), Change: (4, changes), Arrange: (4, arrangements)})
    return steps, None if rng.random() < 0.4 else results(rng)


def _among(letters: str) -> str:
    return f'string("{letters}").find(c) != string::npos'


def _not_among(letters: str) -> str:
    return f'string("{letters}").find(c) == string::npos'
