"""Compiled programs: from the cache, or by compiling in the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from shortlist_engine.execution.compiling.compiler import CompileCache
from shortlist_engine.execution.isolation.worker import Worker
from shortlist_engine.execution.isolation.zygote import Zygote
from shortlist_engine.problem import Program


class Builder:
    """Builds programs. At most `limit` compilers run at a time, whatever the number of workers."""

    def __init__(self, cache: CompileCache, limit: int) -> None:
        self.cache = cache
        self._compiling = asyncio.Semaphore(limit)
        self._preparing = asyncio.Lock()

    async def build(
        self, worker: Worker, program: Program, headers: Mapping[str, bytes] | None = None
    ) -> bytes:
        """Returns the built program; `headers` are files that it may include, by name.

        Raises CompileFailed with the compiler's message, and ZygoteDied or SandboxUnavailable.
        """
        beside = headers or {}
        key = await asyncio.to_thread(self.cache.key, program, beside)
        cached = self.cache.get(key)
        if cached is not None:
            return cached
        kind = self.cache.zygote(program.language)

        async def prepare(zygote: Zygote) -> None:
            await self.cache.prepare(zygote, program.language)

        async def compile_program(zygote: Zygote) -> bytes:
            return await self.cache.compile(zygote, program, beside)

        async with self._compiling:
            async with self._preparing:
                if self.cache.needs_preparing(program):
                    await worker.use(kind, prepare)
            built = await worker.use(kind, compile_program)
        self.cache.put(key, built)
        return built
