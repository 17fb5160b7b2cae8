"""What administrators can do, and what everybody else is told."""

from tests.walks.conftest import Walk


async def test_a_reload_is_confirmed_runs_and_reports(walk: Walk) -> None:
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "reload")
    asked = await walk.seen(walk.ada, walk.team, "Reload the knowledge base")
    await walk.slack.press(walk.ada, asked, "Reload")

    await walk.seen(walk.ada, walk.team, "version 0 goes on answering")


async def test_others_are_refused_also_on_the_button(http_walk: Walk) -> None:
    walk = http_walk
    await walk.slack.command(walk.mia, walk.team, "/advise-admin", "reload")
    await walk.seen(walk.mia, walk.team, "Only administrators")
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "reload")
    asked = await walk.seen(walk.ada, walk.team, "Reload the knowledge base")
    walk.slack.admin.role = "member"
    await walk.slack.press(walk.ada, asked, "Reload")

    await walk.seen(walk.ada, walk.team, "Only administrators")


async def test_an_unknown_command_lists_the_known_ones(http_walk: Walk) -> None:
    walk = http_walk
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "explode")

    await walk.seen(walk.ada, walk.team, "There is no command “explode”")


async def test_the_home_shows_what_was_asked_before(http_walk: Walk) -> None:
    walk = http_walk
    await walk.open()
    await walk.slack.open_home(walk.mia)
    view = await walk.slack.wait_for(lambda: walk.slack.home(walk.mia))

    assert "router support tickets" in str(view)
