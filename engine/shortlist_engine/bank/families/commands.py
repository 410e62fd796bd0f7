"""Logs of commands: stacks, undo, folders, stores, who is in and who is out."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Lines


@family(1200, "strings", "data structures", "implementation")
def editor_with_undo(p: Parameters) -> Task:
    redo = p.choice("redo", False, True)
    third = p.choice("third", "none", "twice", "turn")
    what = p.choice("what", "text", "length", "longest")
    extra = {
        "none": "",
        "twice": " The command double writes the whole text once more behind itself, unless it "
        "has more than 100 "
        "letters; then nothing happens, and the command cannot be undone.",
        "turn": " The command reverse turns the text around, so that the last letter becomes "
        "the first.",
    }[third]
    back = (
        " The command redo does again what was undone last, as often as there is something; a "
        "new change forgets "
        "everything that was undone before." if redo else ""
    )  # fmt: skip
    noun = {
        "text": "the text at the end, or a hyphen (-) if it is empty",
        "length": "the number of letters of the text at the end",
        "longest": "the largest number of letters that the text has at any moment",
    }[what]

    def solve(q: int, commands: list[str]) -> str | int:
        text = ""
        old: list[str] = []
        undone: list[str] = []
        longest = 0
        for command in commands:
            parts = command.split()
            new = text
            if parts[0] == "undo":
                if old:
                    undone.append(text)
                    text = old.pop()
                continue
            if redo and parts[0] == "redo":
                if undone:
                    old.append(text)
                    text = undone.pop()
                continue
            if parts[0] == "add":
                new = text + parts[1]
            elif parts[0] == "cut":
                new = text[: max(0, len(text) - int(parts[1]))]
            elif parts[0] == "reverse":
                new = text[::-1]
            else:
                if len(text) > 100:
                    continue
                new = text + text
            old.append(text)
            undone = []
            text = new
            longest = max(longest, len(text))
        if what == "text":
            return text or "-"
        return len(text) if what == "length" else longest

    def with_history(q: int, commands: list[str]) -> str | int:
        history = [""]
        at = 0
        longest = 0
        for command in commands:
            name, _, rest = command.partition(" ")
            text = history[at]
            if name == "undo":
                at = max(0, at - 1)
            elif name == "redo":
                at = min(len(history) - 1, at + 1)
            elif name != "double" or len(text) <= 100:
                if name == "add":
                    text += rest
                elif name == "cut":
                    text = text[: -int(rest)]
                elif name == "reverse":
                    text = "".join(reversed(text))
                else:
                    text *= 2
                history = [*history[: at + 1], text]
                at += 1
            longest = max(longest, len(history[at]))
        if what == "text":
            return history[at] if history[at] else "-"
        return len(history[at]) if what == "length" else longest

    def one_undo(q: int, commands: list[str]) -> str | int:
        text = before = ""
        for command in commands:
            parts = command.split()
            if parts[0] == "undo" or parts[0] == "redo":
                text, before = before, text
                continue
            before = text
            if parts[0] == "add":
                text += parts[1]
            elif parts[0] == "cut":
                text = text[: -int(parts[1])]
        if what == "text":
            return text or "-"
        return len(text)

    def make(maker: Maker) -> tuple[int, list[str]]:
        q = maker.count(1, 200)
        names = ["add", "add", "cut", "undo", "undo"] + ["redo"] * 2 * redo
        if third != "none":
            names.append("double" if third == "twice" else "reverse")
        commands = []
        for _ in range(q):
            name = maker.pick(names)
            if name == "add":
                name += " " + maker.word(maker.rng.randint(1, 5), "abcd")
            elif name == "cut":
                name += f" {maker.rng.randint(1, 4)}"
            commands.append(name)
        return q, commands

    forms = "add w, cut k, undo" + (", redo" if redo else "") + {
        "none": "", "twice": ", double", "turn": ", reverse"}[third]  # fmt: skip
    return Task(
        titles=("Editor With Undo", "Back Again", "Typing and Regretting"),
        given=[
            Count("q", 1, 200, what="the number of commands"),
            Lines("commands", "q", form=f"command of one of the forms {forms}, with a word w of "
                                        "1 to 5 lowercase "
                  "letters or an integer k from 1 to 4"),
        ],
        ask=Value(noun, python_type="str" if what == "text" else "int"),
        formal="An editor starts with an empty text and gets `q` commands. The command add w "
               "appends the word w to the "
        "text. The command cut k removes the last k letters, or all if there are fewer."
        f"{extra} The command undo takes back the latest change that was not taken back yet, if "
        f"there is one.{back} "
        "Commands that change nothing visible, such as cut on an empty text, can be undone like "
        "others.",
        stories=[
            Story(
                "A poet works on a single line with a very simple editor. At first the line, "
                "his text, is empty. He "
                "types `q` commands. With add w he appends the word w, and with cut k he "
                "removes the last k letters "
                f"(all of them, if there are not that many).{extra} As poets do, he often "
                "changes his mind: undo takes "
                f"back the latest change that still counts, if there is any.{back} Each add, "
                "cut or other change "
                "can be taken back, even if it did not change a letter."
            ),
            Story(
                "The display over the market of @place shows a text, which is empty in the "
                "morning. During the day "
                "`q` commands arrive. The words add w make the display append the word w. The "
                "words cut k delete "
                f"k letters at the end, or the whole text if it is shorter.{extra} Finally "
                "there is undo, by which "
                "the display returns to the text before the latest change that has not been "
                f"undone.{back} "
                "Changes that left the text as it was are changes, too; without any change, "
                "undo does nothing."
            ),
        ],
        solve=solve, others=[with_history], wrong=[one_undo],
        cpp=["""
            $type solve(int q, vector<string> commands) {
                vector<string> history = {""};
                int at = 0, longest = 0;
                for (auto& command : commands) {
                    stringstream stream(command);
                    string name, rest, text = history[at];
                    stream >> name >> rest;
                    if (name == "undo") {
                        at = max(0, at - 1);
                    } else if (name == "redo") {
                        at = min((int)history.size() - 1, at + 1);
                    } else if (name != "double" || text.size() <= 100) {
                        if (name == "add") text += rest;
                        else if (name == "cut") text.resize(max(0, (int)text.size() - stoi(rest)));
                        else if (name == "reverse") reverse(text.begin(), text.end());
                        else text += text;
                        history.resize(at + 1);
                        history.push_back(text);
                        at++;
                    }
                    longest = max(longest, (int)history[at].size());
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what == "text" else "int",
            "result": {"text": 'history[at].empty() ? "-" : history[at]',
                       "length": "history[at].size()",
                       "longest": "longest"}[what],
        },
        make=make, functions=False,
        hints=(
            "What has to be remembered so that a change can be taken back?",
            "Put the text before each change on a stack; undo takes it from there.",
            "A list of all texts with a pointer to the current one works as well"
            + (" and makes redo simple." if redo else "."),
        ),
        explanation="A list of texts, one for each change, and the place of the current one in "
                    "it are enough; the "
        "texts are short.",
        call="run_editor",
    )  # fmt: skip


