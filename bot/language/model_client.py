"""Model client: the one way to the language model: deadline, one second try, breaker, budget, counting."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.language.breaker import Breaker
from bot.language.budget import Asker, Ledger, Limits, Spending
from bot.language.cost import micro_usd
from bot.language.endpoint import Endpoint
from bot.language.failures import Failed
from bot.language.model_request import FormT, ModelRequest, Piece, Reply, TokenCount
from bot.language.watching import Outcome, Watch

if TYPE_CHECKING:
    from bot.language.wire import Wire

_TRIES = 2
_FAR_FETCHED = 4
"""So many times the estimate of a call is the most that an endpoint is believed to have used."""


@dataclass(slots=True)
class _Call:
    """One call under way; `tokens` stays None until the endpoint says what was used."""

    tokens: TokenCount | None = None
    kind: str = "answered"
    billed: bool = True


@dataclass(slots=True)
class ModelClient:
    """Calls one endpoint.

    Attributes:
        endpoint: Where the model is.
        ledger: Where spending is written down.
        limits: What may be spent.
        watch: Counts.
    """

    endpoint: Endpoint
    ledger: Ledger
    limits: Limits
    watch: Watch
    breaker: Breaker = field(default_factory=Breaker)
    _connecting: "asyncio.Task[Wire] | None" = None

    async def ask(self, request: ModelRequest[FormT], asker: Asker) -> FormT:
        """Return the structured answer to a request, validated against its schema.

        Raises:
            Failed: Nothing usable came in time, or nothing may be spent.
        """
        request = request.with_room(self.endpoint.thinking_tokens)
        for tries_left in reversed(range(_TRIES)):
            try:
                return await self._ask_once(request, asker)
            except Failed as failure:
                if not (tries_left and await self._may_try_again(failure, asker)):
                    raise
        raise Failed("unexpected")

    async def stream(self, request: ModelRequest[Any], asker: Asker) -> AsyncGenerator[str, None]:
        """Yield the answer to a request piece by piece; tried again only while nothing has come.

        Raises:
            Failed: It broke off, or nothing usable came in time.
        """
        request = request.with_room(self.endpoint.thinking_tokens)
        begun = False
        for tries_left in reversed(range(_TRIES)):
            try:
                async with aclosing(self._stream_once(request, asker)) as pieces:
                    async for piece in pieces:
                        begun = begun or bool(piece)
                        yield piece
            except Failed as failure:
                if begun or not (tries_left and await self._may_try_again(failure, asker)):
                    raise
            else:
                return

    async def connect(self) -> "Wire":
        """Return the connection; the libraries behind it take seconds to load, in a thread.

        Whoever waits in vain leaves the loading to go on for the next one.

        Raises:
            Failed: The client does not take the settings.
        """
        if self._connecting is None:
            self._connecting = asyncio.create_task(asyncio.to_thread(_connect, self.endpoint))
        return await asyncio.shield(self._connecting)

    async def close(self) -> None:
        """Give the connections back."""
        if self._connecting is not None:
            with suppress(Failed):
                await (await self._connecting).close()

    async def _may_try_again(self, failure: Failed, asker: Asker) -> bool:
        """Wait as long as the endpoint asks for, if there is time and it may help."""
        until = asker.until(_now(), self.endpoint.deadline_seconds)
        if not failure.kind.again or _now() + failure.pause >= until:
            return False
        await asyncio.sleep(failure.pause)
        return True

    async def _ask_once(self, request: ModelRequest[FormT], asker: Asker) -> FormT:
        until = asker.until(_now(), self.endpoint.deadline_seconds)
        async with self._accounted(request, asker) as call:
            async with asyncio.timeout_at(until):
                reply: Reply[FormT] = await (await self.connect()).ask(request)
            call.tokens = _believed(reply.tokens, request)
        return reply.parsed

    async def _stream_once(
        self, request: ModelRequest[Any], asker: Asker
    ) -> AsyncGenerator[str, None]:
        until = asker.until(_now(), self.endpoint.deadline_seconds)
        async with self._accounted(request, asker) as call:
            async with asyncio.timeout_at(until):
                wire = await self.connect()
            async with aclosing(wire.stream(request)) as pieces:
                while (piece := await _next(pieces, until)) is not None:
                    call.tokens = _believed(piece.tokens, request) or call.tokens
                    yield piece.text

    @asynccontextmanager
    async def _accounted(self, request: ModelRequest[Any], asker: Asker) -> AsyncIterator[_Call]:
        """Reserve before a call and settle after it, whatever happens in between."""
        if not self.breaker.lets(_now()):
            raise Failed("circuit")
        reserved = await self._reserve(request, asker)
        call, began = _Call(kind="cancelled"), _now()
        span = self.watch.begin(request, self.endpoint.model)
        try:
            yield call
            call.kind = "answered"
            self.breaker.succeed()
        except Failed as failure:
            self._note(call, failure)
            raise
        except TimeoutError:
            late = Failed("deadline")
            self._note(call, late)
            raise late from None
        finally:
            spent = self._spent(request, reserved, call)
            asker.tokens += spent.tokens - reserved.tokens
            known = call.tokens if call.tokens or call.billed else TokenCount()
            self.watch.end(
                request, span, Outcome(call.kind, _now() - began, known, spent.micro_usd)
            )
            await asyncio.shield(self._settle(reserved, spent))

    async def _reserve(self, request: ModelRequest[Any], asker: Asker) -> Spending:
        tokens = request.estimate().all
        reserved = Spending(asker.workspace, asker.user, asker.on, calls=1, tokens=tokens)
        if asker.tokens + tokens > self.limits.message:
            raise Failed("budget")
        try:
            allowed = await self.ledger.reserve(reserved, self.limits)
        except BotError:
            raise Failed("ledger") from None
        if not allowed:
            raise Failed("budget")
        asker.tokens += tokens
        return reserved

    async def _settle(self, reserved: Spending, spent: Spending) -> None:
        try:
            await self.ledger.settle(reserved, spent)
        except BotError:  # what was reserved stays written: rather too much than too little
            self.watch.fall_back("settle", "ledger")

    def _note(self, call: _Call, failure: Failed) -> None:
        call.kind, call.billed = failure.kind.name, failure.kind.billed
        if failure.kind.sick:
            self.breaker.fail(_now())

    def _spent(self, request: ModelRequest[Any], reserved: Spending, call: _Call) -> Spending:
        """Return what a call used: as the endpoint says, else as estimated when it may have cost."""
        used = call.tokens or (request.estimate() if call.billed else TokenCount())
        cost = micro_usd(self.endpoint, used, reserved.on)
        return replace(reserved, tokens=used.all, micro_usd=cost)


def _believed(told: TokenCount | None, request: ModelRequest[Any]) -> TokenCount | None:
    estimate = request.estimate()
    most = TokenCount(estimate.read * _FAR_FETCHED, estimate.written * _FAR_FETCHED)
    return told.within(most) if told else None


def _connect(endpoint: Endpoint) -> "Wire":
    from bot.language.wire import Wire  # noqa: PLC0415  (heavy: loaded when first used)

    try:
        return Wire(endpoint)
    except Exception:  # noqa: BLE001  (whatever a client raises about its settings; it may quote them)
        raise Failed("settings") from None


async def _next(pieces: AsyncIterator[Piece], until: float) -> Piece | None:
    """Return the next piece, None at the end; the deadline is that of the whole message."""
    async with asyncio.timeout_at(until):
        return await anext(pieces, None)


def _now() -> float:
    return asyncio.get_running_loop().time()
