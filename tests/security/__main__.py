"""`python -m tests.security`: two workspaces act for minutes; count the words that cross over.

Both have installed one advisor by OAuth, over one database and one knowledge base. Each has a word
of its own in everything it says and keeps; exit 1 when one of them is seen, kept or found by the other.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.security.tenants import act, settle_in, strangers
from tests.walks.test_installation import installable

OPERATIONS: Final = 10_000
ROUNDS: Final = 20
"""After each of which everything is looked through."""
CHANNELS: Final = 60
TOGETHER: Final = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.security", description=__doc__)
    parser.add_argument("--operations", type=int, default=OPERATIONS, help="how many acts")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is drawn by lot")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # people press what is stale: that is refused, and logged
    found = asyncio.run(_run(given.operations, given.seed))
    print(f"{given.operations} operations of two workspaces: {len(found)} foreign canaries")
    print("\n".join(found), end="")
    return 1 if found else 0


async def _run(operations: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="tenants") as folder:
        async with installable(Path(folder)) as demo:
            tenants = await settle_in(demo, CHANNELS)
            for number in range(ROUNDS):
                await act(tenants, operations // ROUNDS, seed * ROUNDS + number, TOGETHER)
                if found := await strangers(tenants):
                    return found
                print(f"{(number + 1) * 100 // ROUNDS} %", end=" ", flush=True)
    return []


if __name__ == "__main__":
    sys.exit(main())
