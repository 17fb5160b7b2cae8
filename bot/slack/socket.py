"""Socket: Slack's Socket Mode, for workspaces that cannot open a port."""

from types import TracebackType
from typing import Final, Self

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

_PING_SECONDS: Final = 10


class Socket:
    """One Socket Mode connection that reconnects by itself and says whether it lives."""

    def __init__(self, bolt: AsyncApp, app_token: str, base_url: str) -> None:
        """Prepare the connection; nothing is opened yet."""
        self._client = AsyncWebClient(token=app_token, base_url=base_url)
        self._handler = AsyncSocketModeHandler(
            bolt, app_token, web_client=self._client, ping_interval=_PING_SECONDS
        )

    async def __aenter__(self) -> Self:
        """Connect."""
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection; Slack delivers what was not acknowledged elsewhere."""
        await self._handler.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped

    async def alive(self) -> bool:
        """Return whether the connection is open and answered its last ping."""
        connected: bool = await self._handler.client.is_connected()
        return connected
