"""Delivery: what makes an acknowledged message survive."""

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

__all__ = [
    "Ambiguous",
    "Arrival",
    "Gateway",
    "Handler",
    "NotSent",
    "Outgoing",
    "Parked",
    "Refused",
    "SendError",
]
