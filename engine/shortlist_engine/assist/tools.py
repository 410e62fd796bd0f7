"""Whether programs in a language can be run here."""

from __future__ import annotations

from shortlist_engine.execution.runner import Runner
from shortlist_engine.languages import display_name, runnable, toolchain
from shortlist_engine.protocol import EngineError


async def check_runnable(pool: Runner, *languages: str) -> None:
    """Raises EngineError `unsupported`, naming the fix, when programs in one of the languages
    cannot be run here."""
    here = await pool.languages(languages)
    for language in languages:
        if language not in runnable():
            able = ", ".join(map(display_name, runnable()))
            raise EngineError(
                "unsupported",
                f"Programs in {display_name(language)} cannot be run, so that nothing could be "
                f"compared; these can: {able}.",
            )
        if language not in here:
            raise EngineError(
                "unsupported",
                f"Programs in {display_name(language)} cannot be run here: "
                f"{toolchain(language).fix}.",
            )
