"""What Discord refuses in the components of a message.

Docs: components/reference. A message has 40 components, nested ones counted, and 4000 characters of text; without
the flag IS_COMPONENTS_V2 only five action rows. Custom ids and component ids are unique in a message.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.preview.channel import SELECTS, Component
from bot.preview.rules.form import Form, refuse_doubles
from bot.preview.rules.selects import check_emoji, check_select

MAX_COMPONENTS = 40
MAX_TEXT = 4000
MAX_ACTION_ROWS = 5
MAX_CUSTOM_ID = 100

_IN_CONTAINER = frozenset(
    {
        Component.ACTION_ROW,
        Component.SECTION,
        Component.TEXT_DISPLAY,
        Component.MEDIA_GALLERY,
        Component.FILE,
        Component.SEPARATOR,
    }
)
_TOP_LEVEL = _IN_CONTAINER | {Component.CONTAINER}
_LINK, _PREMIUM = 5, 6


def check_components(message: Form, *, v2: bool, names: Collection[str]) -> None:
    """Judge `components` of a message; `names` are the files it will have."""
    checker = _Checker(names)
    for component in message.rows("components", MAX_COMPONENTS if v2 else MAX_ACTION_ROWS):
        checker.check(component, _TOP_LEVEL if v2 else frozenset({Component.ACTION_ROW}))
    if len(checker.seen) > MAX_COMPONENTS:
        sentence = f"The message has {len(checker.seen)} components; the maximum is {MAX_COMPONENTS}."
        message.refuse("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", sentence, "components")
    if checker.characters > MAX_TEXT:
        sentence = (
            f"The text of all components has {checker.characters} characters; the maximum is {MAX_TEXT}."
        )
        message.refuse("COMPONENT_MAX_TOTAL_TEXT_EXCEEDED", sentence, "components")
    refuse_double_ids(checker.seen)


def refuse_double_ids(components: Collection[Form]) -> None:
    refuse_doubles(
        *(components, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        "Component custom id cannot be duplicated",
    )
    numbered = [one for one in components if one.value.get("id")]
    refuse_doubles(numbered, "id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")


def check_component_type(component: Form, allowed: Collection[int]) -> int | None:
    """The type if it may stand here, else None."""
    kind = component.value.get("type")
    if isinstance(kind, int) and kind in allowed:
        component.whole("id", 0, 2**31 - 1)
        return kind
    numbers = ", ".join(str(int(one)) for one in sorted(allowed))
    sentence = f'Value of field "type" must be one of ({numbers},).'
    component.refuse("UNION_TYPE_CHOICES", sentence, "type")
    return None


def check_media_url(
    media: Form, names: Collection[str], *, schemes: Collection[str] = ("http", "https", "attachment")
) -> None:
    """An address of the web, or attachment:// and the name of a file that is there."""
    url = media.url("url", 2048, schemes, required=True)
    if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
        sentence = f"{url} names no attachment of this message."
        media.refuse("MEDIA_ATTACHMENT_NOT_FOUND", sentence, "url")


class _Checker:
    """Judges component by component and remembers each it has seen."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self.seen: list[Form] = []
        self.characters = 0
        """Of all text displays."""
        self._rules: dict[int, Callable[[Form], None]] = {
            Component.ACTION_ROW: self._action_row,
            Component.BUTTON: _check_button,
            Component.SECTION: self._section,
            Component.TEXT_DISPLAY: self._text_display,
            Component.THUMBNAIL: self._thumbnail,
            Component.MEDIA_GALLERY: self._gallery,
            Component.FILE: self._file,
            Component.SEPARATOR: _check_separator,
            Component.CONTAINER: self._container,
        }

    def check(self, component: Form, allowed: Collection[int]) -> int | None:
        """Return the type if it may stand here."""
        kind = check_component_type(component, allowed)
        if kind is None:
            return None
        self.seen.append(component)
        if kind in SELECTS:
            check_select(component, in_modal=False)
        else:
            self._rules[kind](component)
        return kind

    def _action_row(self, row: Form) -> None:
        """Up to five buttons, or one select."""
        row.only("type", "id", "components")
        children = row.rows("components", 5, least=1, required=True)
        kinds = {self.check(child, SELECTS | {Component.BUTTON}) for child in children}
        if len(children) > 1 and kinds & SELECTS:
            row.refuse("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")

    def _text_display(self, text: Form) -> None:
        self.characters += len(check_text_display(text))

    def _section(self, section: Form) -> None:
        """One to three texts and an accessory."""
        section.only("type", "id", "components", "accessory")
        for child in section.rows("components", 3, least=1, required=True):
            self.check(child, {Component.TEXT_DISPLAY})
        if accessory := section.table("accessory", required=True):
            self.check(accessory, {Component.BUTTON, Component.THUMBNAIL})

    def _container(self, container: Form) -> None:
        container.only("type", "id", "components", "accent_color", "spoiler")
        container.whole("accent_color", 0, 0xFFFFFF)
        container.truth("spoiler")
        for child in container.rows("components", MAX_COMPONENTS, least=1, required=True):
            self.check(child, _IN_CONTAINER)

    def _thumbnail(self, thumbnail: Form) -> None:
        thumbnail.only("type", "id", "media", "description", "spoiler")
        self._picture(thumbnail)

    def _gallery(self, gallery: Form) -> None:
        gallery.only("type", "id", "items")
        for item in gallery.rows("items", 10, least=1, required=True):
            item.only("media", "description", "spoiler")
            self._picture(item)

    def _picture(self, form: Form) -> None:
        if form.value.get("description") is not None:
            form.text("description", 1024, least=1)
        form.truth("spoiler")
        if media := form.table("media", required=True):
            check_media_url(media, self._names)

    def _file(self, form: Form) -> None:
        """Only files of the message itself."""
        form.only("type", "id", "file", "spoiler", "name", "size")
        form.truth("spoiler")
        if media := form.table("file", required=True):
            check_media_url(media, self._names, schemes=("attachment",))


def check_text_display(text: Form) -> str:
    text.only("type", "id", "content")
    return text.text("content", MAX_TEXT, least=1, required=True)


def _check_separator(separator: Form) -> None:
    separator.only("type", "id", "divider", "spacing")
    separator.truth("divider")
    separator.choice("spacing", (1, 2))


def _check_button(button: Form) -> None:
    """Its style says what it needs: a link a url, a premium button a sku_id, all others a custom_id."""
    unwanted: tuple[str, ...]
    button.only("type", "id", "style", "label", "emoji", "custom_id", "sku_id", "url", "disabled")
    style = button.choice("style", range(1, 7), required=True)
    label = button.text("label", 80)
    button.truth("disabled")
    if button.has("emoji"):
        check_emoji(button.at("emoji"))
    if style == _PREMIUM:
        button.snowflake("sku_id", required=True)
        unwanted = ("custom_id", "label", "url", "emoji")
    elif style == _LINK:
        button.url("url", 512, ("http", "https", "discord"), required=True)
        unwanted = ("custom_id", "sku_id")
    else:
        button.text("custom_id", MAX_CUSTOM_ID, least=1, required=True)
        unwanted = ("url", "sku_id")
    for key in unwanted:
        if button.has(key):
            button.refuse("BUTTON_COMPONENT_FIELD_NOT_ALLOWED", f"A button of style {style} has none.", key)
    if style != _PREMIUM and not label.strip() and not button.has("emoji"):
        button.refuse("BUTTON_COMPONENT_EMPTY", "A button needs a label or an emoji.", "label")
