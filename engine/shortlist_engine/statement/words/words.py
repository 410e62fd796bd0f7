"""What a natural language says on the pages of judges. A module beside this one for each language.

To add one: copy a module, translate every entry, and name it in `__init__.py`. Entries are written
as pages write them; upper and lower case, accents and full-width letters make no difference. A
heading made of the words below needs no entry of its own: with `input` "Eingabe" and `example`
"Beispiel", "Beispiel-Eingabe 2" and "Eingabe (Beispiel 2):" are read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Holds the words of one language.

    Headings: `input` and `output` head the description of the input or, under `example`, the data;
    `sample_input` and `sample_output` say by themselves that data follow, `examples` that examples
    do. `after` heads what follows an output and may have its text on the same line (explanations,
    notes, constraints); `sections` are other parts of a page, which stand alone on their line.
    `small` words join these ("for", "of the"). `copy` is what copy buttons say.

    Limits: `time_limit` and `memory_limit`, and the units that follow the number; where the number
    needs a colon before it ("Time: 1 s") the entry ends with one. `standard` says "standard input"
    and "standard output", in turn; `nothing` that there is no input.

    Judging: phrases that mean a `tolerance` of a number near them, that letter case does not
    matter (`any_case`), that one of `several_answers` may be printed, that the task is
    `interactive`.

    `prose`: the commonest small words of sentences, by which a line is known to be one. Languages
    that put no spaces between words have parts of words that only sentences have.
    """

    name: str
    input: tuple[str, ...]
    output: tuple[str, ...]
    example: tuple[str, ...]
    examples: tuple[str, ...]
    sample_input: tuple[str, ...]
    sample_output: tuple[str, ...]
    after: tuple[str, ...]
    sections: tuple[str, ...]
    small: tuple[str, ...]
    copy: tuple[str, ...]
    time_limit: tuple[str, ...]
    memory_limit: tuple[str, ...]
    seconds: tuple[str, ...]
    milliseconds: tuple[str, ...]
    mebibytes: tuple[str, ...]
    kibibytes: tuple[str, ...]
    gibibytes: tuple[str, ...]
    standard: tuple[str, ...]
    nothing: tuple[str, ...]
    tolerance: tuple[str, ...]
    any_case: tuple[str, ...]
    several_answers: tuple[str, ...]
    interactive: tuple[str, ...]
    prose: tuple[str, ...]
