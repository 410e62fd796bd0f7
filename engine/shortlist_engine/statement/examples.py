"""Reads the examples of a statement: which lines are inputs, which are outputs, what is missing.

The rules, in order of trust:

1. Between fences the example is exactly what stands there.
2. An input ends only at an output heading of the same make, so data that look like a heading of
   another make stay data.
3. An output ends at the next input or example heading, at a section that follows examples
   ("Note", "Explanation", "Constraints" ...), or where `extent.py` finds that explanations begin.
4. Blank lines around an example belong to the layout, blank lines inside belong to the example.

Nothing is dropped in silence: a heading without its counterpart, a part that is empty, and a
reading that is one of two are issues.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from shortlist_engine.problem import Example
from shortlist_engine.statement.columns import Columns, split_columns, split_rows
from shortlist_engine.statement.drafts import (
    Draft,
    Part,
    dedent,
    settle_outputs,
    single_space,
)
from shortlist_engine.statement.extent import find_extents
from shortlist_engine.statement.labels import Label, counterpart, find_labels, is_copy, is_fence
from shortlist_engine.statement.lines import (
    is_data,
    join_example,
    without_fences,
)
from shortlist_engine.statement.prose import is_description, is_prose, kinds
from shortlist_engine.statement.types import Issue
from shortlist_engine.statement.vocabulary import NOTHING, fold

# How many labels after an input its output is looked for among.
_REACH = 300
# How many lines below a heading "Example" its parts may begin.
_BELOW = 40
_IMAGE = re.compile(r"\s*(?:!\[[^\]]*\]\(|!\[|<image>|<img\b|\[image\])", re.I)


@dataclass
class Found:
    """Holds examples with the lines at which they begin, the lines that they take up, and what was
    wrong. `explicit` says that headings named them as examples; `outputs_only` that there are
    outputs without any input."""

    examples: list[Example] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    explicit: bool = False
    outputs_only: bool = False
    labels: tuple[Label, ...] = ()


def read_examples(lines: tuple[str, ...]) -> Found:
    """Returns all examples of a statement given line by line. Lines in the result are relative."""
    return _Reader(lines).read()


class _Reader:
    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.count = len(lines)
        self.labels = find_labels(lines)
        self.at = {label.line: index for index, label in enumerate(self.labels)}
        self.found = Found(labels=self.labels)
        self.fences = [i for i, line in enumerate(lines) if is_fence(line)]
        self.drafts: list[Draft] = []
        self.heads: set[str] = set()  # the styles of the inputs read so far
        self.outputs: set[str] = set()
        self.used: set[int] = set()  # lines of headings that an example has
        self.last_numbers = {
            (label.kind, label.style, label.number): label.line for label in self.labels
        }

    def read(self) -> Found:
        done = 0
        bare_heading: Label | None = None
        for index, label in enumerate(self.labels):
            if label.line < done:
                continue
            first = index
            if label.kind == "example":
                nearby = self._label_below(label.line + 1)
                if nearby is None or nearby.kind not in ("input", "side", "pair"):
                    bare_heading = bare_heading or label
                    continue
                first = self.at[nearby.line]
            elif not (self._is_head(label) and label.kind in ("input", "side", "pair")):
                continue
            if self._is_navigation(self.labels[first]):
                continue
            self.found.explicit = True
            if label.line != self.labels[first].line:
                self.found.taken.add(label.line)
            done = self._sequence(first)
        if self.drafts:
            self._above_first()
        elif not self.found.issues:
            self._unheaded()
        self._finish()
        if not self.found.examples and not self.found.issues and bare_heading is not None:
            self._complain(
                bare_heading.line,
                "no input and output under this heading: write 'Input' and 'Output' above the "
                "example's two parts",
            )
        self.found.issues.sort(key=lambda issue: issue.line)
        return self.found

    def _complain(self, line: int, message: str, guess: bool = False) -> None:
        self.found.issues.append(Issue(line, message, "warning", guess))

    def _is_head(self, label: Label) -> bool:
        """Says whether an example begins here: its words say so, or earlier examples began so."""
        if label.explicit:
            return True
        if label.style not in self.heads:
            return False
        below = self._text_below(label)
        if not below or not self._leads_to_output(self.at[label.line]):
            return False
        return not (is_prose(below) if label.text else is_description(below))

    def _leads_to_output(self, index: int) -> bool:
        following = self.labels[index + 1 : index + 2]
        return bool(following) and following[0].kind == "output"

    def _text_below(self, label: Label) -> str:
        if label.text:
            return label.text
        for line in range(label.line + 1, min(self.count, label.line + 6)):
            text = self.lines[line]
            if text.strip() and not is_copy(text) and not is_fence(text):
                return text
        return ""

    def _label_below(self, line: int) -> Label | None:
        """The label on the first line with text at or after `line`."""
        end = min(self.count, line + _BELOW)
        while line < end:
            text = self.lines[line]
            if line in self.at:
                label = self.labels[self.at[line]]
                if label.kind != "example":
                    return label
            elif text.strip() and not is_copy(text) and not is_fence(text):
                return None
            line += 1
        return None

    def _is_navigation(self, label: Label) -> bool:
        """A list of links ("Sample Input 1", "Sample Input 2" ...) at the top of some pages."""
        if label.number is None or label.text:
            return False
        again = self.last_numbers[label.kind, label.style, label.number] > label.line
        below = label.line + 1
        return again and (below >= self.count or not self.lines[below].strip() or below in self.at)

    # One run of examples -------------------------------------------------------------------

    def _sequence(self, index: int) -> int:
        """Reads examples of one make from label `index` on; returns the line after the last."""
        head = self.labels[index]
        self.heads.add(head.style)
        output_style: str | None = None
        while True:
            label = self.labels[index]
            self.used.add(label.line)
            if label.kind == "pair":
                part = Part(label.line, [label.text or ""], label.line, True, True)
                self._draft(label.line, part, replace(part, lines=[label.output]))
                line = label.line + 1
            elif label.kind == "side":
                line = self._side_by_side(label)
            else:
                line, output_style = self._stacked(index, head.style, output_style)
            following = self._next_example(line, head)
            if following is None:
                return self._after_closing_fence(line)
            index = following

    def _stacked(self, index: int, style: str, output_style: str | None) -> tuple[int, str | None]:
        """An output heading below an input heading."""
        label = self.labels[index]
        fenced = self._fenced(label)
        output = self._output_for(index, style, output_style, fenced[1] if fenced else 0)
        if isinstance(output, int):
            return output, output_style  # no output: reported, go on after the input
        self.used.add(output.line)
        self.outputs.add(output.style)
        limit = self._limit_of_output(output, style)
        if not fenced and not label.text and self._is_empty(label.line + 1, output.line):
            columns = self._both_below(label, output, limit)
            if columns is not None:
                self._add_columns(label.line, output.line, columns)
                return (columns.end if columns.end else limit), output.style
        above = self._part(label, output.line, fenced)
        if not above.certain:
            above.lines = without_fences(above.lines)
        below = self._part(output, limit, self._fenced(output))
        self._draft(label.line, above, below)
        return (below.start + len(below.lines) + 1 if below.certain else limit), output.style

    def _is_empty(self, line: int, limit: int) -> bool:
        return not any(text.strip() and not is_copy(text) for text in self.lines[line:limit])

    def _after_closing_fence(self, line: int) -> int:
        """Past the end of a fence that was around headings and examples together."""
        place = bisect_left(self.fences, line)
        if place < len(self.fences) and place % 2 == 1:
            between = self.lines[line : self.fences[place]]
            if not any(text.strip() for text in between):
                self.found.taken.update(range(line, self.fences[place] + 1))
                return self.fences[place] + 1
        return line

    def _next_example(self, line: int, head: Label) -> int | None:
        while line < self.count:
            text = self.lines[line]
            if line in self.at:
                label = self.labels[self.at[line]]
                if self._begins(label, head):
                    return self.at[line]
                if label.kind != "example":
                    return None
                self.found.taken.add(line)
            elif text.strip() and not is_copy(text) and not is_fence(text):
                return None
            line += 1
        return None

    @staticmethod
    def _begins(label: Label, head: Label) -> bool:
        if label.kind in ("side", "pair"):
            return True
        return label.kind == "input" and (
            label.explicit or label.style == head.style or _plain(label.style) == _plain(head.style)
        )

    def _output_for(
        self, index: int, style: str, output_style: str | None, after: int
    ) -> Label | int:
        """The output heading of the input at `index`, at or below line `after`; a line to go on at
        when there is none."""
        label = self.labels[index]
        limit: Label | None = None
        inside: list[Label] = []
        for place in range(index + 1, min(len(self.labels), index + _REACH)):
            other = self.labels[place]
            if other.line < after:
                continue
            if other.kind == "output":
                inside.append(other)
            elif self._begins_another(label, other, style):
                limit = other
                break
        wanted = output_style or counterpart(style)
        tests: tuple[Callable[[Label], bool], ...] = (
            lambda o: o.style == wanted,
            lambda o: _plain(o.style) == _plain(wanted),
            lambda o: o.explicit,
            lambda o: True,
        )
        for test in tests:
            same = next(filter(test, inside), None)
            if same is not None:
                return same
        number = len(self.drafts) + 1
        self._complain(
            label.line,
            f"example {label.number or number} has no output: add an 'Output' heading and the "
            "expected output below this input",
        )
        return limit.line if limit else self._limit_of_output(label, style)

    def _begins_another(self, label: Label, other: Label, style: str) -> bool:
        if other.kind == "example":
            return self._leads_to_example(other, style)
        return other.kind == "input" and other.style == style and self._has_text(label, other)

    def _has_text(self, label: Label, other: Label) -> bool:
        return (
            label.explicit
            or bool(label.text)
            or any(self.lines[i].strip() for i in range(label.line + 1, other.line))
        )

    def _leads_to_example(self, label: Label, style: str) -> bool:
        below = self._label_below(label.line + 1)
        return below is not None and (
            below.kind in ("side", "pair")
            or (below.kind == "input" and (below.style == style or below.explicit))
            or (below.kind == "output" and below.style in self.outputs)
        )

    # The lines of a part -------------------------------------------------------------------

    def _draft(self, line: int, above: Part, below: Part) -> None:
        self.drafts.append(Draft(line, above, below))

    def _part(self, label: Label, limit: int, fenced: tuple[int, int] | None) -> Part:
        """The lines under `label` before `limit`, or those in the fence below it."""
        if fenced is not None:
            inside = list(self.lines[fenced[0] + 1 : fenced[1]])
            return Part(label.line, inside, fenced[0] + 1, True)
        line = label.line + 1
        if label.text:
            rest = list(self.lines[line:limit])
            return Part(label.line, [label.text, *rest], label.line, False, True)
        while line < limit and is_copy(self.lines[line]):
            line += 1
        return Part(label.line, list(self.lines[line:limit]), line, False)

    def _fenced(self, label: Label) -> tuple[int, int] | None:
        """The lines of the fence that opens right under `label` and of its end."""
        if label.text:
            return None
        probe = label.line + 1
        while probe < self.count and (not self.lines[probe].strip() or is_copy(self.lines[probe])):
            probe += 1
        place = bisect_left(self.fences, probe)
        if place >= len(self.fences) or self.fences[place] != probe:
            return None
        odd = len(self.fences) % 2 == 1
        if not odd and place % 2 == 1:
            return None  # it closes one that is around the headings too
        if place + 1 == len(self.fences):
            if odd:
                self._unclosed(probe)
            return None
        end = self.fences[place + 1]
        if odd and self._has_heading(probe, end, label):
            self._unclosed(probe)
            return None
        return probe, end

    def _unclosed(self, line: int) -> None:
        message = "this fence is not closed: add a line with ``` below the example"
        if not any(issue.message == message for issue in self.found.issues):
            self._complain(line, message)

    def _has_heading(self, start: int, end: int, label: Label) -> bool:
        """Whether a heading of examples stands between: then the fence was not meant to end
        there."""
        inside = (self.labels[self.at[line]] for line in range(start, end) if line in self.at)
        return any(
            other.explicit or other.kind == "example" or other.style in (label.style,
            counterpart(label.style)) for other in inside
        )  # fmt: skip

    def _limit_of_output(self, label: Label, style: str) -> int:
        """The first line below `label` that can no longer belong to its output."""
        fenced = self._fenced(label)
        if fenced is not None:
            return fenced[1] + 1
        limit = self.count
        for place in range(self.at[label.line] + 1, len(self.labels)):
            other = self.labels[place]
            if self._ends_output(other, label, style):
                limit = other.line
                break
        place = bisect_left(self.fences, label.line + 1)
        if place < len(self.fences) and self.fences[place] < limit:
            probe = next(
                (i for i in range(label.line + 1, limit) if self.lines[i].strip()
                 and not is_copy(self.lines[i])), limit
            )  # fmt: skip
            # A fence right below that opens nothing closes one around the headings.
            if label.text or self.fences[place] != probe or len(self.fences) % 2 == 0:
                return self.fences[place]
        return limit

    def _ends_output(self, other: Label, label: Label, style: str) -> bool:
        if other.kind in ("side", "pair"):
            return other.explicit or bool(self.heads) or other.kind == "side"
        if other.kind == "input":
            return other.style == style or other.explicit or self._is_prose_section(other)
        if other.kind == "output":
            return other.style == label.style and self._is_lost(other, label)
        if other.kind == "example":
            return self._leads_to_example(other, style) or self._is_section(other, label)
        return self._is_section(other, label)

    def _is_lost(self, other: Label, label: Label) -> bool:
        """A second output heading of the same make, whose input heading is missing: it has a number
        or a colon, or stands like a heading."""
        return other.explicit or other.style.rstrip().endswith((":", "copy")) or (
            not self.lines[other.line - 1].strip()
        ) or "lower" in label.style  # fmt: skip

    def _is_prose_section(self, label: Label) -> bool:
        """A heading "Input" with a description below: that of a second problem."""
        above = label.line == 0 or not self.lines[label.line - 1].strip()
        return above and is_prose(self._text_below(label))

    def _is_section(self, label: Label, output: Label) -> bool:
        """A heading word counts as a section only when it stands like one."""
        text = self.lines[label.line]
        if label.style == "end" or ":" in label.style:
            return True
        core = text.strip(" \t#*_=-~>[]【").strip()
        if core[:1].islower() and not text.lstrip().startswith(("--", "==", "#", "**", "~~")):
            return False
        above = label.line == 0 or not self.lines[label.line - 1].strip()
        decorated = text.lstrip()[:1] in tuple("#*=-~[【") or is_fence(self.lines[label.line - 1])
        below = label.line + 1
        while below < self.count and not self.lines[below].strip():
            below += 1
        following = self.labels[self.at[below]].kind if below in self.at else ""
        leads = below >= self.count or following == "end" or is_prose(self.lines[below])
        if label.line == output.line + 1 and not decorated:
            # Where the output should be, a single word is rather the output.
            return below < self.count and is_prose(self.lines[below])
        if above or decorated or leads or below > label.line + 1:
            return True
        # Right between other lines: a word among words may be data, among numbers it is none.
        return not kinds(core) <= kinds(self.lines[label.line - 1])

    # Two columns ---------------------------------------------------------------------------

    def _side_by_side(self, label: Label) -> int:
        """ "Sample Input 1   Sample Output 1" in one line: columns, or one below the other."""
        limit = self._limit_of_output(label, "side")
        columns = self._both_below(label, label, limit) or split_columns(
            self.lines[label.line + 1 : limit], label.column
        )
        if columns is None:
            self._complain(
                label.line,
                "cannot tell the input from the output here: put a blank line between them, or "
                "use separate 'Sample Input' and 'Sample Output' headings",
            )
            return limit
        if columns.why:
            self._complain(label.line, columns.why, guess=True)
        self._add_columns(label.line, label.line, columns)
        return columns.end or limit

    def _both_below(self, label: Label, output: Label, limit: int) -> Columns | None:
        """Two headings in turn, and then both parts: two fences, or lines that say how many they
        are."""
        fenced = self._fenced(output)
        if fenced is not None:
            second = bisect_left(self.fences, fenced[1] + 1)
            if second + 1 < len(self.fences) and self._is_empty(fenced[1] + 1, self.fences[second]):
                third = self.fences[second + 1]
                return Columns(
                    list(self.lines[fenced[0] + 1 : fenced[1]]),
                    list(self.lines[self.fences[second] + 1 : third]),
                    end=third + 1,
                )
            return None
        if label is output or output.line != label.line + 1:
            return None
        end = label.line + 2
        body = list(self.lines[end:limit])
        columns = split_rows(body)
        if columns is not None:
            self._complain(label.line, columns.why, guess=True)
        return columns

    def _add_columns(self, line: int, output_line: int, columns: Columns) -> None:
        start = output_line + 1
        self._draft(
            line,
            Part(line, columns.left, start, True),
            Part(output_line, columns.right, start, columns.certain),
        )
        last = columns.end or start + columns.lines
        self.found.taken.update(range(line, last))

    # Input and Output without any word of example ------------------------------------------

    def _unheaded(self) -> None:
        """ "Input" and "Output" whose contents are data, when nothing is headed as an example."""
        done = 0
        for index, label in enumerate(self.labels):
            if label.line < done or label.kind not in ("input", "pair"):
                continue
            if label.kind == "pair":
                if not is_prose(label.text or ""):
                    part = Part(label.line, [label.text or ""], label.line, True, True)
                    self._draft(label.line, part, replace(part, lines=[label.output]))
                continue
            output = next(
                (o for o in self.labels[index + 1 : index + 9] if o.kind in ("input", "output")),
                None,
            )
            if output is None or output.kind != "output":
                continue
            above = self._part(label, output.line, self._fenced(label))
            body = above.lines
            if not any(text.strip() for text in body) or any(map(is_description, body)):
                continue
            limit = self._limit_of_output(output, label.style)
            below = self._part(output, limit, self._fenced(output))
            extent = find_extents([below.lines], "")[0]
            answer = below.lines[: extent.end]
            if any(map(is_description, answer)) or not is_data(body + answer):
                continue
            self.used |= {label.line, output.line}
            self.outputs.add(output.style)
            self._draft(label.line, above, below)
            done = max(below.start + len(below.lines), limit)

    def _above_first(self) -> None:
        """Parts made as the examples are, that stand above the first one and hold such data: its
        heading is missing, or it is a section of the statement."""
        known = frozenset[str]().union(
            *(kinds(line) for draft in self.drafts for line in draft.input.lines)
        )
        first = self.drafts[0].line
        for index, label in enumerate(self.labels):
            if label.line >= first:
                break
            if label.kind != "input" or label.explicit or label.style not in self.heads:
                continue
            if not self._leads_to_output(index):
                continue
            output = self.labels[index + 1]
            above = self._part(label, output.line, self._fenced(label))
            filled = [line for line in above.lines if line.strip()]
            if not (filled or self._fenced(output)) or not is_data(filled):
                continue
            if self.drafts[0].input.certain and filled and not above.certain:
                continue  # examples are fenced, so this is a description
            alike = not any(kinds(line) - known for line in filled)
            if (alike or any(map(_has_digit, filled))) and not any(map(is_prose, filled)):
                self.used.add(label.line)
                self._stacked(index, label.style, None)
        self.drafts.sort(key=lambda draft: draft.line)

    # All of them together ------------------------------------------------------------------

    def _finish(self) -> None:
        statement = self.lines[: self.drafts[0].line] if self.drafts else ()
        self.found.issues += settle_outputs(self.drafts, statement)
        dedent(self.drafts, self.lines, fenced=bool(self.fences))
        self.found.issues += single_space(self.drafts)
        no_input = self._states_no_input()
        for number, draft in enumerate(self.drafts, 1):
            for part, what in ((draft.input, "input"), (draft.output, "output")):
                text = "\n".join(part.lines).strip()
                if _IMAGE.match(text):
                    self._complain(
                        part.heading,
                        f"the {what} of example {number} is an image: write it as text",
                    )
                elif not text and not (what == "input" and no_input):
                    self._complain(
                        part.heading,
                        f"the {what} of example {number} is empty: write the "
                        f"{'expected output' if what == 'output' else what} under this heading "
                        "if that is not meant",
                    )
            self.found.examples.append(
                Example(join_example(draft.input.lines), join_example(draft.output.lines))
            )
            self.found.lines.append(draft.line)
            for part in (draft.input, draft.output):
                last = part.start + len(part.lines)
                if part.certain and not part.inline and last < self.count:
                    last += is_fence(self.lines[last])
                self.found.taken.update(range(part.heading, last))
        self._lost_outputs()
        self._lost_inputs()
        self._odd_fences()

    def _states_no_input(self) -> bool:
        for label in self.labels:
            if label.kind == "input" and not label.explicit:
                text = fold(self._text_below(label)).strip(" .。!*_-")
                if text in NOTHING:
                    return True
        return False

    def _lost_outputs(self) -> None:
        """Output headings without an input above."""
        for label in self.labels:
            if label.kind != "output" or label.line in self.used:
                continue
            if not self.drafts:
                if label.explicit and label.text is None:
                    self.found.outputs_only = not self.found.issues
                    self.found.explicit = True
                    self._complain_of_no_input(label)
                continue
            if label.line in self.found.taken and label.style not in self.outputs:
                continue
            if label.style not in self.outputs and not (label.explicit and label.text is None):
                continue
            if label.line in self.found.taken and not label.explicit:
                continue
            if not label.explicit and is_description(self._text_below(label)):
                continue
            above = self.labels[self.at[label.line] - 1 : self.at[label.line]]
            if (
                label.line < self.drafts[0].line
                and not (label.explicit or label.text)
                and (not above or above[0].kind != "example")
            ):
                continue
            self._complain_of_no_input(label)

    def _lost_inputs(self) -> None:
        """Input headings, made as those of the examples, without an output below."""
        for index, label in enumerate(self.labels):
            if label.kind != "input" or label.line in self.used or label.style not in self.heads:
                continue
            above = self.labels[index - 1] if index else None
            named = above is not None and above.kind == "example"
            if label.line in self.found.taken or not (label.text or named):
                continue
            if label.text and is_prose(label.text):
                continue
            self._complain(
                label.line,
                "this input has no output: add an 'Output' heading and the expected output below",
            )

    def _complain_of_no_input(self, label: Label) -> None:
        self._complain(
            label.line,
            "this output has no input: add an 'Input' heading and the input above it",
        )

    def _odd_fences(self) -> None:
        if len(self.fences) % 2 and self.drafts:
            first, last = self.drafts[0].line, self.drafts[-1].output
            near = [f for f in self.fences if f >= first - 3]
            if near and not any("fence" in issue.message for issue in self.found.issues):
                line = min(near, key=lambda fence: abs(fence - last.heading))
                self._complain(
                    line,
                    "a line with ``` is missing above or below: add it, so that it is certain what "
                    "the example is",
                )


def _has_digit(line: str) -> bool:
    return any(letter.isdigit() for letter in line)


def _plain(style: str) -> str:
    """The style without case and copy button."""
    return style.lower().removeprefix("lower ").removeprefix("upper ").removesuffix(" copy")
