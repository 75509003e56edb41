"""What Discord refuses in a message: content, embeds, attachments, mentions, polls, flags.

Docs: resources/message (limits of content and embeds, allowed mentions, flags), reference (uploading files),
resources/poll. Components are in `components`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.preview.attachments import Upload, stored_name
from bot.preview.channel import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, Message
from bot.preview.rules import refusal
from bot.preview.rules.components import check_components, check_media_url
from bot.preview.rules.form import Form
from bot.preview.world import ATTACHMENT_SIZE_LIMIT, Json

CALLBACK_FLAGS = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
EDIT_FLAGS = SUPPRESS_EMBEDS | COMPONENTS_V2
"""What may be set when a message is made, and when it is changed (docs: resources/message, edit message)."""

MAX_ATTACHMENTS = 10
MAX_EMBED_CHARACTERS = 6000

_FIELDS = ("content", "embeds", "allowed_mentions", "components", "attachments", "poll", "tts", "flags")


def check_message(
    form: Form, *, uploads: Sequence[Upload], flags: int, existing: Message | None = None
) -> None:
    """Judge a new message, or an edit of an existing one. Raise Refusal for what is no matter of a field."""
    form.only(*_FIELDS)
    form.truth("tts")
    before: Json = existing.data if existing is not None else {}
    given = form.whole("flags", 0, 2**31 - 1) or 0
    if given & ~flags:
        form.refuse("MESSAGE_FLAGS_INVALID", f"Only these flags can be set here: {flags:#x}.", "flags")
    v2 = bool((given | before.get("flags", 0)) & COMPONENTS_V2)
    names = _check_attachments(form, uploads, kept=before.get("attachments", []))
    form.text("content", 2000)
    _check_embeds(form, names)
    if mentions := form.table("allowed_mentions"):
        _check_mentions(mentions)
    if poll := form.table("poll"):
        _check_poll(poll)
    after = _after(form, before)
    if v2:
        for field in ("content", "embeds", "poll"):
            if after[field]:
                sentence = f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                form.refuse("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", sentence, field)
    check_components(form, v2=v2, names=names)
    form.judge()
    says_nothing = not (after["components"] if v2 else any(after.values()) or names)
    if says_nothing:
        raise refusal.empty_message()


def _after(form: Form, before: Json) -> Json:
    """What the message will say once this has been put into it."""
    said = {key: form.value.get(key, before.get(key)) for key in ("content", "embeds", "components", "poll")}
    return said | {
        "content": (said["content"] or "").strip() if isinstance(said["content"], str | None) else ""
    }


def _check_attachments(form: Form, uploads: Sequence[Upload], *, kept: list[Json]) -> set[str]:
    """Return the names of the files the message will have."""
    if any(len(upload.content) > ATTACHMENT_SIZE_LIMIT for upload in uploads):
        raise refusal.too_large()
    old = {attachment["id"]: attachment["filename"] for attachment in kept}
    new = {str(upload.index): stored_name(upload.filename) for upload in uploads}
    listed = form.rows("attachments", MAX_ATTACHMENTS)
    for entry in listed:
        entry.snowflake("id", required=True)
        entry.text("filename", 1024)
        entry.text("description", 1024)
        key = str(entry.value.get("id"))
        if key not in old | new:
            entry.refuse("ATTACHMENT_NOT_FOUND", "There is no such attachment or uploaded file.", "id")
        elif key in new and entry.has("filename"):
            new[key] = stored_name(str(entry.value["filename"]))
    if form.has("attachments"):
        ids = {str(entry.value.get("id")) for entry in listed}
        old = {key: name for key, name in old.items() if key in ids}
    if len(old) + len(new) > MAX_ATTACHMENTS and len(listed) <= MAX_ATTACHMENTS:
        form.refuse("BASE_TYPE_MAX_LENGTH", f"Must be {MAX_ATTACHMENTS} or fewer in length.", "attachments")
    return {*old.values(), *new.values()}


def _check_embeds(form: Form, names: Collection[str]) -> None:
    embeds = form.rows("embeds", 10)
    total = sum(_check_embed(embed, names) for embed in embeds)
    if total > MAX_EMBED_CHARACTERS:
        sentence = f"Embed size exceeds maximum size of {MAX_EMBED_CHARACTERS}"
        form.refuse("MAX_EMBED_SIZE_EXCEEDED", sentence, "embeds")


def _check_embed(embed: Form, names: Collection[str]) -> int:
    """Judge one embed and return its characters (docs: resources/message, embed limits)."""
    embed.only(
        *("type", "title", "description", "url", "timestamp", "color", "fields", "author", "footer"),
        *("image", "thumbnail", "video", "provider", "flags"),
    )
    texts = [embed.text("title", 256), embed.text("description", 4096)]
    embed.url("url", 2048, ("http", "https"))
    embed.moment("timestamp")
    embed.whole("color", 0, 0xFFFFFF)
    if footer := embed.table("footer"):
        texts.append(footer.text("text", 2048, least=1, required=True))
    if author := embed.table("author"):
        texts.append(author.text("name", 256, least=1, required=True))
        author.url("url", 2048, ("http", "https"))
    for field in embed.rows("fields", 25):
        field.only("name", "value", "inline")
        texts.append(field.text("name", 256, least=1, required=True))
        texts.append(field.text("value", 1024, least=1, required=True))
        field.truth("inline")
    for key in ("image", "thumbnail"):
        if picture := embed.table(key):
            check_media_url(picture, names)
    if not any(texts) and not (embed.has("image") or embed.has("thumbnail")):
        embed.refuse("BASE_TYPE_REQUIRED", "This field is required", "description")
    return sum(len(text) for text in texts)


def _check_mentions(mentions: Form) -> None:
    mentions.only("parse", "users", "roles", "replied_user")
    parse = mentions.values("parse", 3)
    for number, one in enumerate(parse):
        if one not in ("users", "roles", "everyone"):
            sentence = "Value must be one of ('users', 'roles', 'everyone')."
            mentions.refuse("BASE_TYPE_CHOICES", sentence, "parse", number)
    for key in ("users", "roles"):
        if mentions.values(key, 100) and key in parse:
            sentence = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            mentions.refuse("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", sentence)


def _check_poll(poll: Form) -> None:
    """A question of 300 characters, 1 to 10 answers of 55, 1 to 768 whole hours."""
    poll.only("question", "answers", "duration", "allow_multiselect", "layout_type")
    if question := poll.table("question", required=True):
        question.text("text", 300, least=1, required=True)
    for answer in poll.rows("answers", 10, least=1, required=True):
        if media := answer.table("poll_media", required=True):
            media.text("text", 55)
    duration = poll.value.get("duration")
    if duration is not None and not (isinstance(duration, int | float) and 1 <= duration <= 768):
        poll.refuse("NUMBER_TYPE_MAX", "int value should be from 1 to 768.", "duration")
    elif isinstance(duration, float) and not duration.is_integer():
        poll.refuse("NUMBER_TYPE_COERCE", f'Value "{duration}" is not int.', "duration")
