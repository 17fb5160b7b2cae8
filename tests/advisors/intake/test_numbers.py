"""Numbers in words and figures, with their units and periods."""

import pytest

from tests.advisors.intake.reading import assert_says

VOLUMES = [
    ("50k router tickets a month", 50000),
    ("around 2k/day", 60000),
    ("two hundred requests per hour", 144000),
    ("350 million visitors a month", 350000000),
    ("1.5M requests per month", 1500000),
    ("12,000 emails per month", 12000),
    ("12.000 emails per month", 12000),
    ("12 000 emails per month", 12000),
    ("12'000 emails per month", 12000),
    ("1.200 Anfragen pro Tag", 36000),
    ("12,00,000 queries a month", 1200000),
    ("5 lakh requests a month", 500000),
    ("a few hundred questions a day", 9000),
    ("thousands of chats a day", 90000),
    ("hundreds of millions of visitors a month", 300000000),
    ("half a million calls per month", 500000),
    ("a hundred and fifty tickets a day", 4500),
    ("one million chats a month", 1000000),
    ("10-20k messages a month", 15000),
    ("between 500 and 1,000 requests per week", 3225),
    ("from 100 to 300 queries a day", 6000),
    ("10 requests per second", 25920000),
    ("5 qps", 12960000),
    ("100 requests a minute", 4320000),
    ("300k emails per day", 9000000),
    ("we get 40,000 product questions a week", 172000),
    ("200 contracts per working day", 4200),
    ("600 manuals a year", 50),
    ("50 summaries a quarter", 17),
    ("daily 500 requests", 15000),
    ("our volume is about 20k a month", 20000),
    ("up to 3 thousand calls daily", 90000),
    ("1e6 requests a month", 1000000),
    ("dozens of reports a month", 30),
    ("a handful of requests a week", 22),
    ("500 demandes par jour", 15000),
    ("diez mil solicitudes al mes", 10000),
    ("zweihundert Anfragen pro Tag", 6000),
    ("customers message us 3,000 times a day", 90000),
    ("~5k tickets/mo", 5000),
    ("roughly 80,000 API calls per month", 80000),
    ("Drivers contact support thousands of times a day", 90000),
    ("we process 2.5 million documents annually", 208333),
    ("25 requests each hour", 18000),
    ("about 7,000 invoices every month", 7000),
    ("30,000 invoices a day into 12 categories", 900000),
    ("tickets a week are about 400", 1720),
    ("300 employees use it 5 times a day", 45000),
    ("200 agents ask 20 questions each per day", 120000),
    ("50 users, 10 requests per user per day", 15000),
    ("every user sends 3 messages a day, we have 2,000 users", 180000),
    ("each of our 40 lawyers asks 10 questions a day", 12000),
    ("20 agents answer 500 calls a day", 15000),
]


@pytest.mark.parametrize(("text", "monthly"), VOLUMES)
def test_a_volume_is_read_as_requests_a_month(text: str, monthly: int) -> None:
    assert_says(text, f"requests_per_month={monthly}")
    assert_says(f"Hello. {text.upper()}!", f"requests_per_month={monthly}")


EXAMPLES = [
    ("3,000 solved tickets", 3000),
    ("500 question/answer pairs", 500),
    ("we can make about 500 question-answer pairs", 500),
    ("about 2,000 human labels", 2000),
    ("no labelled data", 0),
    ("we have no training data yet", 0),
    ("we don't have any examples", 0),
    ("without annotated data", 0),
    ("there are no labels at all", 0),
    ("our data is unlabelled", 0),
    ("nothing labelled so far", 0),
    ("zero labelled examples", 0),
    ("a handful of good past summaries", 5),
    ("a few hundred labelled emails", 300),
    ("25k annotated claims", 25000),
    ("two dozen examples", 24),
    ("we collected 1,200 rated conversations", 1200),
    ("4000 hand-labelled images", 4000),
    ("a dataset of 10,000 labelled reviews", 10000),
    ("800 questions with answers", 800),
    ("12,000 past letters", 12000),
    ("60 good examples", 60),
    ("40 gold standard summaries", 40),
    ("150 input/output pairs", 150),
    ("300 expert-written answers", 300),
    ("we own 5M resolved chats", 5000000),
    ("deux mille exemples", 2000),
    ("quinientos ejemplos", 500),
    ("many request/answer pairs", 500),
    ("a large annotated dataset", 10000),
    ("we have 700 labelled samples", 700),
    ("three thousand answered questions", 3000),
    ("1k transcripts that are annotated", 1000),
    ("classify insurance claims 200k a month, 12,000 labelled", 12000),
    ("10 million notes a year, 2M labelled", 2000000),
    ("of which 12,000 are labelled", 12000),
]


@pytest.mark.parametrize(("text", "count"), EXAMPLES)
def test_labelled_examples_are_counted(text: str, count: int) -> None:
    assert_says(text, f"labelled_examples={count}")
    assert_says(text.upper(), f"labelled_examples={count}")


