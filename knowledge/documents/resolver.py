"""Resolver: aiohttp connects to the addresses that were checked, and looks nothing up."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override


class PinnedResolver(AbstractResolver):
    """Answers for one host with addresses that were checked before."""

    def __init__(self, host: str, addresses: list[str]) -> None:
        """Remember the host and its addresses."""
        self._host = host
        self._addresses = addresses

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the checked addresses of a family; any other host is unknown."""
        if host.lower() != self._host.lower():
            raise OSError(f"{host} was not checked")
        results = [self._result(address, port) for address in self._addresses]
        return [each for each in results if family in {socket.AF_UNSPEC, each["family"]}]

    def _result(self, address: str, port: int) -> ResolveResult:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return ResolveResult(
            hostname=self._host,
            host=address,
            port=port,
            family=family,
            proto=0,
            flags=socket.AI_NUMERICHOST,
        )

    @override
    async def close(self) -> None:
        """Hold nothing."""
