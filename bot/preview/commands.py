"""A command that a member uses, as the data of an interaction; and what their client would not let them do.

Docs: interactions/application-commands, interactions/receiving-and-responding (interaction data). A "forged" action
skips the client's checks, as a hostile client would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.preview.channel import Impossible, Message
from bot.preview.interactions import Resolved
from bot.preview.rules.commands import CHAT_INPUT, MESSAGE
from bot.preview.world import Json, Member, Place

_SUBCOMMAND, _GROUP = 1, 2
_STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _NUMBER, _ATTACHMENT = range(3, 12)
_PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    _STRING: (str,),
    _INTEGER: (int,),
    _BOOLEAN: (bool,),
    _USER: (Member,),
    _CHANNEL: (int,),
    _ROLE: (int,),
    _MENTIONABLE: (Member, int),
    _NUMBER: (int, float),
    _ATTACHMENT: (tuple,),
}


def command_data(
    commands: Sequence[Json],
    name: str,
    options: Mapping[str, Any],
    resolved: Resolved,
    *,
    forged: bool = False,
    focused: str | None = None,
) -> Json:
    """The data of a slash command, "me export" being the subcommand export of me. Raise Impossible.

    With `focused` it is that of its autocomplete: half-typed, so nothing is required yet.
    """
    root, *path = name.removeprefix("/").split()
    command = next((one for one in commands if one["name"] == root and one["type"] == CHAT_INPUT), None)
    if command is None:
        known_names = [one["name"] for one in commands if one["type"] == CHAT_INPUT]
        raise Impossible(f"there is no command /{root}; there are: {known_names}")
    if not forged:
        _may_use(command, resolved.member, resolved.place)
    known = command.get("options") or []
    groups = []
    for step in path:
        found = next((o for o in known if o["name"] == step and o["type"] in (_SUBCOMMAND, _GROUP)), None)
        if found is None:
            raise Impossible(f"/{root} has no subcommand {step!r}")
        groups.append(found)
        known = found.get("options") or []
    if any(option["type"] in (_SUBCOMMAND, _GROUP) for option in known):
        raise Impossible(f"/{name} needs one of its subcommands")
    values = _option_values(known, options, resolved, forged=forged, focused=focused)
    for found in reversed(groups):
        values = [{"name": found["name"], "type": found["type"], "options": values}]
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    return data | ({"options": values} if values else {}) | resolved.json()


def message_command_data(
    commands: Sequence[Json], name: str, message: Message, resolved: Resolved, *, forged: bool = False
) -> Json:
    """The data of a message command used on this message. Raise Impossible.

    Docs: interactions/application-commands (message commands). Discord's client offers none on an ephemeral message.
    """
    ours = [one for one in commands if one["type"] == MESSAGE]
    command = next((one for one in ours if one["name"] == name), None)
    if command is None:
        raise Impossible(f"there is no message command {name!r}; there are: {[one['name'] for one in ours]}")
    if not forged:
        _may_use(command, resolved.member, resolved.place)
        if message.ephemeral:
            raise Impossible("no command is offered on a message that nobody else sees")
    data = {"id": command["id"], "name": name, "type": MESSAGE, "target_id": resolved.message(message)}
    return data | resolved.json()


def _may_use(command: Json, member: Member, place: Place) -> None:
    called = f"/{command['name']}" if command["type"] == CHAT_INPUT else repr(command["name"])
    contexts = command.get("contexts") or ([0] if command.get("dm_permission") is False else [0, 1, 2])
    if (0 if place.kind == "server" else 1) not in contexts:
        raise Impossible(f"{called} is not offered in a {place.kind}")
    needed = command.get("default_member_permissions")
    if place.kind == "server" and needed is not None:
        needed = int(needed)
        if not needed or needed & ~member.permissions:
            raise Impossible(f"{called} is not offered to {member.name}: permissions")


def _option_values(
    known: Sequence[Json],
    given: Mapping[str, Any],
    resolved: Resolved,
    *,
    forged: bool,
    focused: str | None,
) -> list[Json]:
    by_name = {option["name"]: option for option in known}
    values = []
    for name, value in given.items():
        option = by_name.get(name)
        if option is None:
            raise Impossible(f"there is no option {name!r}; there are: {list(by_name)}")
        if name == focused:
            if not option.get("autocomplete"):
                raise Impossible(f"{name!r} suggests nothing")
            values.append({"name": name, "type": option["type"], "value": value, "focused": True})
            continue
        if not forged:
            _check_value(option, value)
        travels = resolved.value(option["type"], value)
        values.append({"name": name, "type": option["type"], "value": travels})
    missing = [o["name"] for o in known if o.get("required") and o["name"] not in given]
    if missing and focused is None and not forged:
        raise Impossible(f"required and missing: {missing}")
    return values


def _check_value(option: Json, value: Any) -> None:
    """What the client checks before it sends. Raise Impossible."""
    name, kind = option["name"], option["type"]
    if not isinstance(value, _PYTHON_TYPES[kind]) or (isinstance(value, bool) and kind != _BOOLEAN):
        raise Impossible(f"{name}: {value!r} is no {[t.__name__ for t in _PYTHON_TYPES[kind]]}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise Impossible(f"{name}: {value!r} is none of {choices}")
    measured: Any = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if kind == _STRING else ("min_value", "max_value")
    longest = 6000 if kind == _STRING else None
    least, most = option.get(low), option.get(high, longest)
    if (least is not None and measured < least) or (most is not None and measured > most):
        raise Impossible(f"{name}: {value!r} is outside {least} to {most}")
