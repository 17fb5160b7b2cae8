"""Delivery: what makes an acknowledged message survive.

An event is stored in the inbox before it is acknowledged; a worker turns it into replies, which
are stored in the same transaction that closes it; a sender carries them to Slack. Processing is
at-least-once; posting is effectively once.
"""

from bot.delivery.doubt import cure
from bot.delivery.inbox import Inbox
from bot.delivery.nouns import (
    Ambiguous,
    Arrival,
    Gateway,
    Handler,
    NotSent,
    Outgoing,
    Parked,
    Refused,
    SendError,
)
from bot.delivery.outbox import enqueue, overtake
from bot.delivery.queue import Backlog, pending_age, resume, waiting
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker

__all__ = [
    "Ambiguous",
    "Arrival",
    "Backlog",
    "Gateway",
    "Handler",
    "Inbox",
    "NotSent",
    "Outgoing",
    "Parked",
    "Refused",
    "SendError",
    "Sender",
    "Worker",
    "cure",
    "enqueue",
    "overtake",
    "pending_age",
    "resume",
    "waiting",
]
