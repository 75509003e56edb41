"""What Discord refuses in select menus, in messages and in modals, and in the emoji of buttons and options.

Docs: components/reference (string select, user select and its kin).
"""

from __future__ import annotations

from bot.preview.channel import Component
from bot.preview.rules.form import Form, refuse_doubles

_FIELDS = ("type", "id", "custom_id", "placeholder", "min_values", "max_values", "required", "disabled")
_DEFAULT_TYPES = {
    Component.USER_SELECT: ("user",),
    Component.ROLE_SELECT: ("role",),
    Component.MENTIONABLE_SELECT: ("user", "role"),
    Component.CHANNEL_SELECT: ("channel",),
}


def check_select(select: Form, *, in_modal: bool) -> None:
    """Judge a select of any kind."""
    select.text("custom_id", 100, least=1, required=True)
    select.text("placeholder", 150)
    select.truth("required")
    least, most = check_range(select, 25, in_modal=in_modal)
    if select.truth("disabled") and in_modal:
        select.refuse("COMPONENT_DISABLED_IN_MODAL", "Modals cannot have disabled components.", "disabled")
    if select.value["type"] == Component.STRING_SELECT:
        select.only(*_FIELDS, "options")
        check_options(select, least=max(most, 1), most=25, selected=most)
        return
    channel = select.value["type"] == Component.CHANNEL_SELECT
    select.only(*_FIELDS, "default_values", *(("channel_types",) if channel else ()))
    defaults = select.rows("default_values", 25)
    if defaults and not least <= len(defaults) <= most:
        sentence = f"Must be between {least} and {most} in length."
        select.refuse("BASE_TYPE_BAD_LENGTH", sentence, "default_values")
    for default in defaults:
        default.only("id", "type")
        default.snowflake("id", required=True)
        default.choice("type", _DEFAULT_TYPES[select.value["type"]], required=True)


def check_range(form: Form, limit: int, *, in_modal: bool, default_most: int = 1) -> tuple[int, int]:
    """min_values and max_values as they will be (1 and `default_most` when absent).

    In a modal what is required cannot ask for nothing: min_values is then absent or at least 1.
    """
    given = form.whole("min_values", 0, limit)
    most = form.whole("max_values", 1, limit)
    least = 1 if given is None else given
    most = default_most if most is None else most
    if least > most:
        sentence = f"min_values {least} is greater than max_values {most}."
        form.refuse("SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX_VALUES", sentence, "min_values")
    if in_modal and given == 0 and form.value.get("required", True):
        form.refuse("NUMBER_TYPE_MIN", "Must be at least 1 while the component is required.", "min_values")
    return least, most


def check_options(form: Form, *, least: int, most: int, selected: int, emoji: bool = True) -> None:
    """Options with label, value and description of 100 characters, values unique, `selected` preselected at most."""
    options = form.rows("options", most, least=least, required=True)
    for option in options:
        option.only("label", "value", "description", "default", *(("emoji",) if emoji else ()))
        option.text("label", 100, least=1, required=True)
        option.text("value", 100, least=1, required=True)
        option.text("description", 100)
        option.truth("default")
        if option.has("emoji"):
            check_emoji(option.at("emoji"))
    refuse_doubles(
        options,
        "value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
    )
    defaults = sum(option.value.get("default") is True for option in options)
    if defaults > max(selected, 1):
        form.refuse(
            "SELECT_COMPONENT_DEFAULTS_EXCEEDED", f"{defaults} defaults, at most {selected}.", "options"
        )


def check_emoji(emoji: Form) -> None:
    """A custom emoji by id, or one character of Unicode (docs: resources/emoji)."""
    if not isinstance(emoji.value, dict):
        emoji.refuse("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    emoji.only("id", "name", "animated")
    emoji.snowflake("id")
    name = emoji.text("name", 32)
    if not emoji.has("id") and not _is_emoji(name):
        emoji.refuse("COMPONENT_INVALID_EMOJI", "Invalid emoji", "name")


def _is_emoji(name: str) -> bool:
    """No table of all emoji: whatever lies where they do, so that words and "x" are caught."""
    keycap = name.endswith("\u20e3")
    return bool(name) and (keycap or all(ord(c) >= 0x2000 or c in "©®" for c in name))
