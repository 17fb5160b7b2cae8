"""Fields: what a form shows at first, and that every fact stays within reach."""

from itertools import pairwise

import pytest

from bot.conversation import Desk, Submitted, group_fields
from bot.conversation.fields import WHOLE, deciding, edit_form
from bot.conversation.forms import EditForm
from tests.bot.conversation.talk import DESK, recommended


def names(desk: Desk, level: int, first: tuple[str, ...] = ()) -> list[str]:
    groups, _ = group_fields(desk, level, first)
    return [one.name for group in groups for one in group.definitions]


def test_a_new_form_begins_with_few_facts_and_the_most_deciding_first() -> None:
    shown = names(DESK, 0)

    assert len(shown) == 8
    assert shown[0] == "gap"  # its rules weigh most
    assert shown == list(deciding(DESK)[:8])


@pytest.mark.parametrize("first", [(), ("model", "epochs"), tuple(DESK.catalogue.facts)])
def test_more_adds_below_until_every_fact_is_shown_once(first: tuple[str, ...]) -> None:
    shown = [names(DESK, level, first) for level in range(WHOLE + 1)]

    for fewer, more in pairwise(shown):
        assert more[: len(fewer)] == fewer
    assert sorted(shown[WHOLE]) == sorted(DESK.catalogue.facts)
    assert shown[0][: len(first)] == list(first)


def test_the_button_tells_how_many_fields_it_adds() -> None:
    for level in range(WHOLE):
        _, more = group_fields(DESK, level)
        added = len(names(DESK, level + 1)) - len(names(DESK, level))
        assert f"({added} " in more
    assert group_fields(DESK, WHOLE)[1] == ""


def test_the_form_of_everything_shows_all_that_is_known_at_once_so_saving_it_forgets_nothing() -> (
    None
):
    talk = recommended()
    known = dict(talk.state.facts.values)
    form = edit_form(talk.state, "", DESK)
    values = tuple((name, str(value)) for name, value in form.values)
    talk.take(Submitted("edit", values, talk.consultation.version))

    assert isinstance(form, EditForm)
    assert dict(talk.state.facts.values) == known
