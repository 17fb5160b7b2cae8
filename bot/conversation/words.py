"""Words: what a text is before its facts are read: a command, a what-if, a question, talk."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 8000
"""Characters read of one message; Slack takes up to 40,000, a use case needs a few hundred."""

_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\U000e0000-\U000e007f]"
)
_MENTION = re.compile(r"<[@#!][^>]{0,80}>")
_LINK = re.compile(r"<?https?://\S+")
_NAMED = re.compile(
    r"^\W*(?:(?:hey|hi|hello|ok|okay|dear)\W+)?@?(?:advis[oe]r|tune[ -]or[ -]prompt)\b\W*"
    r"|\W+@?(?:advis[oe]r|tune[ -]or[ -]prompt)\W*$",
    re.IGNORECASE,
)

_GREETED = re.compile(
    r"^\W*(?:hey|hi|hello|dear|thanks|thank you|thx|cheers|good morning)[ ,]+"
    r"(?!there\b|bots?\b|advis|tune\b|again\b|you\b)"
    r"(?:(?-i:[A-Z][a-zà-ÿ]+)(?=[,.!]|\s*$|\s+(?:can|could|did|do|have|are|will|would|you|please|for)\b)|[^\W\d_]+(?=,\s*(?:can|could|did|do|have|are|will|would|please)\b))",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^\W*(?!(?i:yes|no|well|sure|maybe|actually|also|sorry|please|so|and|but|then|ok|okay|right)\b)"
    r"[A-Z][a-zà-ÿ]+(?<!ly),\s+(?:.*\byou\b|(?:please|can|could|did|have|thanks)\b)",
    re.DOTALL,
)
_LONGEST_COMMAND: Final = 60
_COSTS: Final = r"( (it|this|that|them|(all )?(the |our )?(costs?|figures|numbers|estimate)))?"
_EXPORTED: Final = rf"(export|download){_COSTS} |(the )?costs? "
_COMMANDS: Final = {
    "help": r"help( me)?|what can you do|how (does this|do you) work|commands",
    "status": r"status|where are we",
    "history": r"history|(show )?my consultations",
    "mute": r"mute|be quiet|hush|stop listening|quiet",
    "unmute": r"unmute|listen again|you (can|may) (talk|speak)( again)?",
    "reset": r"start over|start again|reset|new consultation|from scratch|restart",
    "stop": r"stop|stop asking|recommend|recommend now|stop asking,? recommend now|just recommend"
    r"|just tell me|enough|enough questions|no more questions|go ahead|that'?s (all|it)|that is all",
    "skip": r"skip|skip (it|this|that|this one)|pass|next( question)?|unknown|unsure|not sure|no idea|no clue|dunno"
    r"|(i |we )?(do not|don'?t|dont) know( that| this| yet)?|n/?a|hard to say|can'?t say",
    "back": r"back|go back|undo|previous( question)?",
    "why": r"why|why (do|are) you ask(ing)?( that| this| me that)?|why (is|was) (this|that) asked"
    r"|why does (this|that|it) matter|what for",
    "private": r"private|go private|in private|privately|dm me|(in a )?direct message",
    "thanks": r"(ok(ay)?,? |great,? |perfect,? |cool,? )?(thanks?|thank you|thx|ty|cheers)( a lot| so much| very much)?"
    r"|great|perfect|cool|nice|awesome|got it|ok|okay",
    "greeting": r"hi|hello|hey|hi there|hello there|hey there|good (morning|afternoon|evening)",
    "edit-all": r"(edit|change)( (everything|an answer|my answers|the facts|all))?",
    "chart": r"((show|draw)( me)? )?(the |a )?(cost )?(chart|graph|plot)",
    "csv": rf"export{_COSTS}|({_EXPORTED})?(as )?csv",
    "json": rf"({_EXPORTED})(as )?json",
    "calculation": r"(show( me)? )?(the |your |whole |full )*(calculation|maths?|breakdown)",
    "keep": r"keep|keep (it|this|that)",
    "drop": r"drop|drop (it|this|that)|leave it|forget it",
}
_COMMAND = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _COMMANDS.items()}
_WHAT_IF = re.compile(
    r"^(?:and |but |so |ok |okay )?(?:what if|what happens if|what would (?:change|happen) if|what about if|how about if"
    r"|suppose|imagine|assume|what would it (?:cost|be) (?:if|with)|what does it cost (?:if|with)|and if|and with)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:and |but |so |ok |okay |please )*(what|how|why|when|which|who|whom|whose|where|explain|tell me|define"
    r"|describe|compare|what's|how's|who's)\b",
    re.IGNORECASE,
)
_ASKING_WITH_MARK = re.compile(
    r"^(?:and |but |so |ok |okay |please )*(can|could|does|do|did|is|are|was|were|should|would|will|may|might|has|have)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(fine[- ]?tun\w*|tun(?:e|ed|ing)|prompt\w*|rag|retriev\w*|embedding\w*|few[- ]shot|zero[- ]shot|lora|train(?:ed|ing)?"
    r"|reinforcement|recommend\w*|break[- ]?even|tokens?|requests?|examples?|label\w*|model|accuracy|hallucinat\w*"
    r"|cost|costs|price|prices|cheaper|budget|volume|latency|hybrid)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(we|our|us|i|my|i'm|we're|we've|should)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"^(?:please )?(?:change|set|correct|make|update)\s+(?:the |our |my )?(?P<fact>[\w -]{2,40}?)\s*(?:\bto\b|=|:)\s*(?P<value>.+)$",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return a text in NFC, without control characters and Slack's mention marks, trimmed."""
    clean = _CONTROLS.sub(" ", unicodedata.normalize("NFC", text))
    return _MENTION.sub(" ", clean).strip()