@family(1100, "strings", "data structures", "implementation")
def folder_walk(p: Parameters) -> Task:
    home = p.choice("home", "root", "user")
    what = p.choice("what", "path", "depth", "visits")
    back = p.choice("back", False, True)
    start = [] if home == "root" else ["home", "me"]
    shown = "/" if home == "root" else "/home/me"
    dash = (
        " The command cd - leads back to the folder in which the walker was before the latest "
        "cd; as the "
        "very first command it leads nowhere."
        if back
        else ""
    )
    noun = {
        "path": "the path of the folder at the end",
        "depth": "the largest number of folder names in the path of the current folder at any "
        "moment",
        "visits": "how many of the commands end in the folder /",
    }[what]

    def solve(q: int, commands: list[str]) -> str | int:
        path = list(start)
        before = list(start)
        deepest = len(path)
        visits = 0
        for command in commands:
            where = command.split()[1]
            old = list(path)
            if where == "-":
                path = list(before)
            else:
                if where[0] == "/":
                    path = []
                for name in where.split("/"):
                    if name == "..":
                        if path:
                            path.pop()
                    elif name != "":
                        path.append(name)
            before = old
            deepest = max(deepest, len(path))
            if not path:
                visits += 1
        if what == "path":
            return "/" + "/".join(path)
        return deepest if what == "depth" else visits

    def with_text(q: int, commands: list[str]) -> str | int:
        now = last = "".join("/" + name for name in start)
        depths = [now.count("/")]
        for command in commands:
            where = command[3:]
            if where == "-":
                now, last = last, now
            else:
                last = now
                if where.startswith("/"):
                    now = ""
                    where = where[1:]
                for name in where.split("/"):
                    if name == "..":
                        now = now[: now.rfind("/")] if now else ""
                    elif name:
                        now += "/" + name
            depths.append(now.count("/"))
        if what == "path":
            return now or "/"
        return max(depths) if what == "depth" else depths[1:].count(0)

    def no_absolute(q: int, commands: list[str]) -> str | int:
        path = list(start)
        deepest = visits = 0
        for command in commands:
            for name in command.split()[1].split("/"):
                if name == "..":
                    path = path[:-1]
                elif name not in ("", "-"):
                    path.append(name)
            deepest = max(deepest, len(path))
            visits += len(path) == 0
        if what == "path":
            return "/" + "/".join(path)
        return deepest if what == "depth" else visits

    def make(maker: Maker) -> tuple[int, list[str]]:
        q = maker.count(1, 200)
        commands = []
        for _ in range(q):
            if back and maker.chance(0.2):
                commands.append("cd -")
                continue
            parts = [
                ".." if maker.chance(0.5) else maker.word(maker.rng.randint(1, 3), "abc")
                for _ in range(maker.rng.randint(1, 3))
            ]
            commands.append("cd " + ("/" if maker.chance(0.25) else "") + "/".join(parts))
        if maker.chance(0.2):
            commands[-1] = "cd /"
        return q, commands

    form = "command cd followed by a space and a path" + (", or the command cd -" if back else "")
    return Task(
        titles=("Folder Walk", "Where Am I?", "Change Directory"),
        given=[
            Count("q", 1, 200, what="the number of commands"),
            Lines("commands", "q", form=form),
        ],
        ask=Value(noun, python_type="str" if what == "path" else "int"),
        formal="Folders lie in each other like in a file system; the outermost one is / and "
               "each folder contains "
        f"subfolders of all possible names. A walker is in the folder {shown} and executes `q` "
        "commands. In cd p, the "
        "path p consists of parts with slashes between them, which are followed from left to "
        "right: a name (lowercase "
        "letters) leads to the subfolder of this name, and two dots lead to the outer folder, "
        "where in the folder / "
        "nothing happens. If p begins with a slash, the walk starts in / instead of the "
        f"current folder.{dash} The "
        "path of a folder consists of a slash and the names that lead to it from /, with "
        "slashes between them.",
        stories=[
            Story(
                "The archive of @place is organised in rooms, called folders, with endless "
                "subfolders of all names; "
                "the entrance hall is the folder /. An archivist, who at the moment is in "
                f"{shown}, gets a list of `q` "
                "commands cd p. The path p has parts that are separated by slashes: a name of "
                "lowercase letters "
                "sends him into the subfolder of that name, and two dots send him out to the "
                "folder around the "
                "current one (in / he just stays). A path with a slash at its very beginning "
                "starts in the entrance "
                f"hall.{dash} His position is written like /a/bc, with all names from / on."
            ),
            Story(
                f"@who learns to use a terminal and is in the folder {shown}. Imagine that "
                "every folder has subfolders "
                "of every name made of lowercase letters, and that / is the outermost folder. "
                "@who types `q` commands "
                "of the form cd p. A path p is a row of parts with slashes in between. Each "
                "part is either a name, "
                "which goes to that subfolder, or two dots, which go to the folder outside, "
                "except in /, "
                "where they have no effect; and if p starts with a slash, everything begins in "
                f"/.{dash} The path of "
                "a folder is written with a slash before each name, and that of the outermost "
                "folder is / itself."
            ),
        ],
        solve=solve, others=[with_text], wrong=[no_absolute],
        cpp=["""
            $type solve(int q, vector<string> commands) {
                vector<string> path = $start_path, before = path;
                int deepest = path.size(), visits = 0;
                for (auto& command : commands) {
                    string where = command.substr(3);
                    vector<string> old = path;
                    if (where == "-") {
                        path = before;
                    } else {
                        if (where[0] == '/') path.clear();
                        stringstream stream(where);
                        string name;
                        while (getline(stream, name, '/')) {
                            if (name == "..") {
                                if (!path.empty()) path.pop_back();
                            } else if (!name.empty()) {
                                path.push_back(name);
                            }
                        }
                    }
                    before = old;
                    deepest = max(deepest, (int)path.size());
                    visits += path.empty();
                }
                $finish
            }
        """],
        params={
            "type": "string" if what == "path" else "int", "start_path": list(start),
            "finish": {
                "path": "string result;\n"
                "                for (auto& name : path) result += \"/\" + name;\n"
                "                return result.empty() ? \"/\" : result;",
                "depth": "return deepest;", "visits": "return visits;",
            }[what],
        },
        make=make, functions=False,
        hints=(
            "Keep the names of the path in a list.",
            "A name is appended, and two dots remove the last name.",
            "Split each path at its slashes; an empty first part means that it starts in /.",
        ),
        explanation="The list of names works as a stack; each part of each path is handled once.",
        call="folder_walk",
    )  # fmt: skip


