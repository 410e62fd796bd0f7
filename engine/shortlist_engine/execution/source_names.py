"""Names that a language takes from the program's text: of its file, and of what to start."""

from __future__ import annotations

import io
import re
import zipfile

_NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL
)
_PUBLIC_TYPE = re.compile(
    r"\bpublic\s+(?:(?:final|abstract|strictfp|sealed|non-sealed)\s+)*"
    r"(?:class|interface|enum|record|@interface)\s+(\w+)"
)
_MODULE = re.compile(
    r"^[ \t]*(?:import\s*(?:[\w{*\"'][^;()]{0,2000}?from\b|[\"'])|export\s)", re.MULTILINE
)
# Of a class file's constant pool (JVM specification, section 4.4.7): a name and its descriptor.
_MAIN = b"\x01\x00\x04main"
_MAIN_TYPE = b"\x01\x00\x16([Ljava/lang/String;)V"


def java_file(source: str) -> str:
    """The compiler wants a public class in a file of its name (Java language specification,
    section 7.6)."""
    depth, position = 0, 0
    code = _NOT_CODE.sub(" ", source)
    for match in _PUBLIC_TYPE.finditer(code):
        between = code[position : match.start()]
        depth += between.count("{") - between.count("}")
        position = match.start()
        if depth == 0:
            return f"{match[1]}.java"
    return "Main.java"


def java_main_class(archive: bytes, file: str) -> str:
    """The class to start, as its name is written in Java; `file` is the source's name. Empty when
    no class has a main method. Raises zipfile.BadZipFile."""
    named = file.removesuffix(".java")
    found = []
    with zipfile.ZipFile(io.BytesIO(archive)) as classes:
        for name in classes.namelist():
            data = classes.read(name)
            if name.endswith(".class") and _MAIN in data and _MAIN_TYPE in data:
                found.append(name.removesuffix(".class").replace("/", "."))
    found.sort(key=lambda name: (name.rpartition(".")[2] != named, "$" in name, name))
    return found[0] if found else ""


def javascript_file(source: str) -> str:
    """Node tells modules from scripts by the name."""
    return "prog.mjs" if _MODULE.search(_NOT_CODE.sub('""', source)) else "prog.js"
