"""Golden conversations: scripts, and the transcripts people review in tests/conversations.

Write them anew with `python -m tests.bot.conversation.golden`, then read the difference.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.conversation.replies import RecommendationCard, Reply
from bot.conversation.turns import Act, Edited, Pressed, Said, Submitted
from tests.bot.conversation.talk import DESK, Talk
from tests.bot.plain import plain_text

FOLDER: Final = Path(__file__).parents[2] / "conversations"
_VERSIONS: Final = re.compile(r"\d{4}-\d\d-\d\d\.[0-9a-f]{10}")
"""Versions of the data files: a transcript changes when the words do, not when a hash does."""
TELECOM: Final = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "$2k a month, and we have 3,000 solved tickets"
)


def _second(talk: Talk) -> Act:
    fact = talk.asked
    definition = DESK.definition(fact)
    values = [one.value for one in definition.levels] or [str(one) for one in definition.choices]
    return Pressed("answer", fact, values[1], talk.consultation.version)


def _keep(talk: Talk) -> Act:
    return Pressed("keep", "", talk.state.what_ifs[-1][1], talk.consultation.version)


Line = Act | Callable[[Talk], Act]
SCRIPTS: Final[dict[str, tuple[Line, ...]]] = {
    "a-consultation-in-a-channel": (
        Said(TELECOM, "command"),
        Said("why do you ask?", "thread"),
        Said("it doesn't know our products", "thread"),
        Said("what if we had ten times the volume?", "thread", addressed=False),
        _keep,
        Said("why not just fine-tune?", "thread", addressed=False),
        Said("change accuracy to mistakes are cheap", "thread"),
        Said("thanks!", "thread"),
    ),
    "skipping-and-going-back": (
        Said("Should we fine-tune or prompt for contract review?", "mention"),
        Said("no idea", "thread", addressed=False),
        Said("back", "thread", addressed=False),
        Said("purple", "thread"),
        Said("purple", "thread"),
        _second,
        Said("what does reinforcement fine-tuning need?", "thread"),
        Said("recommend now", "thread"),
    ),
    "bad-input": (
        Said("", "direct"),
        Said("🙂🙂", "direct"),
        Said("Wir beantworten 5000 Tickets pro Monat, die Antworten müssen richtig sein", "direct"),
        Pressed("answer", "accuracy", "enormous", 0),
        Pressed("explode"),
        Submitted("edit-one", (("requests_per_month", "-4"),), 1),
        Said("we have 3,000 labelled examples but only 20 labelled examples", "direct"),
        Said("the first", "direct"),
        Said("start over", "direct"),
        Said("history", "direct"),
        Said("help", "direct"),
    ),
    "among-people": (
        Said("We summarise 900 contracts a month for lawyers", "mention"),
        Said("<@U2> can you look at this?", "thread", addressed=False),
        Said("mute", "thread"),
        Said("what is retrieval?", "thread", addressed=False),
        Said("advisor, what is retrieval?", "thread", addressed=False),
        Said("unmute", "thread"),
        Edited("k1", "We summarise 1,900 contracts a month for lawyers"),
        Said("status", "thread"),
    ),
}


def transcript(script: tuple[Line, ...], *, whole: bool) -> str:
    """Return a conversation as people read it; a later recommendation is cut to its first lines."""
    talk = Talk()
    parts = []
    for line in script:
        act = line if isinstance(line, Act) else line(talk)
        replies = talk.take(act)
        parts.append(f"YOU      {_act(act)}")
        parts += [_reply(reply, whole=whole) for reply in replies] or ["         (silence)"]
    return "\n\n".join(parts) + "\n"


def _act(act: Act) -> str:
    match act:
        case Said():
            return act.text or "(nothing)"
        case Pressed():
            return f"[{act.verb} {act.fact} {act.value}".rstrip() + "]"
        case Submitted():
            fields = ", ".join(f"{name} = {value}" for name, value in act.values)
            return f"[form {act.form}: {fields}]"
        case Edited():
            return f"(edits an earlier message to) {act.text}"


def _reply(reply: Reply, *, whole: bool) -> str:
    seen = {"user": " (only you see it)", "form": " (form)"}.get(reply.audience, "")
    text = _VERSIONS.sub("(version)", plain_text(reply.card))
    if isinstance(reply.card, RecommendationCard) and not whole:
        text = "\n".join([*text.splitlines()[:2], "…"])
    if reply.audience == "form":
        text = "\n".join([*text.splitlines()[:6], "…"])
    body = "\n".join(f"         {line}".rstrip() for line in text.splitlines())
    return f"ADVISOR  {reply.slot}{seen}\n{body}"


def write() -> None:
    """Write every transcript."""
    FOLDER.mkdir(exist_ok=True)
    for place, (name, script) in enumerate(SCRIPTS.items()):
        (FOLDER / f"{name}.txt").write_text(transcript(script, whole=place == 0), "utf-8")


if __name__ == "__main__":
    write()
