"""Which answers an interaction takes. Docs: interactions/receiving-and-responding (interaction response object)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.preview.attachments import Upload
from bot.preview.channel import EPHEMERAL, Kind, Message, Response
from bot.preview.rules.form import Form
from bot.preview.rules.messages import CALLBACK_FLAGS, EDIT_FLAGS, check_message
from bot.preview.rules.modals import check_modal
from bot.preview.world import Json


def check_response(payload: Json, *, kind: Kind, origin: Message | None, uploads: Sequence[Upload]) -> None:
    """Judge a first response. Raise Refusal."""
    form = Form(payload)
    form.only("type", "data")
    match form.choice("type", _allowed(kind, origin), required=True):
        case Response.MESSAGE:
            if data := form.table("data", required=True):
                check_message(data, uploads=uploads, flags=CALLBACK_FLAGS)
        case Response.DEFERRED_MESSAGE:
            if data := form.table("data"):
                _check_deferral(data)
        case Response.UPDATE:
            if data := form.table("data"):
                check_message(data, uploads=uploads, flags=EDIT_FLAGS, existing=origin)
        case Response.CHOICES:
            if data := form.table("data", required=True):
                _check_choices(data)
        case Response.MODAL:
            if data := form.table("data", required=True):
                check_modal(data)
    form.judge()


def check_followup(payload: Json, *, uploads: Sequence[Upload]) -> None:
    """Judge a follow-up; username, avatar_url and thread_name "are not supported". Raise Refusal."""
    form = Form(payload)
    check_message(form, uploads=uploads, flags=CALLBACK_FLAGS)
    form.judge()


def check_edit(payload: Json, *, message: Message, uploads: Sequence[Upload]) -> None:
    """Judge an edit of a message that exists. Raise Refusal."""
    form = Form(payload)
    check_message(form, uploads=uploads, flags=EDIT_FLAGS, existing=message)
    form.judge()


def _check_choices(data: Form) -> None:
    """At most 25 rows; a name of 1 to 100 characters; a value of up to 100, or a number."""
    data.only("choices")
    for choice in data.rows("choices", 25):
        check_choice(choice)


def check_choice(choice: Form) -> None:
    """A choice of an option, fixed or suggested (docs: application-commands, option choice structure)."""
    choice.only("name", "name_localizations", "value")
    choice.text("name", 100, least=1, required=True)
    if not choice.has("value"):
        choice.refuse("BASE_TYPE_REQUIRED", "This field is required", "value")
    elif isinstance(choice.value["value"], str):
        choice.text("value", 100, least=1, required=True)


def _check_deferral(data: Form) -> None:
    """It may only be private; what it will say comes with the edit."""
    data.only("flags")
    flags = data.whole("flags", 0, 2**31 - 1) or 0
    if flags & ~EPHEMERAL:
        data.refuse("MESSAGE_FLAGS_INVALID", "A deferred response may only be EPHEMERAL.", "flags")


def _allowed(kind: Kind, origin: Message | None) -> tuple[int, ...]:
    """By kind of interaction. What edits a message needs one; a modal is no answer to a modal."""
    if kind == "autocomplete":
        return (Response.CHOICES,)
    edits = (Response.DEFERRED_UPDATE, Response.UPDATE) if origin is not None else ()
    modal = (Response.MODAL,) if kind != "modal" else ()
    return (Response.MESSAGE, Response.DEFERRED_MESSAGE, *edits, *modal)
