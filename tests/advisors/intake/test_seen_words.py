"""Words as people were seen to write them: complaints, work on prompts, what is at hand, how often."""

import pytest

from tests.advisors.intake.reading import assert_says, intake

ROWS = [
    # What the plain model lacks: knowledge.
    ("It has no idea what our return window is and just guesses.", "gap=knowledge"),
    ("it hallucinates our product names", "gap=knowledge"),
    ("because it doesn't know our tariffs", "gap=knowledge"),
    ("It makes up clauses that were never in the contract.", "gap=knowledge"),
    ("it writes SQL against columns that don't exist in our database", "gap=knowledge"),
    ("ChatGPT keeps misinterpreting our acronyms", "gap=knowledge"),
    ("regulations passed after the model's training cutoff", "gap=knowledge"),
    ("Answers must come from text that compliance released.", "gap=knowledge consistency=strict"),
    # … behaviour.
    ("the model gets the tone wrong", "gap=behaviour"),
    ("it keeps paraphrasing what we tell it to copy", "gap=behaviour"),
    ("it ignores the glossary", "gap=behaviour"),
    ("the model is far too lenient", "gap=behaviour"),
    ("it fills in the wrong arguments", "gap=behaviour"),
    ("moderators overturn one in five of its flags", "gap=behaviour"),
    ("it refuses to adhere to the style guide", "gap=behaviour"),
    # … both, or nothing.
    ("Know our policies and speak the way our company talks: a general model does neither.", "gap=both"),
    ("GPT nails our tone even on long letters, and the prompt does fine.", "gap=none"),
    ("Prompting works okay but it doesn't follow our conventions", "gap=behaviour"),
    # What people keep doing is no fault of a model.
    ("we keep adding articles", "-gap"),
    # Work on prompts.
    ("thirty prompt versions later the score is where it was in March", "prompt_state=plateaued"),
    ("accuracy barely moves whatever rules we add", "prompt_state=plateaued -knowledge_change"),
    ("changing the prompt helped at first, not any more", "prompt_state=plateaued"),
    ("that isn't reachable by prompt engineering alone", "prompt_state=plateaued"),
    ("each prompt iteration still gives us two points", "prompt_state=improving -labelled_examples"),
    ("We have not written a single prompt yet.", "prompt_state=untried"),
    # What there is to learn from.
    ("2k traces where an engineer corrected the call", "labelled_examples=2000"),
    ("90,000 calls with the final priority are on file", "labelled_examples=90000"),
    ("350 posts of his exist", "labelled_examples=350"),
    ("it scored 4.7 out of 5", "-labelled_examples"),
    ("the instructions and examples have grown to 10,000 tokens", "shared_prefix_tokens=10000 -labelled_examples"),
    ("two moderators per comment", "label_quality=clean"),
    ("the simulator tells us whether they hold", "grader=automatic"),
    ("nothing is ever sent by itself", "grader=human"),
    # How often, for how many.
    ("1,000 customers asking 3 questions a week", "requests_per_month=12900"),
    ("200 employees ask 3,000 questions a month", "requests_per_month=3000"),
    ("half a cent each and 15,000 a day", "requests_per_month=450000"),
    ("the cost ceiling is $8,000 a month", "budget_monthly_usd=8000"),
    ("a wrong VIN costs us around $150", "failure_cost_usd=150"),
    # The task.
    ("we sort support mail", "variety=narrow"),
    ("scan every ticket for the order number", "variety=narrow complexity=simple"),
    ("tags are added or merged every month", "task_change=shifting"),
    ("under-triage costs lives", "accuracy=critical"),
    ("it runs on my laptop", "privacy=own-premises"),
    ("it fails on edge cases", "-privacy"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_words_that_were_seen_are_read(text: str, expected: str) -> None:
    assert_says(text, expected)


def test_a_shape_that_is_asked_for_is_suggested_even_in_a_short_text_and_so_asked() -> None:
    read = intake("Responses must be JSON.")

    assert not read.found
    assert [(one.name, one.value) for one in read.presumed] == [("consistency", "strict")]


def test_what_follows_from_one_fact_is_no_part_of_an_addition() -> None:
    assert not intake("We have 3,000 labelled tickets.").presumed


def test_people_times_what_each_does_is_suggested_and_not_stated() -> None:
    read = intake(
        "1,000 customers asking 3 questions a week each want a quick and friendly answer."
    )
    unsaid = intake(
        "1,000 customers asking 3 questions a week want a quick and friendly answer now."
    )

    assert "requests_per_month" in {one.name for one in read.found}
    assert "requests_per_month" in {one.name for one in unsaid.presumed}


def test_a_statement_inside_a_longer_suggestion_stays_a_statement() -> None:
    text = (
        "We tag one kind of document with codes every day, and a person looks at the doubtful ones."
    )

    assert "variety" in {one.name for one in intake(text).found}


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("we answer tickets", "answer tickets"),
        ("we sort support mail", "sort support mail"),
        ("what is the weather in Paris?", ""),
        ("hello there", ""),
    ],
)
def test_the_words_of_the_task_are_known_where_no_fact_is(text: str, task: str) -> None:
    assert intake(text).task == task
