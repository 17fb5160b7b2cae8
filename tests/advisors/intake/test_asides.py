"""Asides: what others say, what was once, what is asked or only supposed is no fact of the team."""

import pytest

from tests.advisors.intake.reading import assert_says, intake

ROWS = [
    # Others say it.
    ("A consultant told us that 95% accuracy is needed.", "-accuracy"),
    ("OpenAI's docs say 50 to 100 examples are enough, we have 320 examples", "labelled_examples=320"),
    ("The vendor claims you need 10,000 labelled examples.", "-labelled_examples"),
    ("I read somewhere that 1,000 examples suffice.", "-labelled_examples"),
    ("Some blog says prompts stop improving at some point.", "-prompt_state"),
    # Our own people say it for us.
    ("Our lawyers say the data must stay on our own servers.", "privacy=own-premises"),
    ("My boss says we have 2,000 labelled tickets.", "labelled_examples=2000"),
    # Another team's numbers.
    ("Unlike our competitor, who trained on 200k chats, we have 900 good examples.", "labelled_examples=900"),
    ("Our competitor has 40,000 labelled examples.", "-labelled_examples"),
    ("Other companies have 5,000 labelled examples, we have 80 labelled examples.", "labelled_examples=80"),
    ("Our competitor is stuck at 80%.", "-prompt_state"),
    ('"95% accuracy" is what the vendor promised.', "-accuracy"),
    ("In the paper they used 100k labelled examples.", "-labelled_examples"),
    ("According to the vendor, 2,000 labelled examples suffice.", "-labelled_examples"),
    ("I heard fine-tuning needs 10,000 examples.", "-labelled_examples"),
    ("People say RAG hallucinates.", "-gap"),
    # It was so once.
    ("Our old vendor charged $5k a month.", "-budget_monthly_usd"),
    ("The previous system ran on our own servers.", "-privacy"),
    ("Formerly on-prem, now anything goes.", "-privacy"),
    ("Compared to last year (20k tickets a month) we now get 45k tickets a month.", "requests_per_month=45000"),
    ("We used to get 50k tickets a month, now it's 8k tickets a month.", "requests_per_month=8000"),
    ("Until last year we handled 50,000 letters a month.", "-requests_per_month"),
    ("Previously 20,000 requests a day came in.", "-requests_per_month"),
    ("In the past nothing could leave our network.", "-privacy"),
    # It is so today.
    ("Tickets used to train it: 4,000 labelled tickets.", "labelled_examples=4000"),
    # It is asked.
    ("Would 500 examples be enough?", "-labelled_examples"),
    ("Are 500 labelled examples sufficient?", "-labelled_examples"),
    ("Do we need labelled data?", "-labelled_examples"),
    ("Do we need 500 labelled examples?", "-labelled_examples"),
    ("Should we host it on our own servers?", "-privacy"),
    ("Should I label 300 tickets first?", "-labelled_examples"),
    ("How about 1,000 labelled tickets?", "-labelled_examples"),
    ("Do you think 2k examples is too little?", "-labelled_examples"),
    ("Would on-prem be overkill?", "-privacy"),
    ("Should it cite sources?", "-citations"),
    ("Could it answer in under a second?", "-latency"),
    # It is denied, or put right.
    ("We don't have 5,000 tickets labelled, more like 600 labelled.", "labelled_examples=600"),
    ("We're not stuck, prompts keep improving.", "prompt_state=improving"),
    ("Neither labels nor examples exist.", "labelled_examples=0"),
    ("Not only 200 but 2,000 labelled examples.", "labelled_examples=2000"),
    # It is only supposed.
    ("Hypothetically, with 50k labelled rows, what then?", "-labelled_examples"),
    ("What if we had 10k labelled mails?", "-labelled_examples"),
    ("If we had a budget of $50k, what then?", "-budget_one_off_usd"),
    ("We could label 500 tickets by January.", "-labelled_examples -deadline_days"),
    ("Suppose the data may not leave our network.", "-privacy"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_only_what_the_team_says_of_itself_today_is_a_fact(text: str, expected: str) -> None:
    assert_says(text, expected)


# A question about the method tells the use case; nothing of it is asked for.
METHODS = [
    ("Should we fine-tune or prompt for contract review?", "domain=expert"),
    ("Is it worth tuning for 500 support tickets a day?", "requests_per_month=15000"),
    ("Can we fine-tune llama for classifying support tickets?", "variety=narrow"),
    ("Should we use RAG for our 40-page handbook?", "document_tokens=24000"),
    ("Should I tune with 2,000 labelled tickets?", "labelled_examples=2000"),
    ("Is fine-tuning overkill for 300 emails a week?", "requests_per_month=1290"),
    ("Do we need fine-tuning for legal contract review?", "domain=expert"),
    ("Can a prompt handle 20 categories at 3k requests a day?", "requests_per_month=90000"),
    ("Would fine-tuning help to get to 95% accuracy?", "accuracy=high"),
]


@pytest.mark.parametrize(("text", "expected"), METHODS, ids=[text for text, _ in METHODS])
def test_a_question_about_the_method_states_what_it_is_for(text: str, expected: str) -> None:
    assert_says(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "We answer tickets of two shops and wonder: what if the model doesn't know our products?",
        "We classify mails of two shops. Should we worry that it hallucinates?",
        "We tag mails of two shops. If the model gets the labels wrong, a colleague moves the mail.",
    ],
)
def test_what_is_supposed_or_asked_suggests_no_gap(text: str) -> None:
    read = intake(text)

    assert "gap" not in {one.name for one in (*read.found, *read.presumed)}
