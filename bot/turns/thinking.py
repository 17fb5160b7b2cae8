"""Thinking: work that needs nothing but the processor, done beside the event loop.

An acknowledgement never waits for it: on the loop, one recommendation would hold up every
request that arrives meanwhile.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache, partial
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


@cache
def _thread() -> ThreadPoolExecutor:
    """One: Python runs one thread at a time; the loop would wait for its turn behind all others."""
    return ThreadPoolExecutor(1, "thinking")


async def think(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Return what pure work returns; it sees the caller's context, so traces stay whole."""
    bound = partial(copy_context().run, work, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_thread(), bound)
