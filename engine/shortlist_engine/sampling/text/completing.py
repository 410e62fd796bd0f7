"""What is added to a program so that it does what was asked: a call, a class, a signature."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Sequence

from shortlist_engine.languages import JAVASCRIPT, LANGUAGES, PYTHON
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.text.source_text import brackets_closed, parses, syntax_tree

_USUAL = ("main", "solve", "solution", "run", "Main")
_CLASS = "Solution"
_ASKING = re.compile(
    r"^[ \t]*(?:print\(|(?:std::)?cout\s*<<|printf\(|System\.out\.print(?:ln|f)?\(|console\.log\(|"
    r"fmt\.Print(?:ln|f)?\(|print!\(|println!\()\s*f?[\"'](?:Please|Enter|Input|Type|Give)\b"
    r"[^\"'\n]*[\"'][^\"'\n]{0,40}$\n?",
    re.M,
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_PASSIVE = (*_FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass)


def for_standard_input(source: str, language: str) -> list[str]:
    """Returns the programs that a source may be meant as where input and output are streams, best
    first."""
    if language == PYTHON.name:
        source = _without_prompts(source)
        called = _with_call(source)
        found = [called, source] if called else [source]
    else:
        found = _with_main(source, language)
    silent = _ASKING.sub("", found[0])
    if silent != found[0] and parses(silent, language):
        found.append(silent)
    return found


def for_function(source: str, problem: Problem, language: str) -> list[str]:
    """Returns the programs that a source may be meant as where a function is called, best first:
    with the signature above a body, and under the name and in the class that examples call."""
    if language != PYTHON.name:
        return _for_function_elsewhere(source, problem)
    tree = syntax_tree(source)
    name = problem.entry_point
    if tree is None or not (_defines(tree, name) or _only_defines(tree)):
        completed = _with_signature(source, problem)
        if completed is not None:
            return [completed]
        if tree is None:
            return [source]
    functions = _functions(tree.body)
    adapted = source
    if not _defines(tree, name) and functions:
        adapted = f"{source.rstrip()}\n\n{name} = {functions[-1].name}"
        functions = [*functions, functions[-1]]
    if _called_on_class(problem) and _class(tree) is None and functions:
        bare = functions[-1].name if not _defines(tree, name) else name
        function = next(each for each in functions if each.name == bare)
        method = name if _takes_self(function) else f"staticmethod({name})"
        adapted = f"{adapted.rstrip()}\n\nclass {_CLASS}:\n    {name} = {method}"
    found = [adapted]
    if any(not isinstance(statement, _PASSIVE) for statement in tree.body):
        found.append(_definitions(adapted))
    return found


def _for_function_elsewhere(source: str, problem: Problem) -> list[str]:
    named = rf"\b{re.escape(problem.entry_point)}\s*[(<=]"  # in JavaScript it may be a constant
    if re.search(named, source) or not problem.signature:
        return [source]
    completed = f"{problem.signature.rstrip()}\n{source}"
    for closing in ("", "\n}", "\n}\n}", "\n};", "\n}\n};"):
        if brackets_closed(completed + closing, "cpp"):
            return [completed + closing, source]
    return [source]


def _defines(tree: ast.Module, name: str) -> bool:
    solution = _class(tree)
    inside = solution.body if solution is not None else []
    assigned = {
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    return name in assigned or any(
        function.name == name for function in _functions([*tree.body, *inside])
    )


def _only_defines(tree: ast.Module) -> bool:
    """Whether this can be a function under another name, rather than the body of one."""
    returns = any(isinstance(node, ast.Return) for each in tree.body for node in _own(each))
    return bool(_functions(tree.body)) and not returns


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """A statement and what is in it, but not in functions and classes."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.Lambda)):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def _functions(body: Sequence[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [statement for statement in body if isinstance(statement, _FUNCTIONS)]


def _class(tree: ast.Module) -> ast.ClassDef | None:
    found = (each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == _CLASS)
    return next(found, None)


def _called_on_class(problem: Problem) -> bool:
    return any(f"{_CLASS}()" in example.input for example in problem.examples[:1])


