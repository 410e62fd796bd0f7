"""What a text model is asked about a program: to translate, explain or comment it, to write its
next step, for a hint, and what a user's own prompt says.

Translation asks a base model in CodeGeeX's form (Zheng et al. 2023, section 4.2), declaration and
all; steps are CodeGen's (Nijkamp et al. 2022, section 4): every step as a comment with its code
below it. Explanations are asked for with the facts of a run, so that they can be compared with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from shortlist_engine.languages import LANGUAGES, PYTHON, display_name, fence
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import AnyTask, Subject
from shortlist_engine.sampling.text.fences import find_blocks
from shortlist_engine.sampling.text.model import Chat, Fill, Message, Raw
from shortlist_engine.sampling.text.prompts import (
    BASE_STOPS,
    FUNCTION_STOPS,
    Question,
    contract,
    problem_text,
)
from shortlist_engine.statement.prompt import conversation

BASE_TASKS: tuple[AnyTask, ...] = ("solve", "continue", "translate")
"""The tasks of models that only go on with a text; the others have to be said in words."""
CHAT_TASKS: tuple[AnyTask, ...] = (
    *BASE_TASKS, "repair", "generator", "validator", "brute_force",
    "explain", "comment", "hint", "prompt",
)  # fmt: skip
"""The tasks of models that follow instructions. To fill in is of either kind, where it is known."""
_CODE_ONLY = "Answer with the code block only."
_HINT_GRADES = {
    1: "Say in one or two sentences what to look at first: a property of the problem, or a "
    "question to ask oneself. Name no algorithm and no data structure.",
    2: "Say in two or three sentences the idea that the solution rests on. You may name the kind "
    "of method, and leave the details to the reader.",
    3: "Say in at most eight sentences how the solution goes, step by step in plain words, which "
    "cases need care, and how much work it takes.",
}


def assist_question(task: AnyTask, subject: Subject, language: str, *, chat: bool) -> Question:
    """Returns the question of a task of `ASSISTING`; `language` is the one to answer in where the
    answer is a program. Raises ValueError where the subject lacks what the task is about."""
    question = (_CHATS if chat else _BASE)[task](subject, language)
    return replace(question, holds=_HOLDS[task])


def answered_code(answer: str, language: str) -> str:
    """Returns the code in what a model said, as it wrote it: the block in `language`, else the
    longest one, else all, for an answer without any."""
    blocks, start = find_blocks(answer)
    if start is None:
        return answer.strip("\n")
    if not blocks:
        return answer[:start].strip("\n")
    words = {fence(language), language, *LANGUAGES[language].other_names}
    tagged = [block for block in blocks if block.tag in words]
    return max(tagged or blocks, key=lambda block: len(block.text)).text.strip("\n")


def _program(subject: Subject) -> Program:
    if subject.program is None:
        raise ValueError("this task is about a program")
    return subject.program


def _fenced(source: str, language: str) -> str:
    return f"```{fence(language)}\n{source.strip(chr(10))}\n```"


def _chat(system: str, *parts: str) -> Question:
    body = "\n\n".join(filter(None, parts))
    return Question(Chat((Message("system", system), Message("user", body))))


def _expert(language: str) -> str:
    return f"You are an expert {display_name(language)} programmer."


def _stated(problem: Problem | None) -> str:
    """The statement of the problem that a program solves, where it is known."""
    if problem is None or problem.kind == "function" or not problem.statement.strip():
        return ""
    return f"The problem that it solves:\n\n{problem_text(problem)}"


# Translating


def _translate(subject: Subject, language: str) -> Question:
    program, problem = _program(subject), subject.problem
    source, target = display_name(program.language), display_name(language)
    return _chat(
        f"You are an expert {source} and {target} programmer.",
        f"Translate this {source} program into {target}.",
        _stated(problem),
        _fenced(program.source, program.language),
        f"It has to do exactly the same for every input, also where {source} and {target} "
        "differ: the size of integers, division and remainders of negative numbers, how numbers "
        f"are printed. {_translated(problem, language)} {_CODE_ONLY}",
    )


def _translated(problem: Problem | None, language: str) -> str:
    if problem is None or problem.kind != "function":
        return contract(Problem("", ""), language)
    asked = (
        f"Write the whole function `{problem.entry_point}`, with the same name and the same "
        f"parameters in the same order, and what it needs, in one ```{fence(language)} code block. "
        "Nothing is read or printed."
    )
    if problem.signature.strip():
        asked += f" It begins with:\n\n{_fenced(problem.signature, language)}\n\n"
    return asked


def _translate_base(subject: Subject, language: str) -> Question:
    program, problem = _program(subject), subject.problem
    source, target = display_name(program.language), display_name(language)
    if problem is not None and problem.kind == "function":
        begun = problem.signature.rstrip() + "\n" if problem.signature.strip() else ""
        prompt = f"code translation\n{source}:\n{program.source.strip()}\n{target}:\n{begun}"
        opened = f"```{fence(language)}\n{begun}"
        if language == PYTHON.name:
            return Question(Raw(prompt), (*FUNCTION_STOPS, *BASE_STOPS[1:]), begun=opened)
        stops = ("\n}\n", *BASE_STOPS[1:])
        return Question(Raw(prompt), stops, begun=opened, end="\n}\n```")
    opened = f"```{fence(language)}\n"
    prompt = (
        f"### Program in {source}\n\n{_fenced(program.source, program.language)}\n\n"
        f"### The same program in {target}\n\n{opened}"
    )
    return Question(Raw(prompt), ("\n```", *BASE_STOPS), begun=opened)


# Steps


def _continue(subject: Subject, language: str) -> Question:
    written = conversation(subject.turns, language).statement
    return _chat(
        _expert(language),
        f"This {display_name(language)} program is written step by step. Each step is a comment, "
        "with its code below it; the last step has no code yet.",
        _fenced(written, language),
        "Write the code of the last step only, to stand below its comment. It goes on from the "
        "code before, whose variables keep their names and values; repeat nothing of it, and do "
        f"not write further steps. {_CODE_ONLY}",
    )


def _continue_base(subject: Subject, language: str) -> Question:
    written = conversation(subject.turns, language).statement
    prefix = LANGUAGES[language].comment
    return Question(Raw(f"{written}\n"), (f"\n{prefix} ", "\n\n\n", *BASE_STOPS[1:]))


# In words


def _explain(subject: Subject, language: str) -> Question:
    program = _program(subject)
    facts = subject.facts.strip()
    about = (
        f"What a real run of it showed, which is certain:\n\n{facts}\n\nUse the values of this "
        "run to explain, and no other values."
        if facts
        else ""
    )
    return _chat(
        "You explain programs to people who learn, in plain words, without flattery.",
        f"Explain what this {display_name(program.language)} program does.",
        _stated(subject.problem),
        _fenced(_numbered(program.source), program.language),
        about,
        "First say in one or two sentences what it computes. Then go through it in at most ten "
        "numbered steps; begin each with the lines that it is about, such as `Lines 3-5:`. The "
        "numbers in front of the lines are not part of the program. Write no code blocks.",
    )


def _numbered(source: str) -> str:
    lines = source.strip("\n").split("\n")
    width = len(str(len(lines)))
    return "\n".join(f"{number:>{width}} {line}" for number, line in enumerate(lines, 1))


def _comment(subject: Subject, language: str) -> Question:
    program = _program(subject)
    what = (
        "Write a docstring or a comment in front of each function, class and of the whole "
        "program, which says in one or two sentences what it does, what it takes and what it "
        "gives."
        if subject.docstring
        else "Add comments on lines of their own in front of what needs one: what a part is for, "
        "and why, not what a line says by itself."
    )
    return _chat(
        _expert(program.language),
        f"Comment this {display_name(program.language)} program.",
        _stated(subject.problem),
        _fenced(program.source, program.language),
        f"{what} Keep every line of code exactly as it is, in the same order. Give the whole "
        f"program with its comments in one ```{fence(program.language)} code block. {_CODE_ONLY}",
    )


def _hint(subject: Subject, language: str) -> Question:
    if subject.problem is None:
        raise ValueError("a hint is about a problem")
    return _chat(
        "You are a coach who helps people to solve a problem themselves.",
        "Give a hint for this problem.",
        problem_text(subject.problem),
        f"{_HINT_GRADES[subject.grade]} Write no code, no pseudocode and no formula that is the "
        "answer. Answer with the hint only.",
    )


def _prompt(subject: Subject, language: str) -> Question:
    if not subject.request.strip():
        raise ValueError("the prompt is empty")
    return Question(Chat((Message("user", subject.request),)))


# Filling in


def _infill(subject: Subject, language: str) -> Question:
    return Question(Fill(subject.before, subject.after))


_HOLDS: dict[AnyTask, Literal["programs", "code", "words", "filling"]] = {
    "translate": "programs",
    "continue": "code",
    "explain": "words",
    "comment": "code",
    "hint": "words",
    "prompt": "words",
    "infill": "filling",
}
_CHATS: dict[AnyTask, Callable[[Subject, str], Question]] = {
    "translate": _translate,
    "continue": _continue,
    "explain": _explain,
    "comment": _comment,
    "hint": _hint,
    "prompt": _prompt,
    "infill": _infill,
}
_BASE: dict[AnyTask, Callable[[Subject, str], Question]] = {
    "translate": _translate_base,
    "continue": _continue_base,
    "infill": _infill,
}
