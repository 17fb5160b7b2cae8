"""A call of the Web API that Slack answers with an error code."""

from bot.playground.changes import Json


class Refusal(Exception):  # noqa: N818  (not an error of ours: an answer of Slack's)
    """Slack's answer `{"ok": false, "error": code}`.

    Attributes:
        code: Slack's error code, for example `channel_not_found`.
        more: Further fields of the answer.
    """

    def __init__(self, code: str, **more: Json | list[str] | str) -> None:
        """Refuse with a code."""
        super().__init__(code)
        self.code = code
        self.more = more

    def as_json(self) -> Json:
        """Return the answer's body."""
        return {"ok": False, "error": self.code, **self.more}
