"""Wording: every sentence of the dialogue, so that its tone can be read in one place."""

from typing import Final

SAID_BACK: Final = 60
"""Characters of a person's words that a sentence says back."""
SAID_BACK_SHORT: Final = 30
"""The same where there is little room: on a button, beside a number."""

TELL_ME: Final = "Tell me what the model should do, and I say whether to fine-tune or to prompt."
TELL_ME_FOR_CASE: Final = "For figures of your own case, tell me what the model should do."
TELL_ME_NEXT: Final = (
    "For example: “We answer 50k support tickets a month, ~95% must be right, $2k a month, and we have "
    "3,000 solved tickets.” Or say ‘help’."
)
UNREADABLE: Final = "I found no words to read in that message."
CUT: Final = "I read the first {read:,} of your {given:,} characters."
NOT_ENGLISH: Final = "I understand English best; the buttons work in every language."
LENT: Final = "A language model takes from your words: {facts}. Correct what is wrong."
GREETING: Final = "Hello! Tell me about your use case, and I say whether to fine-tune or to prompt."

NOT_READ: Final = "I could not read “{words}” as an answer."
NOT_READ_NEXT: Final = (
    "The question is still open: {question} Press a button above, or say for example “{example}”"
)
OFFER_SKIP: Final = (
    "If nobody knows, just say ‘skip’: I assume something usual and say so. {question}"
)
NO_FACT: Final = "I found no fact, question or change in that."
NO_FACT_NEXT: Final = (
    "Ask about the recommendation (“why not fine-tune?”), try a change (“what if we had 10x the volume?”), "
    "or correct a fact (“change accuracy to must be right”)."
)
NEGATIVE: Final = "“{words}” is below zero; that number cannot be negative."
NOTED: Final = "Noted: {facts}."
UPDATED: Final = "Noted: {facts}. {verdict} The recommendation above is updated."
STILL_OPEN: Final = "Still open: {question}"
KNOWN_ALREADY: Final = "That is what I have already: {facts}."

PROSPECTS: Final = "As it stands I would say {verdict}. Each answer would make it:"
PROSPECTS_SAME: Final = (
    "As it stands I would say {verdict}. No answer to this alone changes the choice, but together with "
    "what is still open it can:"
)
PROSPECT_YEAR: Final = ", about {cost} in twelve months"
EXAMPLE: Final = "You can also answer in words, for example “{example}”"

YOU_STOPPED: Final = "You asked me to stop; what I did not ask is assumed above."
NO_QUESTION: Final = "There is no open question."
NO_QUESTION_NEXT: Final = "Change an answer, ask ‘what if …’, or say ‘start over’."
NOTHING_BACK: Final = "This is the first question; there is nothing to go back to."
NOTHING_BACK_NEXT: Final = (
    "Answer it, say ‘skip’, or press *Edit everything* on the first message to correct a fact."
)
ALREADY_RECOMMENDED: Final = "The recommendation already stands, and I ask nothing more."

STALE: Final = "That card is from an earlier step, so nothing was changed."
STALE_NEXT: Final = "Now: {now}"
ALREADY_DONE: Final = "Already noted: {fact}."
STALE_FORM: Final = "Something changed while the form was open. Look through it again, then save."
NOT_A_VALUE: Final = "“{words}” is not an answer to this."
NUMBER_MISSING: Final = "Type a number first, then press Send."
SAME_FACTS: Final = "Nothing changed: those are the facts I already had."

UNCLEAR_CHANGE: Final = "I could not tell which fact that changes."
UNCLEAR_CHANGE_NEXT: Final = "Name it with a value, for example “what if we had 500,000 requests a month” or “what if we had no examples”."
TWO_WAYS: Final = "I can read that in two ways. {label}: {readings}?"
NO_WHAT_IF: Final = "That what-if is no longer open; the facts have changed since."
NO_WHAT_IF_NEXT: Final = "Ask it again, and I recalculate from the facts as they are now."
KEPT: Final = "kept"
DROPPED: Final = "left as it was"

MUTED: Final = "I am quiet in this thread now."
MUTED_NEXT: Final = "Say my name to ask me something, or ‘unmute’ to have me follow again."
UNMUTED: Final = "I am listening again."
RESET: Final = "We start over. What was said before stays in the thread, but counts no longer."
THANKS: Final = "You are welcome."
THANKS_FEEDBACK: Final = "Thank you, that is noted."
PRIVATE: Final = "Let us go on in a direct message."
PRIVATE_NEXT: Final = (
    "What was said here stays here; the direct message starts with the same facts."
)
CHART: Final = (
    "Cost over twelve months, by requests a month. The thick line with the strong shade is what is "
    "recommended: {recommended}. {break_even}"
)
CHART_ALT: Final = (
    "Cost over twelve months by requests a month: {options}. Recommended: {recommended}. Prices of "
    "{prices}. {break_even}"
)
EXPORT: Final = (
    "The costs of each option as {shape}, line by line: quantity, unit price, amount and source, "
    "at prices of {prices}. Recommended: {recommended}."
)
NOT_YET: Final = "There is no recommendation yet."
NOT_YET_NEXT: Final = "Answer the open question, or say ‘recommend now’."
NOTHING_YET: Final = "We have not started."

EDITED: Final = "You edited a message that I had already worked with."
EDITED_NEXT: Final = "Nothing is changed unless you press the button."
REREAD: Final = "I read your edited message."
REREAD_BUTTON: Final = "Use the new words"
REREAD_NOTHING: Final = "The edited words state no other facts, so nothing changed."
DELETED: Final = "You deleted a message; its words are erased here."
DELETED_FACTS: Final = "What it said no longer counts: {facts}."

SEARCH_FAILED: Final = "I could not look that up just now; nothing of our conversation is lost."
SEARCH_FAILED_NEXT: Final = "Ask again in a minute."
UNKNOWN_BUTTON: Final = "I do not know that button."

CONFLICT: Final = "You said this in two ways. Which one is right?"
CONFLICT_WHY: Final = "Both cannot hold, and I do not choose for you."

NOTED_BEFORE: Final = "noted before"

STATUS_OPEN: Final = "{count} in the thread"
STATUS_DONE: Final = "recommendation in the thread: {verdict}"

WITHDRAWN: Final = "Not asked any more."


def count_questions(count: int) -> str:
    """Return a number of questions in words; beyond three nobody wants to know how many."""
    return {1: "one question", 2: "two questions", 3: "three questions"}.get(
        count, "a few questions"
    )
