"""Doctor: looks at every part and says how to mend what is wrong."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.clock import today
from bot.expected import EXPECTED
from bot.settings import Settings, variable


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part.

    Attributes:
        part: What was looked at.
        ok: Whether it works.
        found: What was found, or what is wrong.
        mend: What to do next; "" when it works.
    """

    part: str
    ok: bool
    found: str
    mend: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield what is found of each part, as soon as it is known."""
    for part, look in (
        ("settings", _settings),
        ("rules and prices", _catalogue),
        ("database and knowledge base", _library),
        ("language model", _language),
        ("Slack", _slack),
    ):
        try:
            found = await look(settings)
        except EXPECTED as error:
            yield Finding(part, ok=False, found=str(error), mend=getattr(error, "mend", ""))
        else:
            yield Finding(part, ok=True, found=found)


def show(one: Finding) -> str:
    """Return a finding as people read it."""
    return f"✓ {one.part}: {one.found}" if one.ok else f"✗ {one.part}: {one.found}\n  → {one.mend}"


async def _settings(settings: Settings) -> str:
    set_ = [
        variable(name)
        for name in sorted(settings.model_fields_set)
        if name in type(settings).model_fields
    ]
    return f"data folder {settings.data_dir}; set: {', '.join(set_) or 'nothing'}"


async def _catalogue(_: Settings) -> str:
    from advisors import list_prices, load_catalogue

    catalogue = load_catalogue()
    rows = list_prices(catalogue.prices, on=today())
    old = dict.fromkeys(row.price.id for row in rows if row.state == "stale")
    due = {row.price.id for row in rows if row.state == "verify"}
    note = f"; {len(due)} prices unchecked for over 90 days" if due else ""
    note += f"; unchecked for over 180 days: {', '.join(old)}" if old else ""
    return f"rules {catalogue.rules_version}, catalogue {catalogue.version}{note}"


async def _library(settings: Settings) -> str:
    from bot.app import open_library

    async with open_library(settings) as (_, library):
        status = await library.status("")
        return f"version {status.version}, {status.documents} documents" + (
            f"; {status.degraded}" if status.degraded else ""
        )


async def _language(settings: Settings) -> str:
    from bot.language import Asker, MemoryLedger, open_language

    language = open_language(settings, MemoryLedger())
    if language is None:
        return "none is set; everything is said without one"
    try:
        await language.warm()
        await language.probe(asker=Asker("", "doctor", today()))
    finally:
        await language.close()
    return f"{settings.model} answers"


async def _slack(settings: Settings) -> str:
    from bot.app import check_secrets, check_slack

    check_secrets(settings)
    return await check_slack(settings)
