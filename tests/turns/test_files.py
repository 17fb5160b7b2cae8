"""Files: what is made of an order in the outbox is what the recommendation said."""

import json

from advisors import advice_as_json, export_csv
from bot.app.carrier import make_file
from bot.conversation import FileCard, Reply, Said, Shape
from bot.delivery import Outgoing
from bot.turns import Place, Visit, post
from tests.bot.conversation.talk import DESK, recommended

ADVICE = DESK.advise(recommended().state.facts)
PLACE = Place("T1", "c1", "C1", "1.0")
VISIT = Visit(
    key="k", at="1", workspace="T1", user="U1", channel="C1", act=Said("export", "thread")
)


def ordered(shape: Shape) -> Outgoing:
    (order,) = post([Reply(FileCard(ADVICE, "Here.", shape=shape), "")], PLACE, VISIT)
    return order


def made(shape: Shape) -> bytes:
    """The file, made from the order as the database keeps it."""
    order = ordered(shape)
    return make_file(order.method, json.loads(json.dumps(order.payload)), DESK.catalogue)


def test_the_file_for_spreadsheets_is_the_export_of_the_recommendation() -> None:
    assert made("csv").decode() == export_csv(ADVICE)


def test_the_file_for_programs_holds_the_costs_that_the_terminal_prints() -> None:
    assert json.loads(made("json")) == json.loads(json.dumps(advice_as_json(ADVICE)))["cost"]


def test_without_the_file_its_words_are_not_said() -> None:
    csv, chart = ordered("csv").fallback, ordered("chart").fallback
    assert csv is not None
    assert chart is not None
    assert str(csv["text"]).startswith("Slack did not take the file.")
    assert chart["text"] == "Here."
