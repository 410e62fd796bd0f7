"""A folder of somebody's solutions, as people keep them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

WAY_TOO_LONG = """\
# A. Way Too Long Words
# time limit per test 1 second
# Abbreviate every word that is longer than ten characters: its first letter, the number of
# letters in between, and its last letter.
#
# Input
# The first line contains an integer n. Each of the following n lines contains one word.
#
# Output
# Print n lines.
#
# Example
# Input
# 2
# word
# localization
# Output
# word
# l10n
for _ in range(int(input())):
    w = input()
    print(w if len(w) <= 10 else f"{w[0]}{len(w) - 2}{w[-1]}")
"""
TILES = """\
/*
 * Problem: Theatre Square
 * URL: https://example.com/problems/1A
 */
#include <iostream>
int main() { long long n, m, a; std::cin >> n >> m >> a;
  std::cout << (n + a - 1) / a * ((m + a - 1) / a); }
"""
GRAPES = """\
import java.util.*;
public class Main { public static void main(String[] s) { System.out.println("grapes"); } }
"""
GRAPES_STATEMENT = """\
# Grapes for three

Andrew, Dmitry and Michal each want a number of grapes, and some of them only green ones.

## Input

Three integers.

## Output

YES or NO.

## Example

Input

    1 1 1

Output

    YES
"""


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def archive(folder: Path) -> Path:
    return write(
        folder,
        {
            "cf/71A.py": WAY_TOO_LONG,
            "cf/1A.cpp": TILES,
            "cf/1114A/README.md": GRAPES_STATEMENT,
            "cf/1114A/Main.java": GRAPES,
            "leetcode/0001-two-sum/solution.go": "package main\nfunc main() {}\n",
            "notes.txt": "nothing to run",
        },
    )


def row(name: str, statement: str, code: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "statement": statement,
        "examples": [{"input": "3\n", "output": "9\n"}],
        "solutions": [{"language": "python3", "code": code}],
        **more,
    }


def write_set(path: Path, rows: list[dict[str, Any]]) -> Path:
    data = "".join(json.dumps(each) + "\n" for each in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path
