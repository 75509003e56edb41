"""What members press, choose and fill in, as the data of an interaction; and what their client would not let them do.

Commands are in `commands`. Docs: interactions/receiving-and-responding (interaction data, resolved data),
components/reference (what each component sends). A "forged" action skips the client's checks, as a hostile
client would.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.preview.attachments import Upload, attachment_json
from bot.preview.channel import SELECTS, Component, Impossible, Message, walk
from bot.preview.world import MEMBERS, ROLES, Json, Member, Place, Role

_CHANNEL, _ROLE, _MENTIONABLE, _ATTACHMENT = 7, 8, 9, 11
"""Types of option."""

Keep = Callable[[str, bytes], Json]
"""Stores a member's upload (name, content) and returns its attachment object."""


class Resolved:
    """The users, members, channels and attachments an interaction speaks of."""

    def __init__(self, place: Place, member: Member, keep: Keep) -> None:
        self.place, self.member, self._keep = place, member, keep
        self._found: Json = {}

    def json(self) -> Json:
        return {"resolved": self._found} if self._found else {}

    def user(self, who: Member) -> str:
        self._add("users", who.id, who.user_json())
        if self.place.kind == "server":
            partial = {k: v for k, v in who.member_json().items() if k not in ("user", "deaf", "mute")}
            self._add("members", who.id, partial)
        return str(who.id)

    def role(self, role_id: int) -> str:
        role = next((one for one in ROLES if one.id == role_id), Role(role_id, "unknown", mentionable=False))
        self._add("roles", role_id, role.json())
        return str(role_id)

    def message(self, message: Message) -> str:
        self._add("messages", message.id, message.data)
        return str(message.id)

    def channel(self, channel_id: int) -> str:
        self._add("channels", channel_id, self.place.channel_json(self.member) | {"id": str(channel_id)})
        return str(channel_id)

    def attachment(self, name: str, content: bytes) -> str:
        attachment = self._keep(name, content)
        self._add("attachments", attachment["id"], attachment)
        return str(attachment["id"])

    def value(self, kind: int, value: Any) -> Any:
        """An option's value as it travels: ids for things, all else as it is."""
        if isinstance(value, Member):
            return self.user(value)
        if kind == _CHANNEL:
            return self.channel(value)
        if kind == _ATTACHMENT:
            return self.attachment(*value)
        if kind == _ROLE:
            return self.role(value) if isinstance(value, int) else str(value)
        return str(value) if kind == _MENTIONABLE else value

    def _add(self, group: str, key: int | str, value: Json) -> None:
        self._found.setdefault(group, {})[str(key)] = value


def press_data(message: Message, custom_id: str, *, forged: bool) -> Json:
    """The data of a press on a button. Raise Impossible."""
    button = _component(message, custom_id, {Component.BUTTON}, forged=forged)
    return {"component_type": int(Component.BUTTON), "id": button.get("id", 0), "custom_id": custom_id}


def select_data(
    message: Message, custom_id: str, values: Sequence[Any], resolved: Resolved, *, forged: bool
) -> Json:
    """The data of a choice in a select: values of options, or members. Raise Impossible."""
    select = _component(message, custom_id, SELECTS, forged=forged)
    kind = select.get("type", Component.STRING_SELECT)
    if not forged:
        _check_selected(select, values)
    travels = [resolved.user(one) if isinstance(one, Member) else str(one) for one in values]
    data = {"component_type": kind, "id": select.get("id", 0), "custom_id": custom_id, "values": travels}
    return data | resolved.json()


def _component(
    message: Message, custom_id: str, kinds: frozenset[int] | set[Component], *, forged: bool
) -> Json:
    there = [c for c in walk(message.data["components"]) if c["type"] in kinds and "custom_id" in c]
    found = next((c for c in there if c["custom_id"] == custom_id), None)
    if forged:
        return found or {}
    if found is None:
        raise Impossible(f"{custom_id!r} is not on the message; there are: {[c['custom_id'] for c in there]}")
    if found.get("disabled"):
        raise Impossible(f"{custom_id!r} is disabled")
    return found


