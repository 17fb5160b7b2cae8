"""One workspace of the stand-in Slack: its people, conversations, views and files."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.people import Person
from bot.playground.views import View


@dataclass(slots=True, eq=False)
class Workspace:
    """One workspace and everything in it.

    Attributes:
        bot: The account of the installed app.
        homes: The published home tab, by user id.
        stacks: The modals a person has open, the top one last, by user id.
        statuses: "is thinking…" lines, by (channel, thread_ts).
        prompts: Suggested prompts, by (channel, thread_ts or "").
        sessions: Agent sessions, by (channel, thread_ts).
        installed: False after an uninstall; no event is delivered then.
        enterprise: The organisation that installs the app for all its workspaces, "" for none.
    """

    id: str
    name: str
    domain: str
    bot: Person
    app_id: str
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    statuses: dict[tuple[str, str], Json] = field(default_factory=dict)
    prompts: dict[tuple[str, str], Json] = field(default_factory=dict)
    sessions: dict[tuple[str, str], Json] = field(default_factory=dict)
    installed: bool = True
    enterprise: str = ""

    def channel(self, name: str) -> Channel | None:
        """Find a conversation by id, by "#name", or a direct message with the bot by user id."""
        if name in self.channels:
            return self.channels[name]
        if name in self.people:
            return self.direct(name)
        plain = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == plain and plain), None)

    def direct(self, user: str) -> Channel | None:
        """Return the direct message between a person and the bot, if it was opened."""
        pair = {user, self.bot.id}
        return next(
            (c for c in self.channels.values() if c.kind == "im" and set(c.members) == pair),
            None,
        )

    def views(self) -> Iterator[View]:
        """Yield every view that somebody has open."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def view(self, id_or_name: str) -> View | None:
        """Find an open view by its id or by the bot's own name for it."""
        return next(
            (v for v in self.views() if id_or_name in {v.id, v.external_id} - {""}),
            None,
        )

    def visible_to(self, user: str) -> list[Channel]:
        """Return the conversations that a person sees in the list."""
        return [c for c in self.channels.values() if c.kind == "public" or user in c.members]

    def as_json(self) -> Json:
        """Return the workspace as `team.info` gives it."""
        return {"id": self.id, "name": self.name, "domain": self.domain, "email_domain": ""}
