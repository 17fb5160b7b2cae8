"""One turn, one way: a stored visit becomes a consultation's next state and its replies."""

from bot.turns.administration import EXPORT, Administration, People
from bot.turns.arrivals import arrival_of
from bot.turns.assisting import Assisting
from bot.turns.consulting import Consulting
from bot.turns.governing import Governing
from bot.turns.house_rules import HouseRules
from bot.turns.knowing import Knowing
from bot.turns.origin import FormOrigin
from bot.turns.pages import Pages
from bot.turns.panel import panel, window_of
from bot.turns.pieces import PAUSE_SECONDS, cut
from bot.turns.posting import FILES, HOME_PAGE, STREAM, Place, call, post
from bot.turns.reception import Reception
from bot.turns.stopping import is_stopped
from bot.turns.visit import (
    HOME,
    Act,
    Commanded,
    FormRequested,
    Left,
    Opened,
    RootRefused,
    Shared,
    Stopped,
    Visit,
    is_direct,
    read_visit,
    write_visit,
)
from bot.turns.windows import Windows, stand_in
from bot.turns.writing import Writing

__all__ = [
    "EXPORT",
    "FILES",
    "HOME",
    "HOME_PAGE",
    "PAUSE_SECONDS",
    "STREAM",
    "Act",
    "Administration",
    "Assisting",
    "Commanded",
    "Consulting",
    "FormOrigin",
    "FormRequested",
    "Governing",
    "HouseRules",
    "Knowing",
    "Left",
    "Opened",
    "Pages",
    "People",
    "Place",
    "Reception",
    "RootRefused",
    "Shared",
    "Stopped",
    "Visit",
    "Windows",
    "Writing",
    "arrival_of",
    "call",
    "cut",
    "is_direct",
    "is_stopped",
    "panel",
    "post",
    "read_visit",
    "stand_in",
    "window_of",
    "write_visit",
]
