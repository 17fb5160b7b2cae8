"""A stand-in Slack in this process: real protocols over real sockets, and a page for people."""

from bot.playground.faults import Fault, Faults
from bot.playground.limits import refuse
from bot.playground.messages import Message
from bot.playground.people import Person
from bot.playground.playground import Playground
from bot.playground.views import View

__all__ = ["Fault", "Faults", "Message", "Person", "Playground", "View", "refuse"]
