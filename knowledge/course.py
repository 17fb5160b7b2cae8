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
        documents: Documents read so far.
        all_documents: How many there are, as far as is known.
        failpoint: Name of the step that kills the process; only tests name one.
    """

    def __init__(
        self, progress: Callable[[Progress], None] | None = None, failpoint: str | None = None
    ) -> None:
        """Tell `progress`, which is called in the event loop, how it goes."""
        self.cancelled = False
        self.failpoint = failpoint
        self.documents = self.all_documents = 0
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

    def expect(self, count: int) -> None:
        """Tell that so many more documents are to be read; may be called from any thread.

        Raises:
            ReloadError: The reload was cancelled.
        """
        self.all_documents += count
        self._tell(None)

    def read_one(self) -> None:
        """Tell that one more document is read; may be called from any thread.

        Raises:
            ReloadError: The reload was cancelled.
        """
        self.documents += 1
        self._tell(self._left(self.documents, self.all_documents))

    def step(self, done: int, total: int) -> None:
        """Tell that so many passages of this stage are done; may be called from any thread.

        Raises:
            ReloadError: The reload was cancelled.
        """
        self._tell(self._left(done, total), done, total)

    def _left(self, done: int, total: int) -> float | None:
        spent = monotonic() - self._began
        return spent / done * (total - done) if done else None

    def _tell(self, left: float | None, passages: int = 0, all_passages: int = 0) -> None:
        if self.cancelled:
            raise ReloadError("The reload was cancelled.", "The version before it still answers.")
        if self._progress is not None:
            counts = (self.documents, passages, left, self.all_documents, all_passages)
            news = Progress(self._stage, *counts)
            self._loop.call_soon_threadsafe(self._progress, news)