def _check_selected(select: Json, values: Sequence[Any], *, required: bool = True) -> None:
    least = select.get("min_values", 1) if required else 0
    most = select.get(
        "max_values", len(select["options"]) if select["type"] == Component.CHECKBOX_GROUP else 1
    )
    if not least <= len(values) <= most:
        raise Impossible(f"{select['custom_id']!r} takes {least} to {most} values, not {len(values)}")
    offered = [option["value"] for option in select.get("options", [])]
    if offered and not set(values) <= set(offered):
        raise Impossible(f"{list(values)} are not all among {offered}")


def submit_data(modal: Json, values: Mapping[str, Any], resolved: Resolved, *, forged: bool) -> Json:
    """The data of a modal sent off, `values` by custom id; what is not given keeps its default. Raise Impossible.

    A text input takes a string, a checkbox a bool, a radio group a value, selects and checkbox groups a list of
    values (or members), a file upload a list of (name, content).
    """
    fields = {one["custom_id"]: one for one in walk(modal["components"]) if "custom_id" in one}
    if unknown := set(values) - set(fields):
        raise Impossible(f"{sorted(unknown)} are not in the modal; there are: {list(fields)}")

    def sent(component: Json) -> Json:
        about = {"type": component["type"], "id": component["id"]}
        match component["type"]:
            case Component.ACTION_ROW:
                return about | {"components": [sent(child) for child in component["components"]]}
            case Component.LABEL:
                return about | {"component": sent(component["component"])}
            case Component.TEXT_DISPLAY:
                return about
        custom_id = component["custom_id"]
        value = values.get(custom_id, _default(component))
        if not forged:
            _check_field(component, value)
        return about | {"custom_id": custom_id} | _travels(component["type"], value, resolved)

    components = [sent(component) for component in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": components} | resolved.json()


def _default(field: Json) -> Any:
    options = [option["value"] for option in field.get("options", []) if option.get("default")]
    match field["type"]:
        case Component.TEXT_INPUT:
            return field.get("value", "")
        case Component.CHECKBOX:
            return field.get("default", False)
        case Component.RADIO_GROUP:
            return options[0] if options else None
        case Component.USER_SELECT | Component.MENTIONABLE_SELECT:
            ids = [default["id"] for default in field.get("default_values", [])]
            return [member for member in MEMBERS if str(member.id) in ids]
        case _:
            return options


def _check_field(field: Json, value: Any) -> None:
    required = field.get("required", True)
    custom_id = field["custom_id"]
    match field["type"]:
        case Component.TEXT_INPUT:
            if not value and not required:
                return
            least, most = max(field.get("min_length", 0), int(required)), field.get("max_length", 4000)
            if not least <= len(value) <= most:
                raise Impossible(f"{custom_id!r} takes {least} to {most} characters, not {len(value)}")
        case Component.RADIO_GROUP:
            offered = [option["value"] for option in field["options"]]
            if value not in offered and (required or value is not None):
                raise Impossible(f"{custom_id!r}: {value!r} is none of {offered}")
        case Component.CHECKBOX:
            if not isinstance(value, bool):
                raise Impossible(f"{custom_id!r}: {value!r} is neither True nor False")
        case _:
            _check_selected(field, value, required=required)


def _travels(kind: int, value: Any, resolved: Resolved) -> Json:
    match kind:
        case Component.TEXT_INPUT | Component.CHECKBOX | Component.RADIO_GROUP:
            return {"value": value}
        case Component.FILE_UPLOAD:
            return {"values": [resolved.attachment(*one) for one in value]}
        case _:
            return {"values": [resolved.user(one) if isinstance(one, Member) else str(one) for one in value]}


def upload_json(name: str, content: bytes, *, attachment_id: int, url: str) -> Json:
    """The attachment object of a file a member gave."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return attachment_json(Upload(0, name, content, kind), attachment_id=attachment_id, url=url, about={})
