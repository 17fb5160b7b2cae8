"""Progress: a bar on standard error while a reload runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from knowledge import Progress


@contextmanager
def watching(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Show how far a reload has come until the block ends; quietly for programs."""
    console = Console(stderr=True, quiet=quiet)
    columns = (
        SpinnerColumn(),
        BarColumn(20),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    seen = console.is_interactive
    with Bar(*columns, console=console, transient=True, disable=not seen) as bar:
        task = bar.add_task("reading")

        def watch(progress: Progress) -> None:
            bar.update(task, description=str(progress), total=1, completed=progress.share or 0)

        yield watch
