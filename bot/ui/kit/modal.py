"""A modal: a small form that opens over the chat, as the plain data that Discord takes (components/reference, label).

Like a button it holds all its state in its custom id, so one that is sent off after a restart works.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.ui.kit.button_state import State
from bot.ui.kit.components import TEXT, Choice, Component
from bot.ui.kit.custom_id import in_language, write
from bot.ui.kit.language import Language
from bot.ui.kit.text import MAX_OPTION, MAX_OPTIONS, MAX_PLACEHOLDER, shorten

MAX_TITLE: Final = 45
"""Characters of a modal's title, and of a field's label."""
MAX_FIELD: Final = 4000
"""Characters of a text field."""
_SELECT, _TEXT_INPUT, _LABEL, _FILE_UPLOAD = 3, 4, 18, 19
_SHORT, _LONG = 1, 2


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal, ready to be opened."""

    language: Language
    """What it is written in: what is sent off is answered in the same."""
    form: str
    state: State
    title: str
    fields: tuple[Component, ...]
    """One to five."""

    def payload(self) -> dict[str, Any]:
        """What Discord is sent."""
        return {
            "custom_id": in_language(write(self.form, self.state), self.language.code),
            "title": shorten(self.title, MAX_TITLE),
            "components": list(self.fields),
        }


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was given in a modal: not its content, but where Discord keeps it."""

    name: str
    size: int
    """In bytes, as Discord says."""
    url: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, by the fields' ids; nothing, where it was no modal."""

    texts: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values of selects."""
    uploads: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text field without blanks around it; empty where it was left empty."""
        return self.texts.get(name, "").strip()

    def choice(self, name: str) -> str:
        """The value chosen in a select; empty where none was."""
        return next(iter(self.chosen.get(name, ())), "")


def text_field(
    name: str,
    label: str,
    *,
    value: str = "",
    about: str = "",
    placeholder: str = "",
    most: int = MAX_FIELD,
    required: bool = True,
    long: bool = False,
) -> Component:
    """A field to type in, of one line or `long`; `value` stands in it at first, `about` below its label."""
    made: Component = {
        "type": _TEXT_INPUT,
        "custom_id": name,
        "style": _LONG if long else _SHORT,
        "max_length": most,
        "required": required,
    }
    if value:
        made["value"] = value[:most]
    if placeholder:
        made["placeholder"] = shorten(placeholder, MAX_OPTION)
    return _labelled(label, about, made)


def file_field(name: str, label: str, *, about: str = "", most: int = 1, required: bool = True) -> Component:
    """A field that takes files, at most so many."""
    made: Component = {"type": _FILE_UPLOAD, "custom_id": name, "max_values": most, "required": required}
    if not required:
        made["min_values"] = 0
    return _labelled(label, about, made)


def choice_field(
    name: str,
    label: str,
    choices: Sequence[Choice],
    *,
    about: str = "",
    placeholder: str = "",
    required: bool = True,
) -> Component:
    """A select in a modal, of the first 25 choices."""
    options = []
    for choice in choices[:MAX_OPTIONS]:
        option: Component = {"label": shorten(choice.label, MAX_OPTION), "value": choice.value}
        if choice.description:
            option["description"] = shorten(choice.description, MAX_OPTION)
        if choice.chosen:
            option["default"] = True
        options.append(option)
    made: Component = {"type": _SELECT, "custom_id": name, "options": options, "required": required}
    if not required:
        made["min_values"] = 0
    if placeholder:
        made["placeholder"] = shorten(placeholder, MAX_PLACEHOLDER)
    return _labelled(label, about, made)


def words_in_modal(content: str) -> Component:
    """A text between the fields."""
    return {"type": TEXT, "content": content}


def _labelled(label: str, about: str, one: Component) -> Component:
    made: Component = {"type": _LABEL, "label": shorten(label, MAX_TITLE), "component": one}
    if about:
        made["description"] = shorten(about, MAX_OPTION)
    return made


def filled(data: Mapping[str, Any]) -> Filled:
    """What came of a modal, from the data of its interaction (interactions, modal submit data); lenient."""
    texts: dict[str, str] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    uploads: dict[str, tuple[Upload, ...]] = {}
    attachments: Mapping[str, Any] = (data.get("resolved") or {}).get("attachments") or {}
    for one in data.get("components") or ():
        field_ = one.get("component") or {}
        name = str(field_.get("custom_id", ""))
        if field_.get("type") == _TEXT_INPUT:
            texts[name] = str(field_.get("value") or "")
        elif field_.get("type") == _FILE_UPLOAD:
            found = [attachments.get(str(id_)) for id_ in field_.get("values") or ()]
            uploads[name] = tuple(
                Upload(str(one["filename"]), int(one.get("size", 0)), str(one["url"])) for one in found if one
            )
        elif "values" in field_:
            chosen[name] = tuple(map(str, field_["values"] or ()))
    return Filled(texts, chosen, uploads)
