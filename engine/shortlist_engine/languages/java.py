"""Java: compiled by javac to an archive of classes, run by java."""

from __future__ import annotations

import re

from shortlist_engine.languages.language import (
    FLAGS,
    Language,
    Plain,
    Tool,
    Toolchain,
    Writing,
)
from shortlist_engine.languages.syntax import JAVA as SYNTAX
from shortlist_engine.languages.syntax import NOT_CODE

_PUBLIC_TYPE = re.compile(
    r"\bpublic\s+(?:(?:final|abstract|strictfp|sealed|non-sealed)\s+)*"
    r"(?:class|interface|enum|record|@interface)\s+(\w+)"
)
_WORD = re.compile(r"\b[A-Z]\w*\b")
# Of a class file's constant pool (JVM specification, section 4.4.7): a name and its descriptor.
_MAIN = b"\x01\x00\x04main"
_MAIN_TYPE = b"\x01\x00\x16([Ljava/lang/String;)V"
_MACHINE = ("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
_SUM = """\
import java.util.*;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        System.out.println(in.nextLong() + in.nextLong());
    }
}"""


def java_file(source: str) -> str:
    """Returns the name of a program's file: the compiler wants a public class in a file of its name
    (Java language specification, section 7.6)."""
    depth, position = 0, 0
    code = NOT_CODE.sub(" ", source)
    for match in _PUBLIC_TYPE.finditer(code):
        between = code[position : match.start()]
        depth += between.count("{") - between.count("}")
        position = match.start()
        if depth == 0:
            return f"{match[1]}.java"
    return "Main.java"


def java_main_class(archive: bytes, file: str) -> str:
    """Returns the class to start, as its name is written in Java; `file` is the source's name.
    Raises ValueError when the archive cannot be read and when no class has a main method."""
    import io
    import zipfile  # slow to import, and the language server needs none

    named = file.removesuffix(".java")
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as classes:
            for name in classes.namelist():
                data = classes.read(name)
                if name.endswith(".class") and _MAIN in data and _MAIN_TYPE in data:
                    found.append(name.removesuffix(".class").replace("/", "."))
    except zipfile.BadZipFile as error:
        raise ValueError(f"the compiler's classes cannot be read: {error}") from error
    if not found:
        raise ValueError("no class has `public static void main(String[] arguments)`")
    return min(found, key=lambda name: (name.rpartition(".")[2] != named, "$" in name, name))


def java_classes(source: str) -> list[str]:
    """Returns where the classes may be that a source names: each in a file of its name."""
    code = NOT_CODE.sub(" ", source)
    return [f"{name}.java" for name in dict.fromkeys(_WORD.findall(code))]


JAVA = Language(
    "java",
    "Java",
    (".java",),
    SYNTAX,
    new_keyword=True,
    toolchain=Toolchain(
        "tool",
        # Without counters, which would leave a directory in /tmp.
        Tool("javac", ("-J-XX:-UsePerfData", "-J-XshowSettings:properties", "-version"),
             r"java\.home = (.+)", "{home}/bin/javac"),
        file=java_file,
        beside=java_classes,
        compile=(
            "{tool}", *(f"-J{option}" for option in _MACHINE), "-J-Xmx512m",
            "-J-XX:CompressedClassSpaceSize=64m", "-J-XX:ReservedCodeCacheSize=64m",
            "-encoding", "UTF-8", "-nowarn", "-proc:none", FLAGS, "-d", "classes", "{file}",
        ),
        result="classes",
        environment=(("LD_LIBRARY_PATH", "{home}/lib"),),
        built_file="program.jar",
        main=java_main_class,
        run=(
            "{home}/bin/java", *_MACHINE, "-DONLINE_JUDGE=true", "-XX:-UseContainerSupport",
            "-Xms8m",
            "-Xmx{memory}m", "-XX:MaxDirectMemorySize={memory}m",
            # The stack of the main thread, as at Codeforces, and of the others. With 256 MiB, what
            # an overflow of it needs is more than a program may write to.
            "-Xss64m", "-XX:ThreadStackSize=1024",
            "-XX:CompressedClassSpaceSize=64m", "-XX:ReservedCodeCacheSize=64m",
            "-XX:+DisplayVMOutputToStderr", "-XX:MaxJavaStackTraceDepth=20",
            # There is no /dev/random, and without it seeding takes seconds.
            "-Djava.security.egd=file:/dev/urandom",
            "-Dfile.encoding=UTF-8", "-cp", "{file}", "{main}",
        ),
        run_environment=(("LD_LIBRARY_PATH", "{home}/lib"),),
        out_of_memory=r"java\.lang\.OutOfMemoryError",
        crashed=r"^(?:Exception in thread .*|(?:[a-z]+\.)*[A-Z]\w*Error\b.*)",
        reserves=True,
        own_mib=64,
        readable=("{home}", "/etc/java-*"),  # where Debian's links lead
        version=("-version",),
        plain=Plain(
            ("javac",),
            compile=(
                "{tool}", "-encoding", "UTF-8", "-nowarn", "-proc:none", FLAGS, "-d", "{program}",
                "{file}",
            ),
            run=(
                "{runner}", "-XX:+UseSerialGC", "-DONLINE_JUDGE=true", "-Xms8m", "-Xmx{memory}m",
                "-Xss64m", "-XX:MaxJavaStackTraceDepth=20", "-Dfile.encoding=UTF-8",
                "-cp", "{program}", "{main}",
            ),
            runner="java",
            directory=True,
            fixes=(
                ("darwin", "install a Java development kit, such as that of https://adoptium.net"),
                ("win32", "install a Java development kit, such as that of https://adoptium.net"),
            ),
        ),
        fix="install a Java development kit (Debian and Ubuntu: apt install default-jdk-headless)",
    ),
    writing=Writing(
        "one complete Java program with `public class Main` and `main`",
        _SUM,
        r"\bpublic\s+(?:static\s+|final\s+|abstract\s+)*class\b|^\s*import java[x]?\.|"
        r"\bvoid main\s*\(\s*String\b",
    ),
)  # fmt: skip
