"""Links: nothing inside the network is ever asked, whatever the address looks like."""

import asyncio
import ssl
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typing_extensions import override

from knowledge.documents.links import MAX_BYTES, Fetcher, checked, is_public
from knowledge.errors import DocumentError

ADDRESSES = tomllib.loads(Path(__file__).with_name("addresses.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", ADDRESSES["private"])
def test_an_address_that_is_not_public_is_known_for_what_it_is(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ADDRESSES["public"])
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ADDRESSES["odd"])
def test_an_odd_address_is_refused_before_anything_is_looked_up(url: str) -> None:
    with pytest.raises(DocumentError):
        checked(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:7f00:1]"]
)
async def test_a_number_for_a_host_is_resolved_and_refused(host: str) -> None:
    with pytest.raises(DocumentError, match=r"private network|not known"):
        await Fetcher().fetch(f"https://{host}/x.md")


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return contexts for a server called docs.example and for those who trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "docs.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("docs.example"), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=folder / "cert.pem")


class Site:
    """A server on loopback that answers each path with prepared bytes and counts connections."""

    def __init__(self, folder: Path) -> None:
        self.pages: dict[str, bytes] = {}
        self.connections = 0
        self.addresses = ["127.0.0.1"]
        self.server_context, self.trust = certificate(folder)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        request = await reader.readuntil(b"\r\n\r\n")
        path = request.split()[1].decode()
        writer.write(self.pages.get(path, b"HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"))
        writer.close()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[int]:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=self.server_context)
        async with server:
            yield server.sockets[0].getsockname()[1]

    def fetcher(self, port: int, permits: Callable[[str], bool] = lambda _: True) -> Fetcher:
        """Return a fetcher that finds every name here; the port is the site's own."""

        class Here(Fetcher):
            @override
            async def _asked(self, url: str, parts: object) -> str | tuple[str, str | None, bytes]:
                del parts
                moved = checked(url)
                local = moved._replace(netloc=f"{moved.hostname}:{port}")
                return await super()._asked(local.geturl(), local)

        return Here(resolver=self._resolve(), permission=permits, authority=self.trust)

    def _resolve(self) -> Callable[[str, int], Awaitable[list[str]]]:
        async def resolve(host: str, port: int) -> list[str]:
            del host, port
            return [self.addresses.pop(0)] if len(self.addresses) > 1 else self.addresses

        return resolve


def page(body: bytes, kind: str = "text/markdown", *more: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *more]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def redirect(place: str) -> bytes:
    return page(b"", "text/plain", f"Location: {place}", status="302 Found")


async def test_a_public_document_is_fetched_and_keeps_its_address(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.pages = {"/a.md": redirect("/b.md"), "/b.md": page(b"# Costs\n\nHigh.")}
    async with site.open() as port:
        found = await site.fetcher(port).fetch("https://docs.example/a.md")
    assert (found.title, found.link, found.name) == (
        "Costs",
        "https://docs.example/b.md",
        "docs.example/b.md",
    )


async def test_a_private_address_gets_no_connection(tmp_path: Path) -> None:
    site = Site(tmp_path)
    async with site.open() as port:
        with pytest.raises(DocumentError, match="private network"):
            await site.fetcher(port, is_public).fetch("https://docs.example/a.md")
    assert site.connections == 0


async def test_a_name_that_moves_inside_between_two_requests_is_refused(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.addresses = ["127.0.0.1", "10.0.0.1"]
    site.pages = {"/a.md": redirect("/b.md"), "/b.md": page(b"secret")}
    async with site.open() as port:
        with pytest.raises(DocumentError, match="private network"):
            await site.fetcher(port, lambda each: each == "127.0.0.1").fetch(
                "https://docs.example/a.md"
            )
    assert site.connections == 1


REFUSED = {
    "a redirect to http": ("a.md", redirect("http://docs.example/b.md"), "not an https"),
    "a redirect to itself": ("a.md", redirect("/a.md"), "redirects more than"),
    "a redirect with a password": ("a.md", redirect("https://u:p@docs.example/"), "user name"),
    "an error": ("a.md", page(b"no", status="500 Broken"), "answers 500"),
    "a packed body": ("a.md", page(b"x", "text/plain", "Content-Encoding: gzip"), "packed"),
    "a kind that is not read": ("a", page(b"GIF89a", "image/gif"), "kind that is not read"),
    "a body that is too large": ("a.md", page(b"a" * (MAX_BYTES + 1)), "larger than 10 MB"),
    "no HTTP at all": ("a.md", b"SSH-2.0-OpenSSH\r\n", "does not answer"),
}


@pytest.mark.parametrize(("path", "answer", "reason"), REFUSED.values(), ids=REFUSED)
async def test_a_bad_answer_is_refused(
    path: str, answer: bytes, reason: str, tmp_path: Path
) -> None:
    site = Site(tmp_path)
    site.pages = {f"/{path}": answer}
    async with site.open() as port:
        with pytest.raises(DocumentError, match=reason):
            await site.fetcher(port).fetch(f"https://docs.example/{path}")
