"""Knowledge: questions to the guidance, and the care of it, in the terminal."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.cli.helping import OPERATOR, Offline, helping
from bot.cli.running import run_to_end
from bot.clock import today

if TYPE_CHECKING:
    from bot.language import WordedAnswer
    from knowledge import Answer, Library

kb = typer.Typer(help="Look after the knowledge base.", no_args_is_help=True, rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Workspace = Annotated[
    str, typer.Option("--workspace", help="A workspace's own base (T…); the one of all by default.")
]
Found = TypeVar("Found")


def ask(
    question: Annotated[str, typer.Argument(help="A question about tuning, prompting or costs.")],
    workspace: Workspace = "",
    json: Json = False,
    offline: Offline = False,
) -> None:
    """Answer a question from the guidance, with quotes and their sources.

    A language model, where the settings name one, words the answer from the same passages.

    Example:

      advisor ask "what does reinforcement fine-tuning need?"
    """
    from bot.cli.answers import print_answer, print_worded
    from bot.cli.programs import print_json
    from bot.cli.reading import readable

    readable(question, "question")

    async def answered(library: "Library") -> "tuple[Answer, WordedAnswer | None]":
        answer = await library.ask(question, workspace=workspace)
        async with helping(today(), offline=offline, workspace=workspace) as helper:
            worded = await helper.word_answer(question, answer, library) if helper else None
        return answer, worded

    answer, worded = _with_library(answered)
    if json:
        quotes = [
            {"source": one.source, "section": one.section, "quote": one.quote}
            for one in (worded or answer).citations
        ]
        told = [answer.reservation, worded.text] if worded else [answer.text]
        found = {"grounded": answer.grounded, "direct": answer.direct, "citations": quotes}
        print_json({"answer": "\n\n".join(filter(None, told)), **found})
    elif worded is not None:
        print_worded(answer, worded)
    else:
        print_answer(answer)


@kb.command()
def status(workspace: Workspace = "", json: Json = False) -> None:
    """Show which version answers, and from what."""
    from bot.cli.holdings import print_status

    _show(_with_library(lambda library: library.status(workspace)), print_status, json=json)


@kb.command("list")
def list_documents(workspace: Workspace = "", json: Json = False) -> None:
    """List the documents beside the guidance."""
    from bot.cli.holdings import print_own

    own = _with_library(lambda library: library.status(workspace)).own
    _show(own, print_own, json=json)


@kb.command()
def reload(
    workspace: Workspace = "",
    yes: Annotated[bool, typer.Option("--yes", help="Load even if much is missing.")] = False,
    json: Json = False,
) -> None:
    """Read every document again and let the new version answer."""
    from bot.cli.holdings import print_reload
    from bot.cli.progress import watching

    with watching(quiet=json) as watch:
        done = _with_library(
            lambda library: library.reload(workspace, by=OPERATOR, progress=watch, confirmed=yes)
        )
    _show(done, print_reload, json=json)


@kb.command()
def add(
    place: Annotated[str, typer.Argument(help="A file, a folder or an https address.")],
    workspace: Workspace = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take the rest if much is refused.")] = False,
    json: Json = False,
) -> None:
    """Take in a document, every document of a folder, or the one at an address."""
    from bot.cli.holdings import print_reload
    from bot.cli.progress import watching
    from bot.cli.reading import read_content

    path = Path(place)
    is_link, is_folder = "://" in place, path.is_dir()
    content = b"" if is_link or is_folder else read_content(path)
    with watching(quiet=json) as watch:

        async def take(library: "Library") -> Any:
            if is_link:
                return await library.add_link(workspace, place, by=OPERATOR, progress=watch)
            if is_folder:
                return await library.add_folder(
                    workspace, path, by=OPERATOR, progress=watch, confirmed=yes
                )
            return await library.add(workspace, path.name, content, by=OPERATOR, progress=watch)

        done = _with_library(take)
    _show(done, print_reload, json=json)


@kb.command()
def remove(
    document: Annotated[str, typer.Argument(help="Id or name of the document.")],
    workspace: Workspace = "",
    json: Json = False,
) -> None:
    """Take a document out."""
    from bot.cli.holdings import print_reload

    done = _with_library(lambda library: library.remove(workspace, document, by=OPERATOR))
    _show(done, print_reload, json=json)


@kb.command()
def versions(workspace: Workspace = "", json: Json = False) -> None:
    """List the versions that are kept."""
    from bot.cli.holdings import print_versions

    _show(_with_library(lambda library: library.versions(workspace)), print_versions, json=json)


@kb.command()
def rollback(
    version: Annotated[
        int | None, typer.Argument(help="Number of a kept version; the one before by default.")
    ] = None,
    workspace: Workspace = "",
    json: Json = False,
) -> None:
    """Let a kept version answer again."""
    from bot.cli.holdings import print_version

    live = _with_library(lambda library: library.rollback(workspace, version, by=OPERATOR))
    _show(live, print_version, json=json)


@kb.command()
def search(
    query: Annotated[str, typer.Argument(help="Words to look for.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=50)] = 5,
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this title.")] = None,
    workspace: Workspace = "",
    json: Json = False,
) -> None:
    """Show the sections that are found, best first."""
    from bot.cli.holdings import print_hits

    found = _with_library(
        lambda library: library.search(query, workspace=workspace, limit=limit, sources=source)
    )
    _show(found, print_hits, json=json)


@kb.command()
def verify(workspace: Workspace = "", json: Json = False) -> None:
    """Check the version that answers: counts, self-hits, known questions."""
    from bot.cli.holdings import print_checks

    checks = _with_library(lambda library: library.verify(workspace))
    _show(checks, print_checks, json=json)
    if not all(check.passed for check in checks):
        raise typer.Exit(1)


def _with_library(work: Callable[["Library"], Awaitable[Found]]) -> Found:
    """Open the knowledge base of the settings, do one thing with it, close it."""
    from bot.app import open_library
    from bot.settings import read_settings

    async def run() -> Found:
        async with open_library(read_settings()) as (_, library):
            return await work(library)

    return run_to_end(run())


def _show(found: Any, show: Callable[[Any], None], *, json: bool) -> None:
    from bot.cli.programs import print_json

    if not json:
        show(found)
    elif isinstance(found, tuple):
        print_json([asdict(one) for one in found])
    else:
        print_json(asdict(found))
