"""Links: a document fetched from an https address, never from inside the network.

The name is resolved once; every address it has must be public; the connection goes to one of the
checked addresses and to no other, and every redirect starts over.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from knowledge.documents.reading import CHILD_KINDS, KINDS, Document, read
from knowledge.errors import DocumentError

MAX_BYTES = 10_000_000
SECONDS = 10.0
MAX_REDIRECTS = 5
HTTPS = 443
KIND_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/csv": ".csv",
}
NAT64 = tuple(ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48"))
COMPATIBLE = ipaddress.ip_network("::/96")
Resolver = Callable[[str, int], Awaitable[list[str]]]
Permission = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public internet, whatever it is wrapped in.

    >>> is_public("93.184.215.14"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(each is not None for each in inner) or ip in COMPATIBLE:
            return False
        if ip.is_site_local or any(ip in network for network in NAT64):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


class Fetcher:
    """Fetches documents; tests hand it another resolver, permission and certificate authority."""

    def __init__(
        self,
        resolver: Resolver = resolve,
        permission: Permission = is_public,
        authority: ssl.SSLContext | None = None,
    ) -> None:
        """Use a resolver, a rule for addresses, and an authority for certificates."""
        self._resolve = resolver
        self._permits = permission
        self._authority = authority

    async def fetch(self, url: str) -> Document:
        """Return the document at an https address.

        Raises:
            DocumentError: The address is not allowed or does not answer well, or the document is
                too large, slow, or refused.
        """
        try:
            async with asyncio.timeout(SECONDS):
                final, kind, charset, content = await self._followed(url)
        except TimeoutError as error:
            raise _refused(url, f"took longer than {SECONDS:.0f} seconds") from error
        return await asyncio.to_thread(
            read, _name(final, kind), content, link=final, charset=charset
        )

    async def _followed(self, url: str) -> tuple[str, str, str | None, bytes]:
        for _ in range(MAX_REDIRECTS + 1):
            parts = checked(url)
            answer = await self._asked(url, parts)
            if isinstance(answer, str):
                url = urljoin(url, answer)
                continue
            return (url, *answer)
        raise _refused(url, f"redirects more than {MAX_REDIRECTS} times")

    async def _addresses(self, url: str, parts: SplitResult) -> list[str]:
        host = str(parts.hostname)
        try:
            addresses = await self._resolve(host, parts.port or HTTPS)
        except (OSError, UnicodeError) as error:
            raise _refused(url, "its host is not known") from error
        if not addresses or not all(self._permits(address) for address in addresses):
            raise _refused(url, "points into a private network")
        return addresses

    async def _asked(self, url: str, parts: SplitResult) -> str | tuple[str, str | None, bytes]:
        """Return where the answer redirects to, or (kind, charset, content)."""
        import aiohttp  # noqa: PLC0415  (heavy: loaded when first used)

        from knowledge.documents.resolver import PinnedResolver  # noqa: PLC0415  (needs aiohttp)

        addresses = await self._addresses(url, parts)
        pinned = PinnedResolver(str(parts.hostname), addresses)
        connector = aiohttp.TCPConnector(
            resolver=pinned, use_dns_cache=False, ssl=self._authority or True
        )
        headers = {"Accept-Encoding": "identity", "User-Agent": "tune-or-prompt"}
        try:
            async with (
                aiohttp.ClientSession(
                    connector=connector, headers=headers, auto_decompress=False
                ) as session,
                session.get(url, allow_redirects=False) as response,
            ):
                return await _answer(url, response)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _refused(url, f"does not answer ({type(error).__name__})") from error


async def _answer(url: str, response: Any) -> str | tuple[str, str | None, bytes]:
    if response.status in {301, 302, 303, 307, 308} and "Location" in response.headers:
        return str(response.headers["Location"])
    if response.status != 200:  # noqa: PLR2004  (HTTP's OK)
        raise _refused(url, f"answers {response.status}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _refused(url, "sends its content packed")
    content = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        content.extend(chunk)
        if len(content) > MAX_BYTES:
            raise _refused(url, "is larger than 10 MB")
    return str(response.content_type), response.charset, bytes(content)


def checked(url: str) -> SplitResult:
    """Return the parts of an address that may be asked at all.

    Raises:
        DocumentError: It is not https, carries credentials, or names no usable host.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(url, "is not an address") from error
    if parts.scheme != "https" or not parts.hostname:
        raise _refused(url, "is not an https address")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "carries a user name or password")
    if port not in {None, HTTPS} or not url.isprintable() or " " in url or "\\" in url:
        raise _refused(url, "is not a plain https address")
    return parts


def _name(url: str, content_type: str) -> str:
    """Return a name with the ending of the document's kind."""
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path))
    kind = path.suffix.lower()
    told = KIND_OF_TYPE.get(content_type, "")
    if told in CHILD_KINDS or kind not in KINDS:
        kind = told
    if not kind:
        raise _refused(url, f"is of a kind that is not read ({content_type})")
    plain = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in path.stem)
    return f"{parts.hostname}/{plain.strip('.-')[:100] or 'index'}{kind}"


def _refused(url: str, reason: str) -> DocumentError:
    shown = "".join(sign for sign in url.split("?", maxsplit=1)[0][:100] if sign.isprintable())
    return DocumentError(f"{shown}: {reason}", "Download it and upload the file instead.")
