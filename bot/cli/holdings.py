"""Holdings: what the knowledge base has and what became of a change, in a terminal."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bot.cli.show import console
from knowledge import Check, Entry, Hit, Refusal, Reload, Status, Version

EXCERPT = 300


def print_status(status: Status) -> None:
    """Print which version answers, what is in it beyond the guidance, and what was refused."""
    out = console()
    shared = " (shared by all workspaces)" if status.shared else ""
    out.print(
        f"Version {status.version}{shared}: {status.documents} documents, "
        f"{status.passages} passages, made by {status.made_by} on {_day(status.made_at)}."
    )
    out.print(f"Embedder: {status.embedder}")
    if status.reloading:
        out.print("A reload is running.")
    if status.waiting:
        out.print(
            f"Shared documents changed since: {status.waiting}; the next reload takes them in."
        )
    if status.degraded:
        out.print(f"Not at full strength: {status.degraded}")
    if status.own:
        out.print()
        _print_documents(out, status.own)
    _print_refused(out, status.refused)


def print_own(own: tuple[Entry, ...]) -> None:
    """Print the documents beside the guidance, or how to add one."""
    if own:
        _print_documents(console(), own)
    else:
        console().print("There are no documents beside the guidance. Add one: advisor kb add PATH")


def print_reload(done: Reload) -> None:
    """Print what a change did, document by document."""
    out = console()
    does = "answers now" if done.flipped else "goes on answering; nothing has changed"
    out.print(
        f"Version {done.version} {does}: {done.documents} documents, {done.passages} passages."
    )
    for what, names in (("+", done.added), ("~", done.changed), ("-", done.removed)):
        for name in names:
            out.print(f"  {what} {name}")
    for one in done.noted:
        out.print(f"  * {one.name}: {one.reason}")
    _print_refused(out, done.refused)


def print_version(live: Version) -> None:
    """Print which version answers again."""
    console().print(
        f"Version {live.version} answers again: {live.documents} documents, "
        f"{live.passages} passages."
    )


def print_versions(versions: Iterable[Version]) -> None:
    """Print the versions kept, newest first."""
    table = Table("version", "state", "documents", "passages", "made", "by", "", box=None)
    for one in versions:
        notes = (one.live and "answers now", one.is_shared and "shared by all workspaces")
        table.add_row(
            *(str(one.version), one.state, str(one.documents), str(one.passages)),
            *(_day(one.made_at), one.made_by, ", ".join(note for note in notes if note)),
        )
    console().print(table)


def print_hits(hits: Sequence[Hit]) -> None:
    """Print the sections found, best first, each with its beginning."""
    out = console()
    if not hits:
        out.print("Nothing is found.")
    for number, hit in enumerate(hits, start=1):
        place = " > ".join(part for part in (hit.source, hit.section) if part)
        text = " ".join(hit.text.split())
        out.print(f"{number}. {place}  ({hit.score:.2f}, characters {hit.start}-{hit.end})")
        out.print(f"   {text[:EXCERPT]}{' …' if len(text) > EXCERPT else ''}")


def print_checks(checks: Iterable[Check]) -> None:
    """Print each check of a version and whether it holds."""
    out = console()
    for check in checks:
        out.print(f"{'ok  ' if check.passed else 'FAIL'} {check.name}: {check.detail}")


def _print_documents(out: Console, entries: Sequence[Entry]) -> None:
    table = Table("document", "from", "added", "by", "note", "id", box=None)
    for one in entries:
        origin = f"{one.origin} {one.address}".strip()
        table.add_row(one.name, origin, _day(one.added_at), one.added_by, one.note, one.id[:8])
    out.print("Documents beside the guidance (remove one by its name or id):")
    out.print(table)


def _print_refused(out: Console, refused: Sequence[Refusal]) -> None:
    if refused:
        out.print("Refused:")
    for one in refused:
        out.print(f"  ! {one.name}: {one.reason}")


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
