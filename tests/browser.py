"""The browser of the tests: Debian's Chromium, found or loudly missed.

Run as a module it says whether the browser tests will run; `make test` calls it so. Without a
browser it exits 1 where CI=true, and 0 with a loud notice elsewhere.
"""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    if path := find_browser():
        print(f"The browser tests run with {path}.")
        return 0
    print(
        "!!! THE BROWSER TESTS DID NOT RUN: there is no Chromium on this machine.\n"
        "!!! Install it (Debian: apt-get install chromium chromium-driver) and run `make test`.",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
