"""One turn, one way: a stored visit becomes a consultation's next state and its replies."""

from bot.turns.administration import Administration, People
from bot.turns.arrivals import arrival_of
from bot.turns.assisting import Assisting
from bot.turns.consulting import Consulting
from bot.turns.pages import Pages
from bot.turns.posting import CHART, STREAM, Place, call, post
from bot.turns.reception import Reception
from bot.turns.stopping import is_stopped
from bot.turns.visit import (
    Act,
    Asked,
    Commanded,
    Left,
    Opened,
    RootRefused,
    Stopped,
    Visit,
    read_visit,
    write_visit,
)

__all__ = [
    "CHART",
    "STREAM",
    "Act",
    "Administration",
    "Asked",
    "Assisting",
    "Commanded",
    "Consulting",
    "Left",
    "Opened",
    "Pages",
    "People",
    "Place",
    "Reception",
    "RootRefused",
    "Stopped",
    "Visit",
    "arrival_of",
    "call",
    "is_stopped",
    "post",
    "read_visit",
    "write_visit",
]
