"""Reasoning: the reasons a team reads answer what it asked, in numbers that the scores bear out."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors import explain, read_facts
from advisors.advice import Advice
from advisors.estimate import OptionCost
from bot.comparing import compare_with_prompting, despite_cost, find_best_closed
from bot.conversation import cards
from bot.conversation.state import State
from bot.figures import approach_words, stated_first
from tests.bot.conversation.talk import DESK, Talk
from tests.bot.plain import plain_text

STUCK = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "$2k a month, 3,000 solved tickets. We tried few-shot for months and it stopped improving"
)
LEVELS = {
    name: [one.value for one in definition.levels]
    for name, definition in DESK.catalogue.facts.items()
    if definition.levels
}
# advice takes some hundred milliseconds, so a few examples a run
QUICK = settings(max_examples=12, deadline=None)


def advised(**facts: object) -> tuple[Advice, str]:
    given_facts = read_facts(facts, [], DESK.catalogue)
    advice = DESK.advise(given_facts)
    card = cards.recommendation(State(opened=True, facts=given_facts), advice, DESK).card
    return advice, plain_text(card)


def test_a_tuned_model_is_first_of_all_compared_with_prompting() -> None:
    talk = Talk()
    talk.say(STUCK, "direct")
    text = plain_text(talk.say("recommend now", "direct")[-1].card)
    assert "== Recommendation: fine-tune" in text
    because = text.split("Because", 1)[1].splitlines()
    assert because[0].endswith("points over prompt)")
    assert "Work on prompts so far: Stuck. Prompting is the cheapest step" in because[1]
    assert "• Over fine-tune" in text
    assert "a year dearer than" in text


@QUICK
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in LEVELS.items()}))
def test_points_over_prompting_sum_to_the_difference_of_the_scores(facts: dict[str, str]) -> None:
    advice = DESK.advise(read_facts(dict(facts), [], DESK.catalogue))
    over = compare_with_prompting(advice, DESK.catalogue)
    scores = {one.approach: one.score for one in advice.options}
    if over:
        total = sum((one.contribution for one in over), Fraction(0))
        assert total == scores[advice.approach] - scores["prompt"]
    else:
        assert "prompt" in {advice.approach, advice.runner_up}
    assert explain(advice, DESK.catalogue).margin == advice.margin


@QUICK
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in LEVELS.items()}))
def test_what_nobody_knows_is_no_reason(facts: dict[str, str]) -> None:
    advice = DESK.advise(read_facts(dict(facts), list(LEVELS), DESK.catalogue))
    assert "unknown" not in {one.level for one in stated_first(advice.reasons)}


CLOSED = {
    "provider": "openai",
    "prompt_state": "plateaued",
    "labelled_examples": "20000",
    "requests_per_month": "30000000",
    "consistency": "strict",
    "gap": "behaviour",
}


def test_a_closed_option_that_scores_highest_stands_in_the_headline() -> None:
    advice, text = advised(**CLOSED)
    best = find_best_closed(advice)
    assert best is not None
    assert best.approach == "fine-tune"
    head, told = text.splitlines()[:2]
    assert head.endswith("as fine-tune is closed ==")
    assert told.startswith("Fine-tune scores highest, but is closed (")
    first_words = best.gates[0].reason.split(";")[0]
    assert first_words in told
    assert "Opens: Being an organisation that ran a tuned OpenAI model in the last 60 days." in told
    assert text.count(first_words) == 1


def test_the_details_tell_every_reason_in_full_and_no_setting_of_a_terminal() -> None:
    given_facts = read_facts(CLOSED, [], DESK.catalogue)
    advice = DESK.advise(given_facts)
    state = State(opened=True, facts=given_facts)
    text = plain_text(cards.details(state, advice, DESK))
    gates = [one.gates[0] for one in advice.options if one.gates]
    assert gates
    assert all(gate.reason in text for gate in gates)
    assert "openai_tuning_customer" not in text


@pytest.mark.parametrize("facts", [{}, {**CLOSED, "openai_tuning_customer": "yes"}])
def test_a_headline_speaks_of_no_closed_option_without_one(facts: dict[str, str]) -> None:
    _, text = advised(**facts)
    assert "is closed ==" not in text
    assert "scores highest" not in text


def test_why_not_what_is_recommended_tells_what_speaks_against_it() -> None:
    talk = Talk()
    talk.say(STUCK, "direct")
    talk.say("recommend now", "direct")
    option = "both" if DESK.advise(talk.state.facts).approach == "hybrid" else "fine-tune"
    text = plain_text(talk.say(f"why not {option}?", "direct")[-1].card)
    assert "this speaks against it:" in text
    assert "Requests a month" in text


def find_costs(advice: Advice) -> dict[str, OptionCost]:
    gated = {one.approach for one in advice.options if one.gates}
    return {name: one for name, one in advice.cost.options.items() if name not in gated}


@QUICK
@given(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in LEVELS.items()}),
    st.sampled_from([None, 100, 500, 3000]),
)
def test_why_a_dearer_option_is_recommended_is_said_exactly_when_it_is_dearer_or_over_budget(
    facts: dict[str, object], budget: int | None
) -> None:
    stated = dict(facts) if budget is None else {**facts, "budget_monthly_usd": budget}
    advice = DESK.advise(read_facts(stated, [], DESK.catalogue))
    taken = advice.cost.options[advice.approach]
    costs = find_costs(advice)
    years = {name: one.twelve_months.likely for name, one in costs.items()}
    cheaper = {name for name, year in years.items() if year < taken.twelve_months.likely}
    fitting = {name for name, one in costs.items() if not one.overruns}
    told = despite_cost(advice)
    assert bool(told) is bool(cheaper or taken.overruns)
    if cheaper:
        nearest = max(cheaper, key=lambda name: years[name])
        assert f"dearer than {approach_words(nearest)}, the next cheaper" in told
    if taken.overruns and not fitting:
        assert "no option fits the budget" in told
    elif taken.overruns:
        assert "fits the budget" in told


def test_cost_is_no_score_and_the_message_says_so_beside_the_budget() -> None:
    advice, text = advised(gap="knowledge", budget_monthly_usd=500, requests_per_month=50_000)
    assert advice.approach == "rag"
    (told,) = (line for line in text.splitlines() if line.startswith("Cost did not decide:"))
    assert "a year dearer than" in told
    assert advice.cost.break_even_with_retrieval.requests_per_month is not None
    assert "Break-even of fine-tuning with retrieval: about" in text
    assert "requests a month against prompting with retrieval." in text
