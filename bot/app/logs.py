"""Logs: one JSON line an event, without secrets and without anybody's words."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Final

from typing_extensions import override

_SECRETS: Final = re.compile(
    r"xox[a-z]-[\w-]+|xoxe[\w.-]+|xapp-[\w-]+|\bsk-[\w-]{8,}"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?i:bearer\s+\S+)|\bv0=[0-9a-f]{64}"
)
_HUSHED: Final = {
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    # at INFO Bolt prints whole requests, and it warns that the token, which we use, is ignored
    "bot.slack.bolt": logging.ERROR,
    "chromadb": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "openai": logging.WARNING,  # at DEBUG it prints prompts
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,  # at DEBUG it prints frames and payloads
    "sqlalchemy": logging.WARNING,  # at DEBUG it prints rows
    "uvicorn": logging.WARNING,
}
"""Libraries that would print what people wrote; kept quiet whatever our own level is."""


class JsonLines(logging.Formatter):
    """Formats a record as one JSON line and blots out secrets last, tracebacks included."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": moment,
            "level": record.levelname,
            "from": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return redact(json.dumps(line, ensure_ascii=False))

    @override
    def formatException(self, ei: object) -> str:
        """Keep where it happened; leave out the error's own words, which may quote a person."""
        kind, error, trace = ei if isinstance(ei, tuple) else (None, None, None)
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        name = getattr(kind, "__name__", type(error).__name__)
        return f"{name} at {' < '.join(reversed(places[-8:]))}"


def redact(text: str) -> str:
    """Return a text with tokens, keys, passwords and signatures blotted out."""
    return _SECRETS.sub("[secret]", text)


def start_logging(level: str) -> None:
    """Send every record to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name, least in _HUSHED.items():
        logging.getLogger(name).setLevel(least)
