"""files.*: uploads in three steps (address, bytes, completion), and what is known of a file."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.files import SharedFile
from bot.playground.messages import Message
from bot.playground.methods.chat import thread
from bot.playground.posting import post
from bot.playground.refusals import Refusal

LARGEST = 1_000_000_000


def upload_url(ask: Ask) -> Json:
    """files.getUploadURLExternal."""
    length = int(ask.need("length"))
    if not 0 < length <= LARGEST:
        raise Refusal("invalid_arguments")
    file = SharedFile(
        ask.slack.world.new_id("F"),
        ask.need("filename"),
        ask.workspace.bot.id,
        length,
        ask.text("alt_txt"),
        created=int(ask.slack.world.clock()),
    )
    ask.slack.world.files[file.id] = file
    return {"file_id": file.id, "upload_url": f"{ask.slack.base}/upload/v1/{file.id}"}


def complete(ask: Ask) -> Json:
    """files.completeUploadExternal: posts the files where a channel is given."""
    files = [known(ask, item.get("id", "")) for item in ask.items("files")]
    for file, item in zip(files, ask.items("files"), strict=True):
        if file.content is None:
            raise Refusal("file_not_found")
        file.title = item.get("title") or file.title
    named = ask.text("channel_id") or ask.text("channels")
    for name in [n for n in named.split(",") if n]:
        share(ask, files, channel_named(ask, name))
    return {"files": [file.as_json(ask.slack.base) for file in files]}


def share(ask: Ask, files: list[SharedFile], channel: Channel) -> None:
    """Post files into one conversation."""
    blocks = ask.items("blocks")
    bot = ask.workspace.bot
    message = Message(
        ask.slack.world.new_ts(),
        channel.id,
        ask.team,
        bot.id,
        ask.text("initial_comment"),
        thread(ask, channel),
        blocks,
        subtype="file_share",
        bot_id=bot.bot_id,
    )
    for file in files:
        file.shares.append((channel.id, message.ts))
    message.files = [file.as_json(ask.slack.base) for file in files]
    post(ask.slack, ask.workspace, channel, message)


def channel_named(ask: Ask, name: str) -> Channel:
    """Return a conversation that the bot may post files to."""
    channel = ask.workspace.channel(name)
    if channel is None or ask.workspace.bot.id not in channel.members:
        raise Refusal("channel_not_found" if channel is None else "not_in_channel")
    return channel


def info(ask: Ask) -> Json:
    """files.info."""
    file = known(ask, ask.need("file"))
    return {"file": file.as_json(ask.slack.base), "comments": []}


def known(ask: Ask, name: str) -> SharedFile:
    """Return a file by its id."""
    file = ask.slack.world.files.get(name)
    if file is None:
        raise Refusal("file_not_found")
    return file


METHODS = {
    "files.completeUploadExternal": complete,
    "files.getUploadURLExternal": upload_url,
    "files.info": info,
}
