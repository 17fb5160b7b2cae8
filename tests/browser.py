"""The browser of the tests: Debian's Chromium, found or loudly missed.

Run as a module, as `make test` does, it prints which tests to run, as a pytest mark expression.
Without a browser it says loudly that the browser tests do not run, and exits 1 where CI=true.
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
    if find_browser():
        print("browser or not browser")
        return 0
    print("not browser")
    print(
        "!!! THE BROWSER TESTS DO NOT RUN: there is no Chromium on this machine.\n"
        "!!! Install it (Debian: apt-get install chromium chromium-driver) and run `make test`.",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
