"""What Discord refuses in a modal. Docs: components/reference (label and what it holds), callback data (modal)."""

from __future__ import annotations

from collections.abc import Callable

from bot.preview.channel import SELECTS, Component
from bot.preview.rules.components import check_component_type, check_text_display, refuse_double_ids
from bot.preview.rules.form import Form
from bot.preview.rules.selects import check_options, check_range, check_select

MAX_TOP_LEVEL = 5
_TOP_LEVEL = {Component.LABEL, Component.TEXT_DISPLAY, Component.ACTION_ROW}


def check_modal(modal: Form) -> None:
    """A title of 45 characters and one to five labels or texts (or, deprecated, action rows with a text input)."""
    modal.only("custom_id", "title", "components")
    modal.text("custom_id", 100, least=1, required=True)
    modal.text("title", 45, least=1, required=True)
    fields: list[Form] = []
    for component in modal.rows("components", MAX_TOP_LEVEL, least=1, required=True):
        match check_component_type(component, _TOP_LEVEL):
            case Component.TEXT_DISPLAY:
                check_text_display(component)
            case Component.LABEL:
                fields += _check_label(component)
            case Component.ACTION_ROW:
                fields += _check_action_row(component)
    refuse_double_ids(fields)


def _check_label(label: Form) -> list[Form]:
    label.only("type", "id", "label", "description", "component")
    label.text("label", 45, least=1, required=True)
    label.text("description", 100)
    field = label.table("component", required=True)
    if field is None:
        return []
    kind = check_component_type(field, {*SELECTS, *_FIELDS})
    if kind in SELECTS:
        check_select(field, in_modal=True)
    elif kind is not None:
        _FIELDS[kind](field)
        if field.has("label"):
            field.refuse("UNKNOWN_FIELD", "The label is that of the Label.", "label")
    return [field]


def _check_action_row(row: Form) -> list[Form]:
    row.only("type", "id", "components")
    fields = row.rows("components", 1, least=1, required=True)
    for field in fields:
        if check_component_type(field, {Component.TEXT_INPUT}):
            field.text("label", 45, least=1, required=True)
            _check_text_input(field)
    return fields


def _check_text_input(field: Form) -> None:
    field.only(
        *("type", "id", "custom_id", "style", "label", "min_length", "max_length"),
        *("required", "value", "placeholder"),
    )
    field.text("custom_id", 100, least=1, required=True)
    field.choice("style", (1, 2), required=True)
    field.truth("required")
    field.text("placeholder", 100)
    least = field.whole("min_length", 0, 4000) or 0
    most = field.whole("max_length", 1, 4000) or 4000
    if least > most:
        field.refuse("TEXT_INPUT_COMPONENT_MIN_LENGTH", f"{least} is greater than max_length.", "min_length")
    field.text("value", most)


def _check_file_upload(field: Form) -> None:
    field.only("type", "id", "custom_id", "min_values", "max_values", "required", "file_types")
    field.text("custom_id", 100, least=1, required=True)
    field.truth("required")
    check_range(field, 10, in_modal=True)


def _check_radio_group(field: Form) -> None:
    field.only("type", "id", "custom_id", "options", "required")
    field.text("custom_id", 100, least=1, required=True)
    field.truth("required")
    check_options(field, least=2, most=10, selected=1, emoji=False)


def _check_checkbox_group(field: Form) -> None:
    field.only("type", "id", "custom_id", "options", "min_values", "max_values", "required")
    field.text("custom_id", 100, least=1, required=True)
    field.truth("required")
    _, most = check_range(field, 10, in_modal=True, default_most=10)
    check_options(field, least=1, most=10, selected=most, emoji=False)


def _check_checkbox(field: Form) -> None:
    field.only("type", "id", "custom_id", "default")
    field.text("custom_id", 100, least=1, required=True)
    field.truth("default")


_FIELDS: dict[int, Callable[[Form], None]] = {
    Component.TEXT_INPUT: _check_text_input,
    Component.FILE_UPLOAD: _check_file_upload,
    Component.RADIO_GROUP: _check_radio_group,
    Component.CHECKBOX_GROUP: _check_checkbox_group,
    Component.CHECKBOX: _check_checkbox,
}
