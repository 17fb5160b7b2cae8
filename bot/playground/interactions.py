"""Interactions with the bot: presses, forms, shortcuts, and what its answers do."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import UsageError
from bot.playground.actions import find
from bot.playground.changes import Json
from bot.playground.core import Slack
from bot.playground.delivery import Delivery
from bot.playground.forms import Filled, check, holds_state, state
from bot.playground.messages import Message
from bot.playground.modals import change_view, check_view, close_all, close_top, push
from bot.playground.payloads import interaction, on_message, on_view
from bot.playground.refusals import Refusal
from bot.playground.views import View
from bot.playground.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class Hand:
    """The hand of one person: it presses, fills in, sends and closes.

    Each method waits until the bot acknowledged or failed to.
    """

    slack: Slack
    workspace: Workspace
    user: str

    async def press(
        self,
        where: Message | View,
        wanted: str,
        chosen: Filled = None,
        filled: Mapping[str, Filled] | None = None,
    ) -> Delivery:
        """Touch one element, by action id or by its words; `filled` is what stands in fields.

        Raises:
            UsageError: There is no such element or option.
        """
        touch = find(where.blocks, wanted)
        noted = dict(filled or {})
        if chosen is not None and holds_state(touch.element):
            noted[touch.element["action_id"]] = chosen
        values = state(where.blocks, noted, where.values if isinstance(where, View) else {})
        body = self._body("block_actions")
        if isinstance(where, View):
            where.values = values
        body |= self._about(where)
        if isinstance(where, Message):
            body["state"] = {"values": values}
        picked = chosen if chosen is not None else wanted
        body["actions"] = [touch.as_action(body.pop("action_ts"), picked)]
        return await self._deliver(body)

    async def submit(self, view: View, filled: Mapping[str, Filled]) -> dict[str, str]:
        """Send a modal in, do what the bot answers, and return the errors at its fields.

        Raises:
            UsageError: The view is not open, or a field or option does not exist.
        """
        if view not in self.workspace.stacks.get(self.user, []):
            raise UsageError("this form is closed", "Open it again.")
        values = state(view.blocks, filled, view.values)
        if faults := check(view.blocks, values):
            return faults
        view.values = values
        body = self._body("view_submission") | {"view": view.as_json(), "response_urls": []}
        delivery = await self._deliver(body)
        if not delivery.acknowledged:
            return {"": TROUBLE}
        return self._follow(view, delivery.answer)

    def _follow(self, view: View, answer: Json) -> dict[str, str]:
        """Do what the answer to a submission says; errors at "" are the whole form's."""
        if view not in self.workspace.stacks.get(self.user, []):
            return {}
        if answer.get("response_action") == "errors":
            return dict(answer.get("errors") or {})
        try:
            self._move_on(view, answer)
        except Refusal as refusal:
            return {"": f"{TROUBLE} ({refusal.code})"}
        return {}

    def _move_on(self, view: View, answer: Json) -> None:
        """Show the next view, or close this one or all of them."""
        what = answer.get("response_action")
        if what in {"update", "push"}:
            check_view(answer["view"])
        if what == "update":
            change_view(self.slack, self.workspace, view, answer["view"])
        elif what == "push":
            push(self.slack, self.workspace, self.user, answer["view"])
        elif what == "clear":
            close_all(self.slack, self.workspace, self.user)
        else:
            close_top(self.slack, self.workspace, self.user)

    async def close(self, view: View, *, everything: bool) -> None:
        """Close a modal by hand; tell the bot when the view asked for it."""
        if everything or view.content.get("clear_on_close"):
            close_all(self.slack, self.workspace, self.user)
        else:
            close_top(self.slack, self.workspace, self.user)
        if view.content.get("notify_on_close"):
            body = self._body("view_closed")
            body |= {"view": view.as_json(), "is_cleared": everything}
            del body["trigger_id"]
            await self._deliver(body)

    async def shortcut(self, callback_id: str, message: Message | None) -> Delivery:
        """Use a global shortcut, or a message shortcut when a message is given."""
        body = self._body("message_action" if message else "shortcut")
        body["callback_id"] = callback_id
        if message is not None:
            body |= self._about(message)
            del body["container"]
            body |= {"message_ts": message.ts, "message": message.as_json()}
        return await self._deliver(body)

    async def suggest(self, where: Message | View, action_id: str, typed: str) -> list[Json]:
        """Ask the bot for the options of an external select, for the text typed so far."""
        touch = find(where.blocks, action_id)
        body = self._body("block_suggestion") | self._about(where)
        body |= {"action_id": action_id, "block_id": touch.block["block_id"], "value": typed}
        answer = (await self._deliver(body)).answer
        grouped = answer.get("option_groups") or []
        options = [option for group in grouped for option in group.get("options", [])]
        return [*(answer.get("options") or []), *options]

    def _body(self, kind: str) -> Json:
        person = self.workspace.people[self.user]
        return interaction(self.slack, self.workspace, person, kind)

    def _about(self, where: Message | View) -> Json:
        if isinstance(where, View):
            return on_view(where)
        channel = self.workspace.channels[where.channel]
        return on_message(self.slack, where, channel, self.user)

    async def _deliver(self, body: Json) -> Delivery:
        delivery = self.slack.courier.send("interaction", self.workspace.id, body)
        await delivery.first.wait()
        return delivery
