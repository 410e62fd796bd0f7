"""Debug output leaves a C++ program, and nothing else does."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest

from shortlist_server.submission.cpp_program import stripped_cpp
from shortlist_server.submission.cpp_tokens import tokens

PROGRAM = r"""// shortlist practice: bank/lifeboats/1/atcoder [8bcbec8c]
/*
In Pairs

Sample Input 1
3
*/
#include <bits/stdc++.h>
using namespace std;

#ifdef LOCAL
#include "debug.h"
#else
#define dbg(...) 42
#endif

#define all(x) begin(x), end(x) // a macro that is needed

int main() {
    int n;
    cin >> n; // read it
    vector<int> v(n, 3);
    dbg(n, v[solve(3)]);
    cerr << "n = " << n << '\n'; // look
    for (int i = 0; i < n; i++) cerr << v[i] << " \"; " << endl;
    std::cerr << R"x(a ; )" b)x"
              << v.size() << endl;
    if (n > 2)
        fprintf(stderr, "%d\n", n);
    else
        cout << "small ";
#ifndef LOCAL
    ios::sync_with_stdio(false);
#else
    freopen("in.txt", "r", stdin);
#endif
    cerr << n++ << endl;
    cerr << next_one() << endl;
    cout << accumulate(all(v), 0) << endl;
}
"""


def test_a_whole_program():
    found = stripped_cpp(PROGRAM, [(1, 6)])
    assert (
        found.text
        == r"""#include <bits/stdc++.h>
using namespace std;

#define dbg(...) 42

#define all(x) begin(x), end(x) // a macro that is needed

