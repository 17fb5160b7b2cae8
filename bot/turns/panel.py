"""Panel: where an administrator sees an answer: where the question was asked, seen by nobody else."""

import hashlib
from collections.abc import Mapping

from bot.blocks import Form, render, render_admin_form, render_panel
from bot.conversation import NoticeCard
from bot.delivery import Outgoing
from bot.turns.posting import LATE, QUIET, Place, call, whisper
from bot.turns.visit import Visit


def panel(card: NoticeCard, visit: Visit, *, key: str, begun: bool = False) -> Outgoing:
    """Return the call that shows a card: in its window, or as a message for one pair of eyes.

    Args:
        card: What to show.
        visit: What the administrator did.
        key: Unique.
        begun: Whether a window was opened for this visit already.
    """
    place = Place(visit.workspace, "", visit.channel or visit.user, visit.thread_ts)
    rendered = render(card)
    if not visit.view:
        words = {"text": rendered.text, "blocks": list(rendered.blocks), **QUIET}
        replacing = visit.message_ts is not None
        return whisper(place, visit, words, key=key, replacing=replacing)
    name = window_of(visit)
    view = {"view": render_panel(card, name)}
    plain: Mapping[str, object] = {"text": rendered.text, **QUIET}
    if visit.in_window:
        shown = {"view_id": visit.view, **view}
        return call(place, "views.update", shown, key=key, fallback=plain)
    if begun:
        shown = {"external_id": name, **view}
        return call(place, "views.update", shown, key=key, fallback=plain)
    shown = {"trigger_id": visit.trigger, **view}
    return call(place, "views.open", shown, key=key, fallback=plain)


def open_form(form: Form, visit: Visit, *, key: str) -> Outgoing:
    """Return the call that opens a form of the console."""
    place = Place(visit.workspace, "", visit.channel or visit.user, visit.thread_ts)
    view = {"trigger_id": visit.trigger, "view": render_admin_form(form)}
    late: dict[str, object] = {"text": LATE, **QUIET}
    if visit.channel:
        late["user"] = visit.user
    return call(place, "views.open", view, key=key, fallback=late)


def window_of(visit: Visit) -> str:
    """Return the bot's own name for the window that a visit opens."""
    return f"panel-{hashlib.sha256(visit.key.encode()).hexdigest()[:40]}"
