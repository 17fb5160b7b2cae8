"""Delivery: what makes an acknowledged message survive.

An event is stored in the inbox before it is acknowledged; a worker turns it into replies, which
are stored in the same transaction that closes it; a sender carries them to Slack. Processing is
at-least-once; posting is effectively once.

An arrival:  waiting ──claim──▶ held by a worker ──turn──▶ done (its replies are in the outbox)
                 ▲                    │
                 └─ failed, or the ◀──┴──▶ dead, with one apology (it failed too often)
                    lease ran out

A reply:     pending ──claim──▶ sending ──▶ sent, or refused for good
                 ▲                 │
                 ├── NotSent, ◀────┤
                 │   Parked        ▼
                 │              Ambiguous, or the lease ran out: a doubt. It stays `sending`, and
                 │              whoever claims it next looks it up in Slack (`doubt.cure`):
                 └── not there ◀── there: sent

Files: `nouns` (what there is), `inbox` (storing), `queue` (claims, leases, fencing), `rounds` (the
loop), `worker` (turns), `outbox` (replies and their places), `sender`, `outcomes` (what is written
down after an attempt), `doubt`, `restoring` (what a backup had open).
"""

from bot.delivery.doubt import cure
from bot.delivery.inbox import Inbox, Store
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
from bot.delivery.queue import Backlog, count_dead, pending_age, resume, waiting
from bot.delivery.restoring import doubt_open, restored_turns
from bot.delivery.sender import Sender
from bot.delivery.statements import LONGEST_HOLD_SECONDS
from bot.delivery.worker import Worker

__all__ = [
    "LONGEST_HOLD_SECONDS",
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
    "Store",
    "Worker",
    "count_dead",
    "cure",
    "doubt_open",
    "enqueue",
    "overtake",
    "pending_age",
    "restored_turns",
    "resume",
    "waiting",
]
