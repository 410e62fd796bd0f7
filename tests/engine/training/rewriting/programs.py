"""Programs of our own with what makes renaming, moving and other idioms difficult: in Python each
with an input, and in C++."""

from __future__ import annotations

PYTHON = {
    "plain": (
        """\
import sys
# reads
n = int(input())
a = list(map(int, input().split()))
b = [x * x for x in a]
total = 0
for i in range(n):  # adds
    total += b[i]
print(total, len(sys.argv) >= 0)
""",
        "3\n1 2 3\n",
    ),
    "functions": (
        """\
MOD = 10
def power(base, times):
    '''Not needed.'''
    res = 1
    for _ in range(times):
        res = res * base % MOD
    return res
x, y = map(int, input().split())
print(power(x, times=y))
print(f'{x}^{y}')
""",
        "3 4\n",
    ),
    "class": (
        """\
class Node:
    size = 0
    def __init__(self, value):
        self.value = value
        self.left = None
    def add(self, left):
        self.left = left
        Node.size += 1
root = Node(int(input()))
left = Node(5)
root.add(left)
print(root.left.value, Node.size)
""",
        "1\n",
    ),
    "append": (
        """\
def main():
    n, m = map(int, input().split())
    out = []
    for i in range(n):
        out.append(i * m)
    print(*out)

if __name__ == '__main__':
    main()
""",
        "4 5\n",
    ),
    "globals": (
        """\
best = 0
def visit(v):
    global best
    best = max(best, v)
for v in input().split():
    visit(int(v))
print(best)
""",
        "3 9 2\n",
    ),
    "leaks": (
        """\
a = []
for i in range(int(input())):
    a.append(i)
print(i, a)
s = 'a b'
print(s.split(), 'n' in s)
""",
        "3\n",
    ),
    "an input of its own": (
        """\
import sys
def input():
    return sys.stdin.readline().rstrip()
n = int(input())
a = list(map(int, input().split()))
print(n, sum(a), repr(input()))
""",
        "2\n4 5\n",
    ),
    "an input of its own by assignment": (
        """\
import sys
input = sys.stdin.readline
n, m = map(int, input().split())
print(n + m, int(sys.stdin.readline()), repr(input()))
""",
        "2 3\n7\n",
    ),
    "lines until there are none": (
        """\
import sys
total = 0
while line := sys.stdin.readline().strip():
    a, b = map(int, line.split())
    total += a * b
while True:
    rest = sys.stdin.readline()
    if not rest:
        break
print(total, sys.stdin.readline().split())
""",
        "1 2\n3 4\n",
    ),
    "lines until an exception": (
        """\
import sys
seen = []
try:
    while True:
        a, b = [int(x) for x in input().split()]
        seen.append(a - b)
except EOFError:
    print(seen)
""",
        "5 2\n9 1\n",
    ),
    "a list that an exception leaves half filled": (
        """\
got = []
try:
    got = []
    for _ in range(9):
        got.append(int(input()))
except EOFError:
    pass
print(got)
""",
        "5\n2\n",
    ),
    "both readers": (
        """\
import sys
n = int(sys.stdin.readline())
x, y = map(int, sys.stdin.readline().split())
z, *w = sys.stdin.readline().split()
print(n, x, y, z, w)
""",
        "5\n1 2\na b c\n",
    ),
    "one line": (
        """\
n = int(input())
a = [1]
if n > 5: a = [i for i in range(n)]
for k in range(2): b = [k * j for j in range(n)]
if n: print('some'); print(a, b)
else: print('none')
x = []; y = [c for c in 'ab']; print(x, y)
""",
        "3\n",
    ),
    "builtins as variables": (
        """\
a = list(map(int, input().split()))
sum = sum(a)
for max in a: pass
list = [sum, max]
print(list, min(a))
""",
        "4 8 2\n",
    ),
    "a map that is an iterator": (
        """\
it = map(int, input().split())
first = next(it)
print(first, list(it))
rest = map(int, input().split())
print(type(rest).__class__ is type, [*rest], [*rest])
""",
        "4 8 2\n1 2\n",
    ),
    "texts over several lines": (
        '''\
# tells


TABLE = """a # b


    c
"""
rows = [row for row in TABLE.split("\\n")]


print(rows, """x
  y""", int(input()))
if rows:
    print(\'\'\'
# no comment


    end\'\'\')  # a comment
long = 'one \\
   two'
print(long)
''',
        "3\n",
    ),
    "what the name hides": (
        """\
from math import *
def area(r):
    return floor(pi * r)
def other(e):
    pi = e
    return pi
print(area(int(input())), other(2), floor(e))
""",
        "3\n",
    ),
    "arguments by name": (
        """\
def show(first, second=2, **more):
    return first - second, sorted(more.items())
given = {'second': 5}
print(show(3, **given), show(first=int(input()), third=1))
""",
        "3\n",
    ),
    "a list that its function sees": (
        """\
def count(k):
    return len(done) + k
done = []
for k in range(int(input())):
    done.append(count(k))
print(done)
done = [7, 8]
done = [count(each) for each in range(3)]
print(done)
""",
        "3\n",
    ),
    "closures": (
        """\
def make(n):
    fs = []
    for v in range(n):
        fs.append(lambda: v)
    gs = [(w * u for u in range(2)) for w in range(n)]
    def inner():
        nonlocal n
        n += 1
        return n
    return [f() for f in fs], [list(g) for g in gs], inner()
print(make(int(input())))
""",
        "3\n",
    ),
    "what a class holds": (
        """\
class Grid:
    width = 3
    cells = [0 for _ in range(3)]
    named = []
    for each in range(2):
        named.append(each)
    def total(self, start=0):
        cells = [start for _ in range(self.width)]
        return sum(cells) + sum(self.cells)
print(Grid().total(start=int(input())), Grid.named, Grid.each)
""",
        "3\n",
    ),
    "the last of an underscore": (
        """\
for _ in range(int(input())):
    row = [0 for _ in range(5)]
    print(_, row)
""",
        "2\n",
    ),
    "other letters": (
        """\
größe = int(input())  # Größe
text = 'größe, größe'; n = größe * 2; ａ = n
print(text, n, größe, a, f'{größe + n}')
""",
        "2\n",
    ),
    "names in texts": (
        """\
import sys
value = int(input())
def show(): return '%(value)d' % globals()
print(show())
""",
        "2\n",
    ),
    "directions": (
        """\
dir = [(0, 1), (1, 0)]
r = int(input()); cells = []
for dx, dy in dir:
    cells.append((r + dx, r + dy))
match = {1: 'one'}
print(cells, match.get(r), [len(dir) for case in dir])
""",
        "1\n",
    ),
    "choices": (
        """\
n, b = int(input()), [4]
a = []
for x in b if n > 1 else [n]:
    a.append(x if x else -1)
c = [y for y in (a if n else b)]
print(a, c, [int(z) for z in f'{int(input())}'])
""",
        "1\n23\n",
    ),
    "a decorated main": (
        """\
import functools
@functools.lru_cache(None)
def main():
    n = int(input())
    print(n * 2)
main()
main()
""",
        "4\n",
    ),
    "tabs and an ending on the way": (
        "import sys\n\nif int(input()) > 1:\n\tout = [q + 1 for q in range(3)]\n\tprint(out)\n"
        "\tsys.exit()\nprint('not reached')\n",
        "4\n",
    ),
}  # fmt: skip

