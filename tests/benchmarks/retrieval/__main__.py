"""Run the benchmarks: `python -m tests.benchmarks.retrieval [FOLDER] [--scale PASSAGES]`.

FOLDER holds chunking_evaluation (`questions_df.csv` and `corpora/`); without it that part is left
out. Ends with 1 when a target is missed.
"""

import argparse
import sys
from pathlib import Path

from tests.benchmarks.retrieval import chunking, refusing, scale


def main() -> int:
    """Print every table; returns 0 when all targets are met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.retrieval")
    parser.add_argument("folder", nargs="?", type=Path)
    sizes = [100, 10_000]
    parser.add_argument("--scale", type=int, nargs="*", default=sizes, metavar="PASSAGES")
    chosen = parser.parse_args()
    met = [refusing.report()]
    if chosen.folder is not None:
        met.append(chunking.report(chosen.folder))
    met += [scale.report(passages) for passages in chosen.scale]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
