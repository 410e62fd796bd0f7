"""What users need on Windows and macOS imports nothing that these lack; files are written there as
they can be. Neither system is here: see `other_system.py` for what stands in for them."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SYSTEMS = ["win32", "darwin"]
# Rooms that isolate programs, train, or compute with torch: for Linux, or not for users.
FOR_LINUX = (
    "shortlist_engine.execution.pool",
    "shortlist_engine.execution.runs",
    "shortlist_engine.execution.isolation",
    "shortlist_engine.execution.compiling.builder",
    "shortlist_engine.execution.compiling.compiler",
    "shortlist_engine.execution.compiling.starting",
    "shortlist_engine.execution.checking.checker_runner",
    "shortlist_engine.execution.plain.warden",
    "shortlist_engine.execution.plain.start_python",  # a script
    "shortlist_engine.model.checkpoint",  # these three are torch's, which looks at the system
    "shortlist_engine.model.export",
    "shortlist_engine.model.transformer",
    "shortlist_engine.training",
    "shortlist_engine.cluster",
)


def run(system: str, code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, str(HERE / "other_system.py"), system],
        input=textwrap.dedent(code),
        capture_output=True,
        text=True,
        timeout=280,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("system", SYSTEMS)
def test_server_and_engine_import_without_what_only_linux_has(system: str) -> None:
    said = run(
        system,
        f"""
        import importlib
        failed = []
        for package in ("shortlist_engine", "shortlist_server"):
            for name in modules_of(package):
                if name.startswith({FOR_LINUX!r}) or name.endswith("__main__"):
                    continue
                try:
                    importlib.import_module(name)
                except ImportError as error:
                    # Extras that are not installed.
                    if error.name in ("torch", "onnx", "safetensors", "transformers", "datasets"):
                        continue
                    failed.append(f"{{name}}: {{error!r}}")
                except Exception as error:
                    failed.append(f"{{name}}: {{error!r}}")
        print("\\n".join(failed))
        """,
    )
    assert said.strip() == ""


@pytest.mark.parametrize("system", SYSTEMS)
def test_files_are_written_whole_and_locked(system: str, tmp_path: Path) -> None:
    said = run(
        system,
        f"""
        import os, pathlib, sys
        from shortlist_engine import files, locks

        replace = os.replace

        def of_windows(source, target):
            # Windows renames no file that is open.
            for name in os.listdir("/proc/self/fd"):
                try:
                    if os.readlink(f"/proc/self/fd/{{name}}") == str(source):
                        raise PermissionError(13, "The process cannot access the file")
                except FileNotFoundError:
                    continue
            replace(source, target)

        if sys.platform == "win32":
            os.replace = of_windows
        folder = pathlib.Path({str(tmp_path)!r})
        path = folder / "a b" / "file.json"
        files.write_whole(path, b"old")
        files.write_whole(path, b"new")
        assert path.read_bytes() == b"new"
        try:
            files.write_whole(path, b"other", replace=False)
            raise SystemExit("a file was replaced")
        except FileExistsError:
            pass
        with files.whole_path(folder / "made") as made:
            made.mkdir()
            (made / "one").write_bytes(b"1")
        assert (folder / "made" / "one").read_bytes() == b"1"
        names = sorted(each.name for each in folder.rglob("*"))
        assert names == ["a b", "file.json", "made", "one"], names
        with locks.locked_file(folder / "lock"):
            try:
                with locks.locked_file(folder / "lock", wait=False):
                    raise SystemExit("locked twice")
            except BlockingIOError:
                pass
        with locks.locked_file(folder / "lock", wait=False):
            pass
        print("done")
        """,
    )
    assert said == "done\n"


def test_a_reader_keeps_a_file_of_windows_from_being_replaced_for_a_moment_only(
    tmp_path: Path,
) -> None:
    said = run(
        "win32",
        f"""
        import os, pathlib
        from shortlist_engine import files

        replace, refusals = os.replace, [3]

        def refusing(source, target):
            if refusals[0]:
                refusals[0] -= 1
                raise PermissionError(13, "used by another process")
            replace(source, target)

        os.replace = refusing
        path = pathlib.Path({str(tmp_path)!r}) / "file"
        files.write_whole(path, b"new")
        print(path.read_bytes())
        """,
    )
    assert said == "b'new'\n"


def test_places_on_windows(tmp_path: Path) -> None:
    code = """
        import os
        from shortlist_engine import places
        for name in ("cache_dir", "models_dir", "progress_file", "state_dir", "config_dir",
                     "templates_dir", "runtime_dir"):
            print(getattr(places, name)())
        """
    none = dict.fromkeys(
        ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"), ""
    )
    none["XDG_RUNTIME_DIR"] = ""
    base = tmp_path / "AppData" / "Local"
    said = run("win32", code, LOCALAPPDATA=str(base), HOME=str(tmp_path), **none)
    ours = base / "shortlist"
    assert said.splitlines() == [
        str(ours / part)
        for part in (
            "cache", "data/models", "data/practice/progress.sqlite", "logs", "config",
            "config/templates", "run",
        )
    ]  # fmt: skip
    said = run("win32", code, LOCALAPPDATA="relative", HOME=str(tmp_path), **none)
    assert said.splitlines()[0] == str(ours / "cache")


def test_places_on_macos(tmp_path: Path) -> None:
    code = """
        from shortlist_engine import places
        for name in ("cache_dir", "models_dir", "state_dir", "config_dir"):
            print(getattr(places, name)())
        """
    none = dict.fromkeys(("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), "")
    said = run("darwin", code, HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path / "c"), **none)
    library = tmp_path / "Library"
    assert said.splitlines() == [
        str(library / "Caches/shortlist"),
        str(library / "Application Support/shortlist/models"),
        str(library / "Logs/shortlist"),
        str(tmp_path / "c/shortlist"),
    ]


@pytest.mark.parametrize(
    ("system", "wanted"),
    [
        ("win32", "cannot be isolated on Windows: use an engine in WSL 2, or on a Linux machine"),
        ("darwin", "cannot be isolated on macOS: use an engine on a Linux machine, by ssh"),
    ],
)
def test_proposals_are_refused_and_own_programs_wait_for_consent(
    system: str, wanted: str, tmp_path: Path
) -> None:
    said = run(
        system,
        """
        import asyncio
        from shortlist_engine.host import Host, NeedsConsent, local_resources, write_consent
        from shortlist_engine.protocol import EngineError

        # What the loop itself needs of the system that this is.
        async def main():
            host = Host(local_resources())
            try:
                await host.pool()
            except EngineError as error:
                print(error.kind, error.message)
            try:
                await host.own_runner()
            except NeedsConsent as error:
                print(error.kind, error.data["denied"], error.data["reason"])
            write_consent(True)
            runner = await host.own_runner()
            print(type(runner).__name__, (await host.languages())[0])
            await host.close_pool()

        asyncio.run(main())
        """,
        XDG_CONFIG_HOME=str(tmp_path),
    )
    lines = said.splitlines()
    assert lines[0].startswith(
        "sandboxUnavailable Programs that a model wrote are run in a sandbox"
    )
    assert wanted in lines[0]
    assert lines[1].startswith("needsConsent False")
    assert wanted in lines[1]
    assert lines[2] == "PlainRunner python"


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_server_starts_an_engine_that_the_system_can_have(system: str) -> None:
    said = run(
        system,
        """
        from shortlist_server.engine.process import engine_command, open_engine, without_proposals
        from shortlist_engine.protocol import EngineError
        import asyncio
        print(engine_command([], "auto", 600)[-1])
        print(without_proposals([]))
        print(without_proposals(["wsl", "shortlist", "engine", "--stdio"]) or "solves")
        try:
            asyncio.run(open_engine(["/no/such/engine"], None))
        except EngineError as error:
            print(error.message)
        """,
    )
    transport, refusal, elsewhere, failure = said.splitlines()
    assert elsewhere == "solves"
    assert "sandbox only" in refusal
    if system == "win32":
        assert transport == "--stdio"
        assert "WSL 2" in refusal
        assert "must contain --stdio" in failure
    else:
        assert transport == "--socket"
        assert "cannot be started" in failure