CPP = {
    "library": (
        "#include <bits/stdc++.h>\n#define all(v) v.begin(), v.end()\nusing namespace std;\n"
        "typedef long long ll;\nint limit; ll total;\n"
        'int main() {\n  int amount; string note = "amount // not a comment";\n'
        "  cin >> amount; // read\n  vector<int> parts(amount);\n"
        "  for (int i = 0; i < amount; i++) parts[i] = i;\n  sort(all(parts));\n"
        '  auto word = "a"s;\n'
        "  double s = 1e-9; total += amount; limit = min(limit, amount);\n"
        "  cout << note << amount << word << s << parts.size() << endl;\n  return 0;\n}\n"
    ),
    "macros": (
        'extern "C" int printf(const char*, ...);\n#define FOR(i, n) \\\n  for (int i = 0; \\\n'
        "       i < (n); ++i)\n#define RISE(x) \\\n  x += total;\n"
        "typedef unsigned long count_t;\nint total, total2;\n"
        "int twice(int value, int *other) { return value * 2 + *other; }\n"
        "int main() { int row = 3, col = 4; char ch = '\\''; const char *text = \"\\\"row\";\n"
        "  FOR(i, row) { total += twice(i, &col); RISE(total) } /* row\n col */ count_t many = 5;\n"
        "  long big = 1'000'000; total2 = ch + (int)(many + big); printf(\"%s\", text);\n"
        "  return total2; }\n"
    ),
    "shown": (
        'extern "C" int printf(const char*, ...);\n#define SHOW(x) printf(#x " %d", x)\n'
        "int total;\nint main() { SHOW(total); return total; }\n"
    ),
    "raw": (
        'const char *text = R"(int a = 1; // "x)"; int a = 2;\n'
        "int main() { return a + text[0]; }\n"
    ),
    "continued": "int a = 1; // a comment \\\nint b = 2;\nint main() { return a; }\n",
}  # fmt: skip
