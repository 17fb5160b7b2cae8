"""Figures as teams write them: shortened, without a sign, for each person, or of something else."""

import pytest

from tests.advisors.intake.reading import assert_says, intake

ROWS = [
    # Money without a sign.
    ("15k one off + 500/mo", "budget_one_off_usd=15000 budget_monthly_usd=500 -requests_per_month"),
    ("15k one-off and 500 a month", "budget_one_off_usd=15000 budget_monthly_usd=500 -requests_per_month"),
    ("we have 15k left for this and can afford 500/mo afterwards", "budget_one_off_usd=15000 budget_monthly_usd=500 -requests_per_month"),
    ("budget 80k incl. hardware", "budget_one_off_usd=80000"),
    ("we can spend 3k on this", "budget_one_off_usd=3000"),
    ("Build budget approved: 120k, run 4k monthly", "budget_one_off_usd=120000 budget_monthly_usd=4000"),
    ("budget: 20k to build, 2k/month to run", "budget_one_off_usd=20000 budget_monthly_usd=2000"),
    ("10k/mo opex", "budget_monthly_usd=10000 -requests_per_month"),
    ("50 bucks a month tops", "budget_monthly_usd=50"),
    # What one piece costs, or what is spent today, is no budget.
    ("per ticket we spend about $0.04", "-budget_one_off_usd -budget_monthly_usd"),
    ("each call costs $0.02", "-budget_one_off_usd"),
    ("we spend $0.10 per document", "-budget_one_off_usd -budget_monthly_usd"),
    ("now that's roughly $24k/mo on openai", "-budget_monthly_usd"),
    # Each of so many people does it so often.
    ("25,000 farmers, 2 sms each week", "requests_per_month=215000"),
    ("25,000 farmers get 2 sms each week", "requests_per_month=215000"),
    ("8k pupils, abt 5 chats each a week", "requests_per_month=172000"),
    ("12 analysts, maybe 15 queries each per day", "requests_per_month=5400"),
    ("70 workshops, each some 30 questions a day", "requests_per_month=63000"),
    ("12 agents answer 500 tickets a day", "requests_per_month=15000"),
    # Other things come every month, too.
    ("600 hrs of video per month", "-requests_per_month"),
    ("we subtitle ~600 hours of video a month", "-requests_per_month"),
    ("2 million words a month", "-requests_per_month"),
    ("2 studies a quarter", "-requests_per_month"),
    ("2x a day a batch of 4,000", "requests_per_month=240000"),
    ("we launch twice a year", "-requests_per_month"),
    # Shortened words.
    ("GPT with a long prompt (about 6k tokens, all category descriptions)", "shared_prefix_tokens=6000"),
    ("abt 5-6k tok per request", "input_tokens=5500"),
    ("approx. 3000 messages by week", "requests_per_month=12900"),
    ("ca. 250 items daily", "requests_per_month=7500"),
    ("~70 msgs a day", "requests_per_month=2100"),
    ("few hundred msgs a day", "requests_per_month=9000"),
    ("3k reqs per wk", "requests_per_month=12900"),
    ("1 lakh calls a month", "requests_per_month=100000"),
    ("w/ 900 labelled tickets", "labelled_examples=900"),
    ("w/o labelled data", "labelled_examples=0"),
    ("1.2M tickets/yr", "requests_per_month=100000"),
    ("we launch in 3 mos", "deadline_days=90"),
    ("2 wks left", "deadline_days=14"),
    # "mil" is a thousand in Spanish; elsewhere some mean a million.
    ("1 mil addresses a day", "-requests_per_month"),
    ("recibimos 20 mil mensajes al mes", "requests_per_month=20000"),
    # A time that is no deadline.
    ("won ~120 in 6 yrs", "-deadline_days"),
    ("need to decide till monday", "-deadline_days"),
    ("we must decide by 15 December 2026", "-deadline_days"),
    ("changed twice in 5 yrs", "-deadline_days"),
    ("could make 500 by January", "-deadline_days -labelled_examples"),
    ("10x in a year", "-deadline_days"),
    ("launch is 1 March 2027", "deadline_days=99"),
    ("has to be up within 10 weeks", "deadline_days=70"),
    # Sizes.
    ("transcripts of roughly 9k tokens, summaries one page", "input_tokens=9000 output_tokens=600"),
    ("3 pages in, half page out", "input_tokens=1800 output_tokens=300"),
    ("avg prompt 2.2k tokens in, 350 out", "input_tokens=2200 output_tokens=350"),
    ("stories of about 600 words each", "output_tokens=800"),
    ("copy of 15 words or less", "-budget_one_off_usd"),
    ("the by-laws (about 3,500 pages)", "document_tokens=2100000"),
    ("rules = 12k pages", "document_tokens=7200000"),
    ("knowledge base in Confluence: approx 4,000 pages", "document_tokens=2400000"),
    ("26'000 old memos (avg 9 pages)", "-labelled_examples"),
    ("an archive of about 2.1 billion words", "unlabelled_tokens=2799999300"),
    ("raw call transcripts (maybe 300 million tokens?)", "unlabelled_tokens=300000000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_a_figure_is_read_for_what_it_counts(text: str, expected: str) -> None:
    assert_says(text, expected)


def test_an_unsure_number_is_shown_as_not_placed() -> None:
    assert any("1 mil" in one for one in intake("we check 1 mil addresses a day").unplaced)