def command(text: str) -> str | None:
    """Return the command that a text is, or None: a text is a command only as a whole."""
    bare = unnamed(text).strip(" \t\n.,!?:;*_")
    if not bare or len(bare) > _LONGEST_COMMAND:
        return None
    return next((name for name, pattern in _COMMAND.items() if pattern.fullmatch(bare)), None)


def names_advisor(text: str) -> bool:
    """Tell whether a text calls the advisor by name at its start or end."""
    return _NAMED.search(text) is not None


def unnamed(text: str) -> str:
    """Return a text without the advisor's name at its start or end; unchanged when nothing is left."""
    return _NAMED.sub("", text).strip() or text.strip()


def speaks_to_someone(text: str) -> bool:
    """Tell whether a raw text is put to another person: a mention, "@name", "hey Ada", "Ada, did you"."""
    if re.search(r"<@[UW]|(?:^|\s)@(?!advis)\w", text) is not None:
        return True
    return _GREETED.search(text) is not None or _CALLED.search(text) is not None


def asks_what_if(text: str) -> bool:
    """Tell whether a text tries a change ("what if we had ten times the volume?")."""
    return _WHAT_IF.search(text) is not None


def asks(text: str) -> bool:
    """Tell whether a text is surely a question."""
    if _ASKING.search(text):
        return True
    return text.rstrip().endswith("?") and _ASKING_WITH_MARK.search(text) is not None


def on_topic(text: str) -> bool:
    """Tell whether a text speaks of what the advisor knows about."""
    return _TOPIC.search(text) is not None


def about_us(text: str) -> bool:
    """Tell whether a text speaks of the writer's own case."""
    return _OURS.search(text) is not None


def change_wanted(text: str) -> tuple[str, str] | None:
    """Return (fact as worded, value as worded) of "change the volume to 10k", or None."""
    match = _CHANGE.search(text)
    return (match["fact"].strip(), match["value"].strip(" .!")) if match else None


def readable(text: str) -> bool:
    """Tell whether a text holds letters or digits at all."""
    return any(character.isalnum() for character in text)


def unlinked(text: str) -> str:
    """Return a text without addresses."""
    return _LINK.sub(" ", text)
