"""A command as a member types it, in Discord's syntax or in their own: words -> name and options.

`/film title:Come and See private:True`, `/film "Come and See"` and `/film Come and See` mean the same. Of commands with
subcommands the second word is one: `/me films`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from bot.preview.rules.commands import CHAT_INPUT
from bot.preview.world import MEMBERS, Json, member_called

_SUBCOMMANDS = {1, 2}
_STRING, _INTEGER, _BOOLEAN, _USER, _NUMBER, _ATTACHMENT = 3, 4, 5, 6, 10, 11
_YES, _NO = {"true", "yes", "1", "on"}, {"false", "no", "0", "off"}
_LONGEST = 6000
"""Characters of a text option for which a command says nothing else."""
_NAMED = re.compile(
    r"""(?:^|(?<=[\s:]))(?:"[^"]*"|“[^”]*”|«[^»]*»|„[^“]*“|(?:(?<=\s)|^)(?P<name>[^\W\d_][\w-]{0,31})(?P<colon>:)(?!//)(?P<tight>(?=\S))?)"""
)
"""A passage in quotation marks, or a word with a colon, at the beginning of a word."""
_QUOTES = {'"': '"', "“": "”", "«": "»", "'": "'", "„": "“"}


class TypingError(ValueError):
    """What was typed is no command that the bot has; the message says what would be."""


def parse(text: str, commands: Sequence[Json]) -> tuple[str, dict[str, Any]]:
    """Name and options of what was typed; raise TypingError with a sentence for whoever typed it."""
    name, _, rest = text.strip().removeprefix("/").partition(" ")
    slash = [c for c in commands if c.get("type", CHAT_INPUT) == CHAT_INPUT]
    command = next((c for c in slash if c["name"] == name.casefold()), None)
    if command is None:
        known = ", ".join(f"/{c['name']}" for c in slash)
        raise TypingError(f"There is no command /{name}. There are: {known}.")
    path, known_options, rest = _subcommand(str(command["name"]), command.get("options") or [], rest)
    options: dict[str, Json] = {option["name"]: option for option in known_options}
    found: dict[str, Any] = {}
    parts = _split(path, rest, options)
    if loose := parts.pop("", ""):
        first = next((o for o in options.values() if o["type"] == _STRING and o["name"] not in parts), None)
        if first is None:
            raise TypingError(f"/{path} takes no words of its own: “{loose}”.")
        found[first["name"]] = _value(first, loose)
    for key, value in parts.items():
        found[key] = _value(options[key], value)
    found = {name: value for name, value in found.items() if value != ""}
    missing = [o["name"] for o in options.values() if o.get("required") and o["name"] not in found]
    if missing:
        raise TypingError(f"/{path} needs {', '.join(missing)}: for example /{path} {missing[0]}: …")
    return path, found


def _subcommand(path: str, options: Sequence[Json], rest: str) -> tuple[str, Sequence[Json], str]:
    """Path and options of the subcommand that the next words name, and what follows; or of the command itself."""
    subcommands = {o["name"]: o for o in options if o["type"] in _SUBCOMMANDS}
    if not subcommands:
        return path, options, rest
    word, _, rest = rest.strip().partition(" ")
    if word.casefold() not in subcommands:
        known = ", ".join(f"/{path} {name}" for name in subcommands)
        raise TypingError(f"/{path} needs one more word. There are: {known}.")
    chosen = subcommands[word.casefold()]
    return _subcommand(f"{path} {chosen['name']}", chosen.get("options") or [], rest)


def _split(path: str, text: str, options: dict[str, Json]) -> dict[str, str]:
    """The text before the first `option:` under "", and what follows each. Raise TypingError for an unknown option.

    What stands in quotation marks is text, and so is a word whose colon is followed by a space ("Mission: Impossible"),
    unless it is nearly the name of an option; and an address of the web.
    """
    parts, key, begin = {}, "", 0
    for found in _NAMED.finditer(text):
        name = found["name"]
        if name is None:
            continue
        if name not in options:
            typed_so = found["tight"] is not None and name.islower()
            if typed_so or get_close_matches(name.casefold(), options, n=1, cutoff=0.8):
                raise TypingError(f"/{path} has no option “{name}”. {_there_are(options)}")
            continue
        parts[key] = text[begin : found.start()].strip()
        key, begin = name, found.end("colon")
    parts[key] = text[begin:].strip()
    return parts


def _there_are(options: Iterable[str]) -> str:
    return f"There are: {', '.join(options)}." if options else "It takes none."


def _unquoted(text: str) -> str:
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1]
    return text


def _value(option: Json, text: str) -> Any:
    text = _unquoted(text)
    if option["type"] == _USER:
        member = member_called(text)
        if member is None:
            raise TypingError(
                f"{option['name']} is one of {', '.join(m.name for m in MEMBERS)}, not “{text}”."
            )
        return member
    if option["type"] == _ATTACHMENT:
        raise TypingError(f"{option['name']} is a file; files can be given in the preview.")
    if option["type"] == _BOOLEAN:
        if text.casefold() in _YES | _NO:
            return text.casefold() in _YES
        raise TypingError(f"{option['name']} is True or False, not “{text}”.")
    if option["type"] in {_INTEGER, _NUMBER}:
        try:
            return int(text) if option["type"] == _INTEGER else float(text)
        except ValueError:
            raise TypingError(f"{option['name']} is a number, not “{text}”.") from None
    if choices := option.get("choices"):
        return _chosen(option["name"], choices, text)
    if len(text) > option.get("max_length", _LONGEST):
        raise TypingError(f"{option['name']} takes at most {option.get('max_length', _LONGEST)} characters.")
    return text


def _chosen(name: str, choices: Sequence[Json], text: str) -> Any:
    """The value of the choice that is called so, by what a member reads or by what is sent."""
    for choice in choices:
        if text.casefold() in {str(choice["name"]).casefold(), str(choice["value"]).casefold()}:
            return choice["value"]
    raise TypingError(f"{name} is one of {', '.join(str(c['name']) for c in choices)}, not “{text}”.")
