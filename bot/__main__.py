"""The `advisor` command: runs one command and turns what went wrong into words and a code."""

import sys


def main() -> None:
    """Run the command line; exit 0 when done, 1 when the work failed, 2 on wrong usage."""
    from bot.cli import app  # noqa: PLC0415  (an import that fails is a bug, not a command's fault)

    try:
        app()
    except Exception as error:  # noqa: BLE001  (told apart below: a bug is raised again)
        sys.exit(_explain(error))


def _explain(error: Exception) -> int:
    """Say what happened and what to do next; whatever is not expected is raised again."""
    from advisors import FactError, PriceError  # noqa: PLC0415  (only now is it needed)
    from bot.errors import UsageError  # noqa: PLC0415  (the same)
    from bot.expected import EXPECTED  # noqa: PLC0415  (the same)

    if not isinstance(error, EXPECTED):
        raise error
    sys.stderr.write(f"{error}\n→ {error.mend}\n")
    return 2 if isinstance(error, FactError | PriceError | UsageError) else 1


if __name__ == "__main__":
    main()
