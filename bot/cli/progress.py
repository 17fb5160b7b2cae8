"""Progress: a bar on standard error while a reload runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from knowledge import Progress


@contextmanager
def watching(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Show how far a reload has come until the block ends; quietly for programs."""
    console = Console(stderr=True, quiet=quiet)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading")

        def watch(progress: Progress) -> None:
            left = progress.seconds_left
            soon = f", about {left:.0f} s left" if left else ""
            bar.update(
                task,
                description=(
                    f"{progress.stage}: {progress.documents} documents, "
                    f"{progress.passages} passages{soon}"
                ),
            )

        yield watch
