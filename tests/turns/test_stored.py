"""What earlier versions stored is read by this one."""

import json
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.conversation import Consultation, Said
from bot.conversation.state import Asked, Heard
from bot.turns import read_visit

OLD: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "operations" / "revision_0001.json").read_text("utf-8")
)
"""A turn that waits and an open consultation, as the first version of the tables kept them."""
READ: dict[str, Any] = {
    "turn": {
        "key": "k",
        "at": "1.0",
        "user": "U",
        "act": {"form": "edit", "values": [["accuracy", "high"]], "version": 3},
        "locale": "de-DE",
    },
    "on": "2026-11-28",
    "reading": {
        "kind": "facts",
        "intake": {
            "found": [
                {
                    "name": "deadline_days",
                    "value": {"number": "14"},
                    "evidence": "two weeks",
                    "start": 0,
                    "end": 9,
                }
            ],
            "conflicts": [],
            "problems": [],
            "presumed": [],
            "unplaced": [],
        },
    },
    "introduction": {"text": "Hello.", "disclosure": "By a model.", "about": "rag"},
    "kind": "submitted",
}


def test_a_waiting_turn_is_read() -> None:
    visit = read_visit(OLD["inbox"][0]["payload"])

    assert visit.act == Said("recommend now", "thread", addressed=True)
    assert (visit.key, visit.thread) == ("EvOLD", "CHANNEL:1795868913.173242")


def test_an_open_consultation_is_read() -> None:
    state = Consultation.from_json(OLD["consultation"][0]["state"]).state

    assert state.facts.values == {"requests_per_month": Decimal(50_000)}
    assert state.facts.skipped == {"gap"}
    evidence = "50k router support tickets a month"
    assert state.heard == (Heard("requests_per_month", evidence, "said"),)
    assert state.open == Asked("citations", "question:citations:1", "open")


def test_a_form_and_what_a_model_read_are_stored_as_they_were() -> None:
    written = {"turns": [READ], "state": OLD["consultation"][0]["state"]["state"]}
    again = json.loads(json.dumps(Consultation.from_json(written).to_json()))

    expected = deepcopy(READ)
    del expected["turn"]["locale"]  # was never set
    expected["reading"]["intake"]["task"] = ""  # was not read yet
    assert again["turns"] == [expected]
