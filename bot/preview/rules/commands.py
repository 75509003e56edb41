"""What Discord refuses when commands are registered.

Docs: interactions/application-commands (structure, naming, option types, choices, localisation, limits).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from bot.preview.rules import refusal
from bot.preview.rules.callbacks import check_choice
from bot.preview.rules.form import Form, refuse_doubles
from bot.preview.world import LOCALES, Json

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
_PER_TYPE = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MAX_CHARACTERS = 8000
"""Of one command: names, descriptions and values, the longest localisation of each counting."""

_COMMAND_FIELDS = (
    *("id", "type", "name", "name_localizations", "description", "description_localizations", "options"),
    *("default_member_permissions", "dm_permission", "default_permission", "integration_types", "contexts"),
    *("nsfw", "handler"),
)
_OPTION_FIELDS = (
    *("type", "name", "name_localizations", "description", "description_localizations", "required"),
    *("choices", "options", "channel_types", "min_value", "max_value", "min_length", "max_length"),
    *("autocomplete", "file_types"),
)
_ALLOWED = (range(1, 12), (SUBCOMMAND,), range(3, 12))
"""Option types of a command, of a group, of a subcommand."""
_WHOLE_LIMIT = 2**53 - 1


def check_commands(payload: Any) -> None:
    """Judge the body of a bulk overwrite, a list. Raise Refusal."""
    if not isinstance(payload, list):
        raise refusal.invalid_form(
            {
                "_errors": [
                    {"code": "LIST_TYPE_CONVERT", "message": "Only iterables may be used in a ListType"}
                ]
            }
        )
    body = Form(payload)
    commands = [body.at(number) for number in range(len(payload))]
    for command in commands:
        if isinstance(command.value, dict):
            _check_command(command)
        else:
            command.refuse("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
    body.judge()
    _check_sums(body, commands)
    body.judge()


def _check_sums(everything: Form, commands: list[Form]) -> None:
    """How many of a type, which names twice, how long each: of commands that are well-formed."""
    for kind, most in _PER_TYPE.items():
        ours = [command for command in commands if command.value.get("type", CHAT_INPUT) == kind]
        if len(ours) > most:
            sentence = f"Maximum number of application commands reached ({most})."
            everything.refuse("APPLICATION_COMMANDS_MAX", sentence)
        sentence = "Application command names must be unique"
        refuse_doubles(ours, "name", "APPLICATION_COMMANDS_DUPLICATE_NAME", sentence)
    for command in commands:
        if _characters(command.value) > MAX_CHARACTERS:
            sentence = f"Command exceeds maximum size ({MAX_CHARACTERS})"
            command.refuse("APPLICATION_COMMAND_TOO_LARGE", sentence)


def _check_command(command: Form) -> None:
    command.only(*_COMMAND_FIELDS)
    kind = command.choice("type", tuple(_PER_TYPE)) or CHAT_INPUT
    _check_names(command, is_slash=kind == CHAT_INPUT)
    for key in ("dm_permission", "default_permission", "nsfw"):
        command.truth(key)
    permissions = command.value.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        command.refuse("NUMBER_TYPE_COERCE", "Not a permission bit set.", "default_member_permissions")
    for key, allowed in (("integration_types", (0, 1)), ("contexts", (0, 1, 2))):
        values = command.values(key, len(allowed), least=1)
        if len([one for one in allowed if one in values]) != len(values):
            command.refuse("BASE_TYPE_CHOICES", f"Different values of {allowed}.", key)
    if kind == CHAT_INPUT:
        _check_description(command)
        _check_options(command, depth=0)
    else:
        for key in ("description", "options"):
            if command.value.get(key):
                sentence = "Context menu commands cannot have description or options"
                command.refuse("APPLICATION_COMMAND_CONTEXT_MENU_FIELD", sentence, key)


def _check_names(form: Form, *, is_slash: bool) -> None:
    """A name of 32 characters; of a slash command or option: one lower-case word."""
    names = [("name", form.text("name", 32, least=1, required=True))]
    for locale, one in _localisations(form, "name_localizations"):
        names.append((f"name_localizations.{locale}", one))
        if not 1 <= len(one) <= 32:
            sentence = "Must be between 1 and 32 in length."
            form.refuse("BASE_TYPE_BAD_LENGTH", sentence, "name_localizations", locale)
    for path, name in names:
        if name and is_slash and not _is_slash_name(name):
            form.refuse("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid", *path.split("."))


def _is_slash_name(name: str) -> bool:
    r"""^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$ and no upper case where there is a lower one."""
    return name == name.lower() and all(
        c in "-_'" or unicodedata.category(c)[0] in "LN" or re.match(r"[\u0900-\u097f\u0e00-\u0e7f]", c)
        for c in name
    )


def _check_description(form: Form) -> None:
    form.text("description", 100, least=1, required=True)
    for locale, one in _localisations(form, "description_localizations"):
        if not 1 <= len(one) <= 100:
            sentence = "Must be between 1 and 100 in length."
            form.refuse("BASE_TYPE_BAD_LENGTH", sentence, "description_localizations", locale)


def _localisations(form: Form, key: str) -> list[tuple[str, str]]:
    table = form.table(key)
    if table is None:
        return []
    found = []
    for locale in table.value:
        if locale not in LOCALES:
            table.refuse("BASE_TYPE_CHOICES", "Not one of Discord's locales.", locale)
        found.append((locale, table.text(locale, 10**6)))
    return found


def _check_options(parent: Form, *, depth: int) -> None:
    """25 options, required ones first, names unique; subcommands one level below groups and nothing beside them."""
    is_group = depth == 1
    options = parent.rows("options", 25, least=int(is_group), required=is_group)
    for option in options:
        _check_option(option, depth=depth)
    kinds = {option.value.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(kinds) > 1:
        sentence = "Sub-commands and sub-command groups cannot be mixed with other options"
        parent.refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", sentence, "options")
    refuse_doubles(options, "name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
    required = [option.value.get("required") is True for option in options]
    if required != sorted(required, reverse=True):
        sentence = "Required options must be placed before non-required options"
        parent.refuse("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", sentence, "options")


def _check_option(option: Form, *, depth: int) -> None:
    option.only(*_OPTION_FIELDS)
    allowed = _ALLOWED[depth]
    kind = option.choice("type", allowed, required=True)
    _check_names(option, is_slash=True)
    _check_description(option)
    required, suggests = option.truth("required"), option.truth("autocomplete")
    if kind in (SUBCOMMAND, GROUP):
        if required or suggests:
            option.refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A sub-command is never required.")
        _check_options(option, depth=1 if kind == GROUP else 2)
        return
    choices = option.rows("choices", 25)
    for choice in choices:
        check_choice(choice)
        _localisations(choice, "name_localizations")
    refuse_doubles(choices, "name", "APPLICATION_COMMAND_CHOICES_NAME_INVALID", "Choice names must be unique")
    takes_choices = kind in (STRING, INTEGER, NUMBER)
    if (choices or suggests) and not takes_choices:
        option.refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This type of option has no choices.")
    if choices and suggests:
        sentence = "Autocomplete cannot be enabled on an option with choices"
        option.refuse("APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", sentence, "autocomplete")
    _check_limits(option, kind)


def _check_limits(option: Form, kind: int | None) -> None:
    for keys, kinds in (
        (("min_length", "max_length"), (STRING,)),
        (("min_value", "max_value"), (INTEGER, NUMBER)),
    ):
        for key in keys:
            if option.has(key) and kind not in kinds:
                option.refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Not for this type.", key)
    least = option.whole("min_length", 0, 6000) if kind == STRING else None
    most = option.whole("max_length", 1, 6000) if kind == STRING else None
    if kind == INTEGER:
        least = option.whole("min_value", -_WHOLE_LIMIT, _WHOLE_LIMIT)
        most = option.whole("max_value", -_WHOLE_LIMIT, _WHOLE_LIMIT)
    if least is not None and most is not None and least > most:
        option.refuse("NUMBER_TYPE_MAX", "The minimum is greater than the maximum.")


def _characters(form: Json) -> int:
    """Names, descriptions and values, each by its longest localisation (docs: registering a command)."""
    total = 0
    for key in ("name", "description"):
        texts = [form.get(key) or "", *(form.get(f"{key}_localizations") or {}).values()]
        total += max(len(str(text)) for text in texts)
    total += len(str(form.get("value", "")))
    return total + sum(_characters(child) for key in ("options", "choices") for child in form.get(key) or [])
