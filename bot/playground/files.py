"""Files of the stand-in Slack."""

from dataclasses import dataclass, field

from bot.playground.changes import Json

KINDS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "txt": "text/plain",
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(slots=True, eq=False)
class SharedFile:
    """One uploaded file.

    Attributes:
        length: Size in bytes, as announced before the upload.
        content: The bytes; None until they arrived.
        shares: Where it was posted: pairs of channel and ts.
    """

    id: str
    name: str
    user: str
    length: int
    alt_text: str = ""
    title: str = ""
    created: int = 0
    content: bytes | None = None
    shares: list[tuple[str, str]] = field(default_factory=list)

    @property
    def extension(self) -> str:
        """The end of the name, in lower case, without the dot."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    @property
    def mimetype(self) -> str:
        """The media type told from the name."""
        return KINDS.get(self.extension, "application/octet-stream")

    def as_json(self, base: str) -> Json:
        """Return the file as `files.info` gives it; `base` is the stand-in's own address."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.extension,
            "size": self.length,
            "user": self.user,
            "created": self.created,
            "timestamp": self.created,
            "alt_txt": self.alt_text,
            "mode": "hosted",
            "url_private": f"{base}/files-pri/{self.id}/{self.name}",
            "url_private_download": f"{base}/files-pri/{self.id}/download/{self.name}",
            "permalink": f"{base}/files/{self.id}",
            "channels": [channel for channel, _ in self.shares],
            "shares": {"public": {channel: [{"ts": ts}] for channel, ts in self.shares}},
        }