def _takes_self(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(function.args.args) and function.args.args[0].arg == "self"


def _with_signature(source: str, problem: Problem) -> str | None:
    """The signature above a body, with the body's indentation as it is or as it has to be."""
    heads = re.findall(r"^([ \t]*)(?:async )?def ", problem.signature, re.M)
    if not heads or not source.strip():
        return None
    margin = heads[-1] + "    "
    signature = problem.signature.rstrip()
    first = next(line for line in source.splitlines() if line.strip())
    bodies = [source] if first[:1].isspace() else []
    bodies.append(textwrap.indent(textwrap.dedent(source), margin))
    for body in bodies:
        completed = f"{signature}\n{body}"
        if syntax_tree(completed) is not None:
            return completed
    return None


def _definitions(source: str) -> str:
    """The program without what a model wrote to try it: what is called or printed at top level."""
    tree = syntax_tree(source)
    if tree is None:
        return source
    lines = source.split("\n")
    for statement in reversed(tree.body):
        assigned = isinstance(statement, (ast.Assign, ast.AnnAssign))
        if not isinstance(statement, _PASSIVE) and not (assigned and not _reads(statement)):
            del lines[statement.lineno - 1 : statement.end_lineno]
    return "\n".join(lines).strip("\n")


def _reads(statement: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "input"
        for node in ast.walk(statement)
    )


def _with_call(source: str) -> str | None:
    """A program that only defines, with the call that it lacks; None when it lacks none."""
    tree = syntax_tree(source)
    if tree is None or not tree.body or any(map(_acts, tree.body)):
        return None
    functions = [each for each in _functions(tree.body) if not _required(each, 0)]
    solution = _class(tree)
    before = ""
    if not functions and solution is not None:
        functions = [
            each
            for each in _functions(solution.body)
            if not each.name.startswith("_") and not _required(each, 1)
        ]
        before = f"{_CLASS}()."
    named = [each for name in _USUAL for each in functions if each.name == name]
    chosen = next(iter(named), functions[0] if len(functions) == 1 else None)
    if chosen is None:
        return None
    call = f"{before}{chosen.name}()"
    return f"{source.rstrip()}\n\n\n{f'print({call})' if _answers(chosen) else call}"


def _acts(statement: ast.stmt) -> bool:
    if isinstance(statement, _PASSIVE):
        return False
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return _reads(statement)
    if isinstance(statement, ast.Expr):
        if isinstance(statement.value, ast.Constant):
            return False
        # Settings such as `sys.setrecursionlimit(10**6)`.
        called = statement.value.func if isinstance(statement.value, ast.Call) else None
        return not (isinstance(called, ast.Attribute) and called.attr.startswith("set"))
    return True


def _required(function: ast.FunctionDef | ast.AsyncFunctionDef, own: int) -> bool:
    arguments = function.args
    positional = len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
    named = sum(default is None for default in arguments.kw_defaults)
    return positional > own or named > 0


def _answers(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function returns its answer instead of printing it."""
    nodes = list(ast.walk(function))
    returns = any(isinstance(node, ast.Return) and node.value is not None for node in nodes)
    prints = any(
        (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in ("write", "writelines"))
        for node in nodes
    )
    return returns and not prints


def _without_prompts(source: str) -> str:
    """Without the texts that `input` would print."""
    tree = syntax_tree(source)
    if tree is None or "input(" not in source:
        return source
    if any(_binds_input(node) for node in ast.walk(tree)):
        return source
    spans = [
        (argument.lineno, argument.col_offset, argument.end_lineno, argument.end_col_offset)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "input"
        and len(node.args) == 1
        and isinstance(argument := node.args[0], (ast.Constant, ast.JoinedStr))
    ]
    lines = [line.encode("utf-8", "surrogatepass") for line in source.split("\n")]
    for first, start, last, end in sorted(spans, reverse=True):
        if first == last:  # columns count bytes
            lines[first - 1] = lines[first - 1][:start] + lines[first - 1][end:]
    return "\n".join(line.decode("utf-8", "surrogatepass") for line in lines)


def _binds_input(node: ast.AST) -> bool:
    if isinstance(node, _FUNCTIONS):
        return node.name == "input"
    return isinstance(node, ast.Name) and node.id == "input" and isinstance(node.ctx, ast.Store)


def _with_main(source: str, language: str) -> list[str]:
    if language == JAVASCRIPT.name:
        return [_with_javascript_call(source)]
    writing = LANGUAGES[language].writing
    if writing is None:
        return [source]
    if writing.headers and "#include" not in source.replace("# include", "#include"):
        source = writing.headers + source
    if not writing.main or re.search(r"\bmain\s*\(", source):
        return [source]
    names = re.findall(writing.function, source, re.M)
    chosen = next((name for name in _USUAL if name in names), names[0] if len(names) == 1 else "")
    if not chosen:
        return [source]
    return [f"{source.rstrip()}\n\n{writing.main.format(call=f'{chosen}()')}"]


def _with_javascript_call(source: str) -> str:
    """A script whose only statements are functions, with the call of one that needs no argument."""
    top = re.sub(r"(?m)^(?:[ \t}\])].*|)$\n?", "", source)
    rest = [
        line
        for line in top.splitlines()
        if not re.match(r"(?:async )?function\b|//|(?:const|let|var)\b|['\"]use strict", line)
    ]
    names = re.findall(r"^(?:async )?function (\w+)\(\s*\)", source, re.M)
    names += re.findall(r"^(?:const|let|var) (\w+) = (?:async )?\(\s*\) =>", source, re.M)
    chosen = next((name for name in _USUAL if name in names), names[0] if len(names) == 1 else "")
    return source if rest or not chosen else f"{source.rstrip()}\n\n{chosen}();"
