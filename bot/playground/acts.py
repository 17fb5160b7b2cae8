"""What people do in the stand-in Slack: the driver of tests and of the page."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.errors import UsageError
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.core import Slack
from bot.playground.delivery import Delivery
from bot.playground.events import mentions, tell
from bot.playground.files import SharedFile
from bot.playground.forms import Filled
from bot.playground.hooks import answer_command
from bot.playground.interactions import Hand
from bot.playground.manifest import shortcuts
from bot.playground.membership import join
from bot.playground.messages import Message
from bot.playground.payloads import command
from bot.playground.posting import delete, edit, post, show, whisper
from bot.playground.views import View
from bot.playground.workspace import Workspace


class Acts:
    """Everything a person can do, as one method each; each waits for the bot's first answer."""

    core: Slack

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> Message:
        """Post a message as a person; `text` is mrkdwn, a mention of the bot is `<@U…>`."""
        workspace, place = self._place(user, channel)
        message = self._draft(workspace, place, user, text, thread_ts)
        await _heard(post(self.core, workspace, place, message))
        if mentions(text, workspace.bot.id) and workspace.bot.id not in place.members:
            note = f"<@{workspace.bot.id}> is not in this channel. Invite it to let it answer."
            whisper(self.core, workspace, place, user, note)
        return message

    async def change(self, message: Message, text: str) -> None:
        """Edit a person's own message."""
        workspace, place = self._place(message.user, message.channel)
        changes = {"text": text, "blocks": []}
        await _heard(edit(self.core, workspace, place, message, changes))

    async def remove(self, message: Message) -> None:
        """Delete a person's own message."""
        workspace, place = self._place(message.user, message.channel)
        await _heard(delete(self.core, workspace, place, message))

    async def command(self, user: str, channel: str, name: str, text: str = "") -> Delivery:
        """Use a slash command in a channel; what the bot answers at once is posted."""
        workspace, place = self._place(user, channel)
        body = command(self.core, workspace, workspace.people[user], place, (name, text))
        delivery = self.core.courier.send("command", workspace.id, body)
        await delivery.first.wait()
        answer_command(self.core, workspace, place, user, delivery)
        return delivery

    async def press(
        self,
        user: str,
        where: Message | View,
        wanted: str,
        value: Filled = None,
        values: Mapping[str, Filled] | None = None,
    ) -> Delivery:
        """Press a button by its action id or its words; `values` fills fields beside it first."""
        return await self.hand(user).press(where, wanted, value, values)

    async def select(
        self, user: str, where: Message | View, action_id: str, value: Filled
    ) -> Delivery:
        """Choose in a select, radio group, checkbox group, date or number field that acts."""
        return await self.press(user, where, action_id, value)

    async def submit(
        self, view: View, values: Mapping[str, Filled] | None = None
    ) -> dict[str, str]:
        """Fill a modal in (by action id) and send it; return the errors at its fields by block."""
        return await self.hand(view.user).submit(view, values or {})

    async def close_view(self, view: View, *, everything: bool = False) -> None:
        """Close a modal, or the whole stack."""
        await self.hand(view.user).close(view, everything=everything)

    async def open_home(self, user: str, tab: str = "home") -> View | None:
        """Open the app's page at a tab (home or messages); return the home view if published."""
        workspace = self.core.world.workspace_of(user)
        direct = workspace.direct(user)
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": direct.id if direct else "",
            "tab": tab,
            "event_ts": self.core.world.new_ts(),
        }
        if tab == "home" and user in workspace.homes:
            event["view"] = workspace.homes[user].as_json()
        await _heard([tell(self.core, workspace, event)])
        return workspace.homes.get(user)

    async def shortcut(self, user: str, name: str, message: Message | None = None) -> Delivery:
        """Use a shortcut by its callback id or its words, on a message when one is given."""
        known = {s["name"]: s["callback_id"] for s in shortcuts(self.core.manifest)}
        return await self.hand(user).shortcut(known.get(name, name), message)

    async def upload(
        self, user: str, channel: str, name: str, content: bytes, thread_ts: str | None = None
    ) -> Message:
        """Upload a file into a conversation as a person."""
        workspace, place = self._place(user, channel)
        file = SharedFile(self.core.world.new_id("F"), name, user, len(content), content=content)
        file.created = int(self.core.world.clock())
        self.core.world.files[file.id] = file
        message = self._draft(workspace, place, user, "", thread_ts)
        message.subtype, message.files = "file_share", [file.as_json(self.core.base)]
        file.shares.append((place.id, message.ts))
        event: Json = {"type": "file_shared", "file_id": file.id, "user_id": user}
        event |= {"file": {"id": file.id}, "channel_id": place.id, "event_ts": message.ts}
        told = post(self.core, workspace, place, message)
        if workspace.bot.id in place.members:
            told += [d for d in [tell(self.core, workspace, event)] if d]
        await _heard(told)
        return message

    async def react(self, user: str, message: Message, name: str) -> None:
        """Add a reaction to a message as a person, or take it away again."""
        workspace, place = self._place(user, message.channel)
        users = message.reactions.setdefault(name, [])
        kind = "reaction_removed" if user in users else "reaction_added"
        (users.remove if user in users else users.append)(user)
        show(self.core, workspace, place, message)
        item = {"type": "message", "channel": place.id, "ts": message.ts}
        event = {"type": kind, "user": user, "reaction": name, "item": item}
        event |= {"item_user": message.user, "event_ts": self.core.world.new_ts()}
        if workspace.bot.id in place.members:
            await _heard([tell(self.core, workspace, event)])

    async def invite(self, user: str, channel: str, guest: str = "") -> None:
        """Invite somebody, by default the bot, into a channel."""
        workspace, place = self._place(user, channel)
        person = workspace.people[guest or workspace.bot.id]
        await _heard([join(self.core, workspace, place, person, user)])

    def appoint(self, user: str, *, administrator: bool) -> None:
        """Make a person an administrator of their workspace, or a plain member again."""
        person = self.core.world.workspace_of(user).people[user]
        person.role = "admin" if administrator else "member"

    async def stop_agent(self, user: str, channel: str, thread_ts: str) -> None:
        """Press the stop button of an agent session; its open streams end."""
        workspace, place = self._place(user, channel)
        streams = [m for m in place.thread(thread_ts) if m.streaming]
        for message in streams:
            message.streaming = False
            show(self.core, workspace, place, message)
        event: Json = {"type": "agent_session_stopped", "user": user, "channel": place.id}
        event |= {"thread_ts": thread_ts, "event_ts": self.core.world.new_ts()}
        event["streaming_message_ts"] = [m.ts for m in streams]
        await _heard([tell(self.core, workspace, event)])

    async def uninstall(self, team: str) -> None:
        """Remove the app from a workspace: its tokens die and two events tell the bot."""
        workspace = self.core.world.workspaces[team]
        workspace.installed = False
        for token in self.core.world.tokens.values():
            if token.team == team:
                token.state = "account_inactive"
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}}
        events: list[Json] = [revoked, {"type": "app_uninstalled"}]
        stamp = {"event_ts": self.core.world.new_ts()}
        await _heard([tell(self.core, workspace, event | stamp) for event in events])

    def hand(self, user: str) -> Hand:
        """Return the hand of a person, in the workspace the person is in."""
        return Hand(self.core, self.core.world.workspace_of(user), user)

    def _place(self, user: str, channel: str) -> tuple[Workspace, Channel]:
        """Return the workspace and conversation in which a person acts.

        Raises:
            UsageError: The person or the conversation does not exist.
        """
        workspace = self.core.world.workspace_of(user)
        place = (
            workspace.direct(user) if channel == workspace.bot.id else workspace.channel(channel)
        )
        if place is None:
            names = ", ".join(c.name for c in workspace.visible_to(user))
            raise UsageError(f"there is no conversation {channel!r}", f"There are: {names}.")
        return workspace, place

    def _draft(
        self, workspace: Workspace, place: Channel, user: str, text: str, thread: str | None
    ) -> Message:
        """Return a person's message, not posted yet."""
        world = self.core.world
        root = place.root_of(thread) if thread else None
        home = workspace.people[user].team
        message = Message(world.new_ts(), place.id, home, user, text, root)
        message.client_msg_id = world.new_id("m")
        return message


async def _heard(told: Sequence[Delivery | None]) -> None:
    """Wait until the bot was told for the first time, whatever came of it."""
    await asyncio.gather(*[delivery.first.wait() for delivery in told if delivery])
