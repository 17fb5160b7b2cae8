"""Course: how far a reload has come, what it tells those who watch, and whether it goes on."""

import asyncio
from collections.abc import Callable
from time import monotonic

from knowledge.errors import ReloadError
from knowledge.versions import Progress


class Course:
    """The running reload of one workspace.

    Attributes:
        cancelled: Set by `Library.cancel`; the next step then stops the reload.
        failpoint: Name of the step that kills the process; only tests name one.
    """

    def __init__(
        self, progress: Callable[[Progress], None] | None = None, failpoint: str | None = None
    ) -> None:
        """Tell `progress`, which is called in the event loop, how it goes."""
        self.cancelled = False
        self.failpoint = failpoint
        self.documents = 0
        self._progress = progress
        self._loop = asyncio.get_running_loop()
        self._stage = ""
        self._began = monotonic()

    def enter(self, stage: str) -> None:
        """Begin a stage.

        Raises:
            ReloadError: The reload was cancelled.
        """
        self._stage, self._began = stage, monotonic()
        self.step(0, 0)

    def step(self, done: int, total: int) -> None:
        """Tell that so many passages of this stage are done; may be called from any thread.

        Raises:
            ReloadError: The reload was cancelled.
        """
        if self.cancelled:
            raise ReloadError("The reload was cancelled.", "The version before it still answers.")
        if self._progress is not None:
            spent = monotonic() - self._began
            left = spent / done * (total - done) if done else None
            news = Progress(self._stage, self.documents, done, left)
            self._loop.call_soon_threadsafe(self._progress, news)