int main() {
    int n;
    cin >> n; // read it
    vector<int> v(n, 3);
    for (int i = 0; i < n; i++) ;
    if (n > 2)
        ;
    else
        cout << "small ";
    ios::sync_with_stdio(false);
    cerr << n++ << endl;
    cerr << next_one() << endl;
    cout << accumulate(all(v), 0) << endl;
}
"""
    )
    assert found.removed == 7
    assert [each.rpartition(": ")[2] for each in found.kept] == [
        "it changes something.",
        "it calls next_one, which may do more than print.",
    ]


@pytest.mark.skipif(shutil.which("g++") is None, reason="there is no g++")
def test_it_prints_the_same(tmp_path):
    kept = PROGRAM.replace("cerr << next_one() << endl;", "").replace("v[solve(3)]", "v")
    outputs = []
    for name, text in (("a", kept), ("b", stripped_cpp(kept, [(1, 6)]).text)):
        (tmp_path / f"{name}.cpp").write_text(text)
        command = ["g++", "-o", str(tmp_path / name), str(tmp_path / f"{name}.cpp")]
        subprocess.run(command, check=True)
        ran = subprocess.run([str(tmp_path / name)], input=b"3\n", capture_output=True, check=True)
        outputs.append(ran.stdout)
    assert outputs == [b"9\n", b"9\n"] or outputs[0] == outputs[1] != b""


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("case 1: cerr << x;", "part of something larger"),
        ("return cerr << x, 0;", "part of something larger"),
        ("cerr << (x = 3);", "changes something"),
        ("cerr << x, x += 2;", "changes something"),
        ("cerr << --x;", "changes something"),
        ("cerr << ask(x);", "calls ask"),
        ("debug(x);", "debug is no macro of this file"),
        ("cerr << m[x]; std::map<int, int> n;", "looks something up"),
        ("cerr << g[0][x]; unordered_map<int, int> n;", "looks something up"),
    ],
)
def test_what_is_not_safe_is_kept_and_named(inside, why):
    source = f"int main() {{\n    {inside}\n}}\n"
    found = stripped_cpp(source, [])
    assert found.text == source and found.removed == 0
    assert len(found.kept) == 1 and why in found.kept[0] and found.kept[0].startswith("Line 2, ")


@pytest.mark.parametrize(
    "source",
    [
        'int main() { puts("cerr << x;"); }\n',
        "// cerr << x;\nint main() {}\n",
        "int main() { cerr.tie(nullptr); }\n",
        "ostream& log_to = cerr;\n",
        "void debug(int x) { }\nstruct A { void dbg(int x) { } };\n",
        "#ifdef ONLINE_JUDGE\nint a;\n#endif\n",
        "#if LOCAL_SIZE > 3\nint a;\n#endif\n",
        "#define P cerr << 1;\nint main() { }\n",
        "#ifdef X\n#define Y \\\n  1\n#endif\n",
    ],
)
def test_what_is_no_debug_output_stays(source):
    found = stripped_cpp(source, [])
    assert (found.text, found.removed, found.kept) == (source, 0, ())


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("#ifdef LOCAL\nint a;\n#endif\nint b;\n", "int b;\n"),
        ("#ifndef LOCAL\nint a;\n#endif\nint b;\n", "int a;\nint b;\n"),
        ("#if defined(LOCAL)\nint a;\n#else\nint c;\n#endif\n", "int c;\n"),
        ("#if !defined LOCAL\nint a;\n#else\nint c;\n#endif\n", "int a;\n"),
        ("#ifdef LOCAL\n#ifdef X\nint a;\n#else\nint d;\n#endif\n#endif\nint b;\n", "int b;\n"),
        ("#  ifdef /* mine */ DEBUG // x\nint a;\n# endif // DEBUG\nint b;\n", "int b;\n"),
    ],
)
def test_sections_of_the_users_machine(source, left):
    found = stripped_cpp(source, [])
    assert (found.text, found.removed) == (left, 1)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("#ifdef LOCAL\nint a;\n#elif defined(X)\nint b;\n#endif\n", "#elif"),
        ("#define LOCAL 1\n#ifdef LOCAL\nint a;\n#endif\n", "defines LOCAL"),
    ],
)
def test_sections_that_cannot_be_told_apart_are_kept_and_named(source, why):
    found = stripped_cpp(source, [])
    assert found.text == source and why in found.kept[0]


@pytest.mark.parametrize(
    ("macro", "goes"),
    [
        ("#define debug(x)", True),
        ("#define debug(...) ((void)0)", True),
        ("#define debug(x) cerr << #x << x << endl", True),
        ("#define debug(x) total += x", False),
        ("#ifdef LOCAL\n#define debug(x) total += x\n#endif", True),
    ],
)
def test_macros_of_the_users(macro, goes):
    found = stripped_cpp(f"{macro}\nint main() {{\n  debug(a);\n}}\n", [])
    assert ("debug(a)" not in found.text) is goes
    assert goes or "something else" in found.kept[0]


def test_to_look_something_up_where_there_is_no_map_is_harmless():
    found = stripped_cpp("#include <map>\nint main() {\n    cerr << v[x];\n}\n", [])
    assert (found.removed, found.kept) == (1, ())


def test_a_program_that_cannot_be_read_is_left_alone():
    for source in ("int main() { /* \n", 'int main() { puts("x); }\n'):
        found = stripped_cpp(source, [])
        assert found.text == source and "Nothing was left out" in found.kept[0]


def test_programs_put_together_by_chance_keep_their_tokens():
    rng = random.Random(3)
    debug = ["cerr << x << endl;", 'std::cerr << "a;b" << x;', 'fprintf(stderr, "%d", x);']
    plain = ["x++;", "cout << x;", "if (x) { x = 2; }", "// cerr << 1;", "/* c */ y = 'a';", ""]
    for _ in range(300):
        lines, expected = [], []
        for _ in range(rng.randint(1, 12)):
            if rng.random() < 0.4:
                lines.append(rng.choice(debug))
            else:
                lines.append(rng.choice(plain))
                expected.append(lines[-1])
            lines.append(rng.choice(["\n", " ", "\n\n", " // remark\n"]))
        source = "int main() {\n" + "".join(lines) + "\n}\n"
        # A remark takes the rest of its line along.
        wanted = [each.text for each in tokens(source) if each.kind != "comment"]
        found = stripped_cpp(source, [])
        assert not found.kept
        left = [each.text for each in tokens(found.text) if each.kind != "comment"]
        assert "cerr" not in left and "stderr" not in left
        for statement in map(tokens, debug):
            texts = [each.text for each in statement]
            at = 0
            while at <= len(wanted) - len(texts):
                if wanted[at : at + len(texts)] == texts:
                    del wanted[at : at + len(texts)]
                else:
                    at += 1
        assert left == wanted
