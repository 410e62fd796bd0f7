"""Reads the examples of a statement: which lines are inputs, which are outputs, what is missing.

The rules, in order of trust:

1. Between fences the example is exactly what stands there.
2. An input ends only at an output heading of the same make, so data that look like a heading of
   another make stay data.
3. An output ends at the next input or example heading, at a section that follows examples
   ("Note", "Explanation", "Constraints" ...), or at a paragraph of prose after a blank line
   (AtCoder explains its outputs so).
4. Blank lines around an example belong to the layout, blank lines inside belong to the example.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from shortlist_engine.problem import Example
from shortlist_engine.statement.labels import Label, find_labels, is_copy, is_fence, is_prose
from shortlist_engine.statement.lines import (
    counterpart,
    is_data,
    is_description,
    is_indented,
    join_example,
    without_fences,
)
from shortlist_engine.statement.types import Issue


@dataclass
class Found:
    """Holds examples with the lines at which they begin, the lines that they take up (half-open
    ranges), and what was wrong. `explicit` says that headings named them as examples."""

    examples: list[Example] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    explicit: bool = False
    labels: list[Label] = field(default_factory=list)
    inline: bool = False


def read_examples(lines: tuple[str, ...]) -> Found:
    """Returns all examples of a statement given line by line. Lines in the result are relative."""
    return _Reader(lines).read()


class _Reader:
    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.count = len(lines)
        starts, offset = [], 0
        for line in lines:
            starts.append(offset)
            offset += len(line) + 1
        self.labels = find_labels(lines, starts, "\n".join(lines))
        self.at = {label.line: index for index, label in enumerate(self.labels)}
        self.found = Found(labels=self.labels)
        self.fences = [i for i, line in enumerate(lines) if is_fence(line)]
        self.output_lines: list[int] = []
        self.above_output: list[bool] = []  # whether a blank line stood above each output

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
            elif not (label.explicit and label.kind in ("input", "side", "pair")):
                continue
            if self._is_navigation(first):
                continue
            self.found.explicit = True
            end = self._sequence(first)
            self.found.spans.append((label.line, end))
            done = end
        if not self.found.examples and not self.found.issues:
            self._unheaded()
        self._finish()
        if not self.found.examples and not self.found.issues and bare_heading is not None:
            self._complain(
                bare_heading.line,
                "no input and output under this heading: write 'Input' and 'Output' above the "
                "example's two parts",
            )
        return self.found

    def _complain(self, line: int, message: str) -> None:
        self.found.issues.append(Issue(line, message, "warning"))

    def _label_below(self, line: int) -> Label | None:
        """The label on the first line with text at or after `line`."""
        while line < self.count:
            text = self.lines[line]
            if line in self.at:
                label = self.labels[self.at[line]]
                if label.kind != "example":
                    return label
            elif text.strip() and not is_copy(text) and not is_fence(text):
                return None
            line += 1
        return None

    def _is_navigation(self, index: int) -> bool:
        """A list of links ("Sample Input 1", "Sample Input 2" ...) at the top of some pages."""
        label = self.labels[index]
        if label.number is None or label.text:
            return False
        later = [
            other
            for other in self.labels[index + 1 :]
            if other.kind == label.kind and other.style == label.style
        ]
        return any(other.number == label.number for other in later)

    # One run of examples -------------------------------------------------------------------

    def _sequence(self, index: int) -> int:
        """Reads examples of one make from label `index` on; returns the line after the last."""
        head = self.labels[index]
        line = head.line
        output_style: str | None = None
        while True:
            label = self.labels[index]
            if label.kind == "pair":
                self._add(label.line, [label.text or ""], [label.output])
                line = label.line + 1
            elif label.kind == "side":
                line = self._side_by_side(index)
            else:
                output = self._output_for(index, head.style, output_style)
                if isinstance(output, int):
                    line = output  # no output: reported, go on after the input
                else:
                    output_style = output.style
                    line = self._pair(label, output, head.style)
            following = self._next_example(line, head)
            if following is None:
                return self._after_closing_fence(line)
            index = following

    def _after_closing_fence(self, line: int) -> int:
        """Past the end of a fence that was around headings and examples together."""
        place = bisect_left(self.fences, line)
        if place < len(self.fences) and place % 2 == 1:
            between = self.lines[line : self.fences[place]]
            if not any(text.strip() for text in between):
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
            elif text.strip() and not is_copy(text) and not is_fence(text):
                return None
            line += 1
        return None

    @staticmethod
    def _begins(label: Label, head: Label) -> bool:
        if label.kind in ("side", "pair"):
            return True
        return label.kind == "input" and (
            label.explicit or label.style == head.style or label.style.lower() == head.style.lower()
        )

    def _output_for(self, index: int, style: str, output_style: str | None) -> Label | int:
        """The output heading of the input at `index`; a line to go on at when there is none."""
        label = self.labels[index]
        rest = self.labels[index + 1 :]
        limit: Label | None = None
        for other in rest:
            if other.kind == "input" and other.style == style and self._has_text(label, other):
                limit = other
                break
            if other.kind == "example" and self._leads_to_input(other, style):
                limit = other
                break
        inside = [o for o in rest if o.kind == "output" and (limit is None or o.line < limit.line)]
        wanted = output_style or counterpart(style)
        for same in (
            [o for o in inside if o.style == wanted],
            [o for o in inside if o.style.lower() == wanted.lower()],
            [o for o in inside if o.explicit],
            inside,
        ):
            if same:
                return same[0]
        number = len(self.found.examples) + 1
        self._complain(
            label.line,
            f"example {label.number or number} has no output: add an 'Output' heading and the "
            "expected output below this input",
        )
        end = limit.line if limit else self._end_of_output(label.line + 1, label, style)
        return end

    def _has_text(self, label: Label, other: Label) -> bool:
        return (
            label.explicit
            or bool(label.text)
            or any(self.lines[i].strip() for i in range(label.line + 1, other.line))
        )

    def _leads_to_input(self, label: Label, style: str) -> bool:
        below = self._label_below(label.line + 1)
        return below is not None and (
            below.kind in ("side", "pair") or (below.kind == "input" and below.style == style)
        )

    def _pair(self, label: Label, output: Label, style: str) -> int:
        input_lines, fenced, _ = self._content(label, output.line)
        if not fenced:
            input_lines = without_fences(input_lines)
        limit = self._end_of_output(output.line + 1, output, style)
        output_lines, fenced, end = self._content(output, limit)
        self._add(label.line, input_lines, output_lines, output.line)
        return end if fenced else limit

    def _content(self, label: Label, limit: int) -> tuple[list[str], bool, int]:
        """The lines under `label` before `limit`, whether they were fenced, and where they end."""
        line = label.line + 1
        if label.text:
            return [label.text, *self.lines[line:limit]], False, limit
        probe = line
        while probe < limit and (not self.lines[probe].strip() or is_copy(self.lines[probe])):
            probe += 1
        if probe < self.count and probe <= limit and self._opens_fence(probe):
            for end in range(probe + 1, self.count):
                if is_fence(self.lines[end]):
                    return list(self.lines[probe + 1 : end]), True, end + 1
            self._complain(probe, "this fence is not closed: add a line with ``` below the example")
        while line < limit and is_copy(self.lines[line]):
            line += 1
        return list(self.lines[line:limit]), False, limit

    def _opens_fence(self, line: int) -> bool:
        """Fences open and close in turn."""
        place = bisect_left(self.fences, line)
        return place < len(self.fences) and self.fences[place] == line and place % 2 == 0

    def _end_of_output(self, line: int, label: Label, style: str) -> int:
        """The first line after `line` that no longer belongs to the output under `label`."""
        probe = line
        while probe < self.count and (not self.lines[probe].strip() or is_copy(self.lines[probe])):
            probe += 1
        if not label.text and probe < self.count and self._opens_fence(probe):
            end = probe + 1
            while end < self.count and not is_fence(self.lines[end]):
                end += 1
            return min(end + 1, self.count)
        prose_data = (bool(label.text) and is_prose(label.text or "")) or (
            not label.text and probe < self.count and is_prose(self.lines[probe])
        )
        seen = bool(label.text)
        current = line
        while current < self.count:
            text = self.lines[current]
            other = self.labels[self.at[current]] if current in self.at else None
            if other is not None and self._ends_output(other, style, seen):
                return current
            if text.strip():
                after_blank = current > line and not self.lines[current - 1].strip()
                if is_fence(text):
                    return current
                if seen and after_blank and not prose_data and is_prose(text):
                    return current
                seen = True
            current += 1
        return self.count

    def _ends_output(self, other: Label, style: str, seen: bool) -> bool:
        if other.kind in ("side", "pair"):
            return True
        if other.kind == "input":
            return other.style == style or other.explicit
        if other.kind == "output":
            return False
        if other.kind == "example":
            return self._leads_to_input(other, style) or self._is_section(other)
        return self._is_section(other)

    def _is_section(self, label: Label) -> bool:
        """A heading word counts as a section only when it stands like one."""
        text = self.lines[label.line]
        if label.style == "end" or label.style.endswith(":"):
            return True
        if not text.strip(" \t#*_=-~>[]").strip()[:1].isupper():
            return False
        above = label.line == 0 or not self.lines[label.line - 1].strip()
        decorated = text.lstrip()[:1] in "#*=-~[" or is_fence(self.lines[label.line - 1])
        below = label.line + 1
        while below < self.count and not self.lines[below].strip():
            below += 1
        leads = below >= self.count or is_prose(self.lines[below]) or below > label.line + 1
        return above or decorated or leads

    # Two columns ---------------------------------------------------------------------------

    def _side_by_side(self, index: int) -> int:
        """ "Sample Input 1   Sample Output 1" in one line: columns, or one below the other."""
        label = self.labels[index]
        limit = self._end_of_output(label.line + 1, label, "side")
        body = list(self.lines[label.line + 1 : limit])
        while body and not body[-1].strip():
            body.pop()
        column = label.column
        if any(
            len(text) > column
            and text[column] != " "
            and text[max(0, column - 2) : column].isspace()
            for text in body
        ):
            left = [text[:column].rstrip() for text in body]
            right = [text[column:].rstrip() for text in body]
            self._add(label.line, left, right)
            return limit
        split = [i for i, text in enumerate(body) if not text.strip() and "\t" in text]
        if not split:
            trimmed = 0
            while trimmed < len(body) and not body[trimmed].strip():
                trimmed += 1
            split = [i for i, text in enumerate(body) if not text.strip() and i > trimmed]
            if len(split) > 1 and any(body[i].strip() for i in range(split[0], split[-1])):
                self._complain(
                    label.line,
                    "several blank lines below this heading: the first was taken as the border "
                    "between input and output; use separate headings to be exact",
                )
        if not split and len(body) == 1 and "\t" in body[0].strip():
            left_text, _, right_text = body[0].partition("\t")
            self._add(label.line, [left_text], [right_text])
            return limit
        if not split:
            self._complain(
                label.line,
                "cannot tell the input from the output here: put a blank line between them, or "
                "use separate 'Sample Input' and 'Sample Output' headings",
            )
            return limit
        self._add(label.line, body[: split[0]], body[split[0] + 1 :])
        return limit

    # Input and Output without any word of example ------------------------------------------

    def _unheaded(self) -> None:
        """ "Input" and "Output" whose contents are data, when nothing is headed as an example."""
        done = 0
        for index, label in enumerate(self.labels):
            if label.line < done or label.kind not in ("input", "pair"):
                continue
            if label.kind == "pair":
                if not is_prose(label.text or ""):
                    self._add(label.line, [label.text or ""], [label.output])
                    self.found.spans.append((label.line, label.line + 1))
                continue
            following = [o for o in self.labels[index + 1 :] if o.kind in ("input", "output")]
            if not following or following[0].kind != "output":
                continue
            output = following[0]
            body, _, _ = self._content(label, output.line)
            if not any(text.strip() for text in body) or any(map(is_description, body)):
                continue
            limit = self._end_of_output(output.line + 1, output, label.style)
            answer, _, end = self._content(output, limit)
            if any(map(is_description, answer)) or not is_data(body + answer):
                continue
            self._add(label.line, body, answer, output.line)
            self.found.spans.append((label.line, max(end, limit)))
            done = max(end, limit)

    def _add(
        self, line: int, input_lines: list[str], output_lines: list[str], output_line: int = -1
    ) -> None:
        text_in, text_out = join_example(input_lines), join_example(output_lines)
        self.found.examples.append(Example(text_in, text_out))
        self.found.lines.append(line)
        self.output_lines.append(output_line if output_line >= 0 else line)
        self.above_output.append(bool(output_lines) and not output_lines[0].strip())

    def _dedent_code_blocks(self) -> None:
        """Markdown's other way to write code: every line of every example four spaces in."""
        examples = self.found.examples
        texts = [text for example in examples for text in (example.input, example.output)]
        if (
            self.fences
            or not any(text.strip() for text in texts)
            or not all(map(is_indented, texts))
        ):
            return
        self.found.examples = [
            Example(*(re.sub(r"^ {4}", "", text, flags=re.M) for text in (e.input, e.output)))
            for e in examples
        ]

    def _finish(self) -> None:
        """Outputs that are empty, and outputs that are an explanation below an empty output:
        prose after a blank line where other outputs are data right under their heading."""
        self._dedent_code_blocks()
        texts = [example.output for example in self.found.examples]
        data = [i for i, text in enumerate(texts) if not is_prose(text.split("\n")[0])]
        tight = bool(data) and not any(self.above_output[i] for i in data)
        for index, text in enumerate(texts):
            if tight and self.above_output[index] and is_prose(text.split("\n")[0]):
                self.found.examples[index] = Example(self.found.examples[index].input, "\n")
                text = ""
            if not text.strip():
                self._complain(
                    self.output_lines[index],
                    f"the output of example {index + 1} is empty: write the expected output under "
                    "this heading if that is not meant",
                )