@family(1000, "strings", "data structures", "implementation")
def guest_book(p: Parameters) -> Task:
    what = p.choice("what", "most", "inside", "errors", "longest", "names")
    strict = p.choice("strict", True, False)
    rule = (
        "Lines that make no sense (someone comes who is inside, or leaves who is not) are ignored."
        if strict else "A line with a name tells that this person comes if they are outside, "
                       "and leaves otherwise."
    )  # fmt: skip
    ask: Ask = {
        "most": Value("the largest number of people who are inside at the same time"),
        "inside": Value("the number of people who are inside at the end"),
        "errors": Value("the number of different people who were inside at some time and left "
                        "again at least once"),
        "longest": Value("the name of the person who came in most often; of several, the "
                         "alphabetically first; a "
                         "hyphen (-) if nobody came in", python_type="str"),
        "names": Value("the names of the people who are inside at the end, in alphabetical "
                       "order and with commas "
                       "between them, or a hyphen (-) if there are none", python_type="str"),
    }[what]  # fmt: skip

    def solve(n: int, lines: list[str]) -> int | str:
        inside: set[str] = set()
        left: set[str] = set()
        times: dict[str, int] = {}
        most = 0
        for line in lines:
            sign, name = line[0], line[1:]
            if strict and (sign == "+") == (name in inside):
                continue
            if name in inside:
                inside.remove(name)
                left.add(name)
            else:
                inside.add(name)
                times[name] = times.get(name, 0) + 1
            most = max(most, len(inside))
        if what == "most":
            return most
        if what == "inside":
            return len(inside)
        if what == "errors":
            return len(left)
        if what == "longest":
            return min(times, key=lambda name: (-times[name], name)) if times else "-"
        return ",".join(sorted(inside)) or "-"

    def by_person(n: int, lines: list[str]) -> int | str:
        state = {line[1:]: False for line in lines}
        count = dict.fromkeys(state, 0)
        gone = dict.fromkeys(state, 0)
        sizes = [0]
        for line in lines:
            name = line[1:]
            if not strict or state[name] != (line[0] == "+"):
                state[name] = not state[name]
                if state[name]:
                    count[name] += 1
                else:
                    gone[name] += 1
            sizes.append(sum(state.values()))
        if what == "most":
            return max(sizes)
        if what == "inside":
            return sizes[-1]
        if what == "errors":
            return sum(x > 0 for x in gone.values())
        if what == "longest":
            best = max(count.values())
            return min(name for name in count if count[name] == best) if best else "-"
        names = [name for name in sorted(state) if state[name]]
        return ",".join(names) if names else "-"

    def only_signs(n: int, lines: list[str]) -> int | str:
        inside = most = 0
        for line in lines:
            inside += 1 if line[0] == "+" else -1
            most = max(most, inside)
        names = sorted({line[1:] for line in lines if line[0] == "+"})
        if what == "most":
            return most
        if what == "inside":
            return inside
        if what == "errors":
            return len({line[1:] for line in lines if line[0] == "-"})
        return lines[0][1:] if what == "longest" else ",".join(names)

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 500)
        names = [
            maker.word(maker.rng.randint(1, 5), "abcde") for _ in range(maker.rng.randint(2, 5))
        ]
        inside: set[str] = set()
        lines = []
        for _ in range(n):
            name = maker.pick(names)
            comes = name not in inside
            if strict and maker.chance(0.2):
                comes = not comes
            elif comes:
                inside.add(name)
            else:
                inside.remove(name)
            lines.append(
                ("+" if comes else "-") + name if strict or maker.chance(0.7) else "?" + name
            )
        return n, lines

    signs = (
        "a sign + (the person comes) or - (the person leaves)" if strict else
        "a sign, which has faded and can be +, - or ?, but must not be trusted"
    )  # fmt: skip
    return Task(
        titles=("Guest Book", "In and Out", "The Doorkeeper"),
        given=[
            Count("n", 1, 500, what="the number of lines"),
            Lines("lines", "n", form=f"entry: {signs}, and directly behind it a name of "
                                     "lowercase letters"),
        ],
        ask=ask,
        formal="A log of `n` lines says who came into a house and who left it; at the "
               "beginning the house is empty. "
        f"Each line has {signs}, and directly behind it a name of lowercase letters. {rule} "
        "Different people have "
        "different names.",
        stories=[
            Story(
                "At the door of the club house sits a doorkeeper with a book. When the book "
                "starts, nobody is "
                f"inside. He has written `n` lines, each with {signs}, and then, without a "
                "space, the name of a "
                f"member in lowercase letters; all names are different. {rule} On Sunday "
                "evening the "
                "president of the club looks through the book."
            ),
            Story(
                "Bats in a cave of @place carry transmitters with names of lowercase letters, "
                "each bat another name. "
                f"A device at the entrance has recorded `n` lines: {signs}, followed directly "
                f"by the name. {rule} "
                "When the device was switched on, the cave was empty. For the biologists bats "
                "are people and the "
                "cave is their house."
            ),
        ],
        solve=solve, others=[by_person], wrong=[only_signs],
        cpp=["""
            $type solve(int n, vector<string> lines) {
                set<string> inside, left;
                map<string, int> times;
                size_t most = 0;
                for (auto& line : lines) {
                    string name = line.substr(1);
                    $check
                    if (inside.count(name)) {
                        inside.erase(name);
                        left.insert(name);
                    } else {
                        inside.insert(name);
                        times[name]++;
                    }
                    most = max(most, inside.size());
                }
                string regular = "-", names;
                for (auto& item : times) {
                    if (regular == "-" || item.second > times[regular]) regular = item.first;
                }
                for (auto& name : inside) names += (names.empty() ? "" : ",") + name;
                return $result;
            }
        """],
        params={
            "type": "string" if what in ("longest", "names") else "int",
            "check": "if ((line[0] == '+') == (inside.count(name) > 0)) continue;"
            if strict
            else "",
            "result": {
                "most": "most", "inside": "inside.size()", "errors": "left.size()",
                "longest": "regular",
                "names": 'names.empty() ? "-" : names',
            }[what],
        },
        make=make, functions=False,
        hints=(
            "Who is inside at a moment? Keep a set of names.",
            "A line either adds a name to the set or removes it"
            + (", or is ignored." if strict else "."),
            "Update what is asked after every line.",
        ),
        explanation="Each line changes a set of names in constant or logarithmic time.",
        call="guest_book",
    )  # fmt: skip


