"""Trigger ids and response URLs: the two short-lived permissions an interaction carries."""

from bot.playground.core import Slack
from bot.playground.refusals import Refusal
from bot.playground.world import ResponseUrl, Trigger

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


def use_trigger(slack: Slack, name: str) -> Trigger:
    """Exchange a trigger id for the right to show a view.

    Raises:
        Refusal: `invalid_trigger_id`, `exchanged_trigger_id`, or `expired_trigger_id` after three
            seconds.
    """
    trigger = slack.world.triggers.get(name)
    if trigger is None:
        raise Refusal("invalid_trigger_id")
    if trigger.used:
        raise Refusal("exchanged_trigger_id")
    if slack.world.clock() - trigger.born > TRIGGER_SECONDS:
        raise Refusal("expired_trigger_id")
    trigger.used = True
    return trigger


def use_response_url(slack: Slack, name: str) -> ResponseUrl:
    """Use a response_url once.

    Raises:
        Refusal: `invalid_url`, `used_url` after five uses, or `expired_url` after thirty minutes.
    """
    url = slack.world.response_urls.get(name)
    if url is None:
        raise Refusal("invalid_url")
    if slack.world.clock() - url.born > RESPONSE_SECONDS:
        raise Refusal("expired_url")
    if url.uses >= RESPONSE_USES:
        raise Refusal("used_url")
    url.uses += 1
    return url


def new_response_url(slack: Slack, url: ResponseUrl) -> str:
    """Remember a response_url and return its address."""
    name = slack.world.new_id("")
    slack.world.response_urls[name] = url
    return f"{slack.base}/hooks/{url.team}/{name}"
