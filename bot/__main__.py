"""The `advisor` command: runs one command and turns what went wrong into words and a code."""

import sys

from advisors.errors import FactError
from bot.errors import EXPECTED, UsageError


def main() -> None:
    """Run the command line; exit 0 when done, 1 when the work failed, 2 on wrong usage."""
    from bot.cli import app  # noqa: PLC0415  (the commands load after the errors are known)

    try:
        app()
    except EXPECTED as error:
        sys.exit(_explained(error))


def _explained(error: Exception) -> int:
    mend = getattr(error, "mend", "")
    sys.stderr.write(f"{error}\n")
    if mend:
        sys.stderr.write(f"→ {mend}\n")
    return 2 if isinstance(error, FactError | UsageError) else 1


if __name__ == "__main__":
    main()