@family(1100, "data structures", "implementation")
def line_with_favours(p: Parameters) -> Task:
    third = p.choice("third", "front", "turn", "send", "pair")
    what = p.choice("what", "left", "served", "sum")
    rule = {
        "front": "front x: the person with number x comes and is let in at the front of the line",
        "turn": "turn 0: the whole line turns around, so that the last person is the first",
        "send": "send 0: the first person of the line goes to its end (if anybody is there)",
        "pair": "pair 0: the first two people are served together, first the first; if there is "
        "only one person, "
        "this one is served",
    }[third]
    ask: Ask = {
        "left": Value("the number of people in the line at the end, followed by a space and the "
                      "number of the first "
                      "of them, or 0 0 if there are none", python_type="str"),
        "served": Value("the number of the person who was served as the `k`-th, or 0 if fewer "
                        "were served"),
        "sum": Value("the sum of the products of place and number over all people in the line "
                     "at the end, where the "
                     "first has place 1"),
    }[what]  # fmt: skip

    def solve(q: int, k: int, commands: list[str]) -> str | int:
        line: list[int] = []
        served: list[int] = []
        for command in commands:
            name, number = command.split()
            x = int(number)
            if name == "come":
                line.append(x)
            elif name == "serve":
                if line:
                    served.append(line.pop(0))
            elif third == "front":
                line.insert(0, x)
            elif third == "turn":
                line.reverse()
            elif third == "send":
                if line:
                    line.append(line.pop(0))
            else:
                served += line[:2]
                line = line[2:]
        if what == "left":
            return f"{len(line)} {line[0] if line else 0}"
        if what == "served":
            return served[k - 1] if k <= len(served) else 0
        return sum((i + 1) * x for i, x in enumerate(line))

    if what != "served":

        def solve_rest(q: int, commands: list[str]) -> str | int:
            line: list[int] = []
            for command in commands:
                name, number = command.split()
                if name == "come":
                    line.append(int(number))
                elif name == "serve":
                    line = line[1:]
                elif third == "front":
                    line.insert(0, int(number))
                elif third == "turn":
                    line = line[::-1]
                elif third == "send":
                    line = line[1:] + line[:1]
                else:
                    line = line[2:]
            if what == "left":
                return str(len(line)) + " " + str(line[0] if line else 0)
            return sum((i + 1) * line[i] for i in range(len(line)))

        def linked(q: int, commands: list[str]) -> str | int:
            ring = [0] * (2 * q + 2)
            first = last = q
            turned = False
            for command in commands:
                x = int(command.split()[1])
                if command[0] == "c" or command[0] == "f":
                    if (command[0] == "f") != turned:
                        first -= 1
                        ring[first] = x
                    else:
                        ring[last] = x
                        last += 1
                elif command[0] == "t":
                    turned = not turned
                elif command[:3] == "sen":
                    if last > first:
                        ring[last] = ring[first]
                        first += 1
                        last += 1
                else:
                    for _ in range(2 if command[0] == "p" else 1):
                        if last > first:
                            if turned:
                                last -= 1
                            else:
                                first += 1
            line = ring[first:last]
            if turned:
                line.reverse()
            if what == "sum":
                return sum(i * x for i, x in enumerate(line, 1))
            return f"{len(line)} {line[0]}" if line else "0 0"

        def as_stack(q: int, commands: list[str]) -> str | int:
            line: list[int] = []
            for command in commands:
                name, number = command.split()
                if name == "come" or name == "front":
                    line.append(int(number))
                elif line:
                    line.pop()
            if what == "sum":
                return sum((i + 1) * line[i] for i in range(len(line)))
            return f"{len(line)} {line[0]}" if line else "0 0"

        def make_rest(maker: Maker) -> tuple[object, ...]:
            q, _, commands = make(maker)
            return q, commands

    def stack_served(q: int, k: int, commands: list[str]) -> str | int:
        line: list[int] = []
        served: list[int] = []
        for command in commands:
            name, number = command.split()
            if name == "come" or name == "front":
                line.append(int(number))
            elif line:
                served.append(line.pop())
        return served[k - 1] if k <= len(served) else 0

    def growing(q: int, k: int, commands: list[str]) -> str | int:
        line: list[int] = []
        count = 0
        for command in commands:
            x = int(command.split()[1])
            if command.startswith("come"):
                line = [*line, x]
            elif command.startswith("front"):
                line = [x, *line]
            elif command.startswith("turn"):
                line = line[::-1]
            elif command.startswith("send"):
                line = line[1:] + line[:1]
            else:
                number = min(len(line), 2 if command.startswith("pair") else 1)
                if count < k <= count + number:
                    return line[k - count - 1]
                count += number
                line = line[number:]
        return 0

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        q = maker.count(1, 1000)
        commands = []
        names = ["come"] * maker.rng.randint(2, 4) + ["serve", third]
        for i in range(q):
            name = maker.pick(names) if i > 0 else "come"
            x = maker.rng.randint(1, 100) if name in ("come", "front") else 0
            commands.append(f"{name} {x}")
        return q, maker.rng.randint(1, max(1, q // 4)), commands

    with_k = what == "served"
    size = Count("q", 1, 1000, what="the number of commands")
    form = "command: a word and a number"
    return Task(
        titles=("Line With Favours", "Next, Please", "A Patient Queue"),
        given=[
            (size, Int("k", 1, 1000, what="which person served is asked for")) if with_k else size,
            Lines("commands", "q", form=form),
        ],
        ask=ask,
        formal="A line of people is empty at first. There are `q` commands, each a word and a "
               "number, with a space "
        "between them. come x: the person with number x (from 1 to 100, several people can have "
        "the same number) comes to "
        "the end of the line; serve 0: the first person is served and leaves the line, if "
        f"anybody is there; {rule}.",
        stories=[
            Story(
                "The bakery of @place opens, and nobody is there yet. What happens during the "
                "day is described by `q` "
                "commands of a word and a number each. come x means that a customer with the "
                "number x (1 to 100, "
                "numbers can be equal) joins the end of the line. serve 0 means that the first "
                "of the line is served "
                "and goes; without customers nothing happens. The third command is a bit "
                f"unusual; {rule}."
            ),
            Story(
                "Trucks in front of a ferry stand in a line, which is empty in the morning; to "
                "the harbour computer "
                "they are persons with numbers from 1 to 100, not necessarily different. It "
                "receives `q` commands, a "
                "word and a number each: come x (the person with number x goes to the end of "
                "the line), serve 0 "
                "(the first one in line, if there is one, is served and disappears), and also "
                f"{rule}."
            ),
        ],
        solve=solve if with_k else solve_rest, others=[growing] if with_k else [linked],
        wrong=[stack_served] if with_k else [as_stack],
        cpp=["""
            $head {
                deque<int> line;
                vector<int> served;
                for (auto& command : commands) {
                    stringstream stream(command);
                    string name;
                    int x;
                    stream >> name >> x;
                    if (name == "come") line.push_back(x);
                    else if (name == "front") line.push_front(x);
                    else if (name == "turn") reverse(line.begin(), line.end());
                    else {
                        for (int i = 0; i < (name == "pair" ? 2 : 1) && !line.empty(); i++) {
                            if (name == "send") line.push_back(line.front());
                            else served.push_back(line.front());
                            line.pop_front();
                        }
                    }
                }
                $finish
            }
        """],
        params={
            "head": "int solve(int q, int k, vector<string> commands)" if with_k else
            f"{'string' if what == 'left' else 'int'} solve(int q, vector<string> commands)",
            "finish": {
                "left": "int first = line.empty() ? 0 : line.front();\n"
                "                return to_string(line.size()) + \" \" + to_string(first);",
                "served": "return k <= (int)served.size() ? served[k - 1] : 0;",
                "sum": "int total = 0;\n"
                "                for (int i = 0; i < (int)line.size(); i++) total += (i + 1) * "
                "line[i];\n"
                "                return total;",
            }[what],
        },
        make=make if with_k else make_rest, functions=False,
        hints=(
            "Keep the line in a list.",
            "Which end of the list does each command change?",
            "Execute the commands one by one; a double-ended queue does it without moving "
            "everybody.",
        ),
        explanation="Each command changes one end of the line"
        + (" or turns it around" if third == "turn" else "") + "; with at most 1000 commands a "
                                                               "list is fast enough.",
        call="run_line",
    )  # fmt: skip
