"""Headings of judges' pages in other languages, by their English equivalents. Data only."""

from __future__ import annotations

import re

HEADINGS: dict[str, str] = {
    # Japanese: AtCoder, AIZU
    "入力例": "Sample Input",
    "出力例": "Sample Output",
    "入力": "Input",
    "出力": "Output",
    "制約": "Constraints",
    "注釈": "Note",
    # Korean: Baekjoon
    "예제 입력": "Sample Input",
    "예제 출력": "Sample Output",
    "입력": "Input",
    "출력": "Output",
    "힌트": "Hint",
    # Chinese: Luogu, university judges
    "输入样例": "Sample Input",
    "输出样例": "Sample Output",
    "样例输入": "Sample Input",
    "样例输出": "Sample Output",
    "输入输出样例": "Examples",
    "样例": "Example",
    "输入": "Input",
    "输出": "Output",
    "提示": "Hint",
    "说明/提示": "Hint",
    "说明": "Note",
    "数据范围": "Constraints",
    # Russian: Codeforces, acm.timus
    "входные данные": "Input",
    "выходные данные": "Output",
    "примеры": "Examples",
    "пример": "Example",
    "примечание": "Note",
    "примечания": "Note",
}

# A line that begins with one of these and may be a heading.
LINE = re.compile(
    r"^[^\w\n]{0,16}(?:"
    + "|".join(sorted(map(re.escape, HEADINGS), key=len, reverse=True))
    + r")[^\n]{0,40}$",
    re.I | re.M,
)
ANY = re.compile("出力|출력|输出|выходные", re.I)
_WORDS = re.compile("|".join(sorted(map(re.escape, HEADINGS), key=len, reverse=True)), re.I)


def to_english(line: str) -> str:
    """Returns the line with its heading in English, such as "Sample Input 1" for "入力例 1"."""
    return _WORDS.sub(lambda found: f"{HEADINGS[found.group().lower()]} ", line, count=1)
