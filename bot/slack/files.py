"""Files: a document that was dropped into a direct message, fetched from Slack and nowhere else."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.delivery import Refused
from bot.errors import SlackError
from bot.slack.gateway import SlackGateway
from bot.slack.payload import text_at

LARGEST: Final = 20_000_000
"""Bytes; the knowledge base takes no larger document."""
HOST: Final = "files.slack.com"
_CHUNK: Final = 65_536
_TIMEOUT: Final = aiohttp.ClientTimeout(total=60)
_GRANT: Final = "Allow the optional scope files:read by installing the app again."


@dataclass(frozen=True, slots=True)
class Files:
    """Fetches files with the workspace's token, which goes to Slack's own host alone.

    Attributes:
        slack: Calls Slack.
    """

    slack: SlackGateway

    async def fetch(self, workspace: str, file: str) -> tuple[str, bytes]:
        """Return name and content of a file.

        Raises:
            SlackError: It may not be read, it is too large, or it does not lie with Slack.
            SendError: Slack could not be asked.
        """
        try:
            answer = await self.slack.call(workspace, "files.info", {"file": file})
        except Refused as error:
            raise SlackError(f"Slack does not show me that file: {error.code}.", _GRANT) from error
        url = text_at(answer, "file", "url_private_download")
        if not self._lies_with_slack(url):
            raise SlackError("That file does not lie with Slack.", "Add it by its address instead.")
        return text_at(answer, "file", "name"), await self._read(workspace, url)

    def _lies_with_slack(self, url: str) -> bool:
        """Tell whether an address is Slack's, or the stand-in's that the bot talks to."""
        address, own = urlsplit(url), urlsplit(self.slack.base_url)
        if (address.scheme, address.netloc) == ("https", HOST):
            return True
        stand_in = own.hostname != "slack.com"
        return stand_in and (address.scheme, address.netloc) == (own.scheme, own.netloc)

    async def _read(self, workspace: str, url: str) -> bytes:
        headers = {"Authorization": f"Bearer {await self.slack.token_of(workspace)}"}
        content = bytearray()
        try:
            async with self.slack.session.get(
                url, headers=headers, allow_redirects=False, timeout=_TIMEOUT
            ) as answer:
                if answer.status != 200 or answer.content_type == "text/html":  # noqa: PLR2004  (HTTP; a page to sign in)
                    raise SlackError("Slack does not let me read that file.", _GRANT)
                async for chunk in answer.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > LARGEST:
                        raise SlackError("The file is larger than 20 MB.", "Split it, or leave it.")
        except (TimeoutError, aiohttp.ClientError) as error:
            raise SlackError(
                "Slack did not give me the file.", "Press the button again."
            ) from error
        return bytes(content)