MONEY = [
    ("$2k a month", "budget_monthly_usd=2000 -budget_one_off_usd"),
    ("2,000 dollars per month", "budget_monthly_usd=2000"),
    ("we can spend USD 500 monthly", "budget_monthly_usd=500"),
    ("$24,000 a year to run it", "budget_monthly_usd=2000"),
    ("a monthly budget of $750", "budget_monthly_usd=750"),
    ("300 bucks a month", "budget_monthly_usd=300"),
    ("a budget of $20k", "budget_one_off_usd=20000 -budget_monthly_usd"),
    ("budget 10k USD to build it", "budget_one_off_usd=10000"),
    ("we have $50,000 upfront", "budget_one_off_usd=50000"),
    ("$5k one-off and $300 per month", "budget_one_off_usd=5000 budget_monthly_usd=300"),
    ("no budget", "budget_one_off_usd=0"),
    ("zero budget", "budget_one_off_usd=0"),
    *(
        (words, "budget_one_off_usd=1000000 budget_monthly_usd=1000000")
        for words in (
            "no budget constraints",
            "no budget limit",
            "we have no budget cap",
            "there is no limit on our budget",
            "we don't have any budget restrictions",
            "budget unlimited",
            "unlimited budget",
            "budget is no issue",
            "budget is not a constraint",
            "the budget does not matter",
            "money is no object",
        )
    ),
    ("up to 15 grand dollars in total", "budget_one_off_usd=15000"),
    ("$2.5M funding", "budget_one_off_usd=2500000"),
    ("an hour of our people costs $90 an hour", "hourly_rate_usd=90 -budget_monthly_usd"),
    ("a wrong answer costs us $40", "failure_cost_usd=40 -budget_one_off_usd"),
    ("each solved ticket saves $12", "success_value_usd=12 -budget_one_off_usd"),
    ("we currently pay $9k a month", "-budget_monthly_usd -budget_one_off_usd"),
    ("revenue of $3M a year", "-budget_monthly_usd -budget_one_off_usd"),
]


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_goes_to_the_right_pot(text: str, expected: str) -> None:
    assert_says(text, expected)


SIZES = [
    ("1,200 tokens in, 150 tokens out", "input_tokens=1200 output_tokens=150"),
    ("prompts of about 3,000 tokens", "input_tokens=3000"),
    ("2k input tokens and 400 output tokens", "input_tokens=2000 output_tokens=400"),
    ("answers are about 250 tokens", "output_tokens=250"),
    ("answers of 300 words", "output_tokens=400"),
    ("a system prompt of 1,500 tokens", "shared_prefix_tokens=1500"),
    ("800 tokens are the same in every request", "shared_prefix_tokens=800"),
    ("contracts of 20 pages each", "input_tokens=12000"),
    ("a 40-page handbook", "document_tokens=24000"),
    ("thousands of pages of regional guides in PDF", "document_tokens=1800000 unlabelled_tokens=1800000"),
    ("20 million tokens of raw text", "unlabelled_tokens=20000000"),
    ("2 GB of text", "unlabelled_tokens=500000000"),
    ("300 MB of transcripts", "unlabelled_tokens=75000000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SIZES)
def test_sizes_become_tokens(text: str, expected: str) -> None:
    assert_says(text, expected)


DEADLINES = [
    ("by next Friday", 5),
    ("it must be live by 15 December", 23),
    ("by December 15th", 23),
    ("ready before 2027-01-06", 45),
    ("we want it this week", 7),
    ("in two months", 60),
    ("within 6 weeks", 42),
    ("we have three weeks", 21),
    ("launch is in ten days", 10),
    ("by the end of the month", 8),
    ("by end of March", 129),
    ("by the end of the year", 39),
    ("until tomorrow", 1),
    ("deadline is next month", 30),
    ("no rush", 365),
    ("there's no deadline", 365),
    ("in a week", 7),
    ("within half a year", 180),
    ("go live on Monday", 1),
]


@pytest.mark.parametrize(("text", "days"), DEADLINES)
def test_a_deadline_is_read_in_days_from_the_day_of_writing(text: str, days: int) -> None:
    assert_says(text, f"deadline_days={days}")


NO_NUMBERS = [
    "We use a 7B model.",
    "GPT-4o and Llama 3.1 are fine.",
    "Support is open 24/7.",
    "In 2024 we started.",
    "See section 3 of version 1.2.3 at 10:30.",
    "See https://example.com/1000/requests a day",
    "<@U12345678> said hello",
    "We have 500 employees.",
    "We sell in 40 countries.",
    "Call me at 555 0100.",
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert_says(text, "-requests_per_month -labelled_examples -budget_one_off_usd -deadline_days")
    assert_says(text, "-input_tokens -output_tokens -document_tokens -unlabelled_tokens")
