"""What stands on a page and what can be pressed on it, read by structure: custom ids, values, headings.

Labels and sentences are no selectors: they change, and are translated. What cannot be read from here is either the
subject of one test, which then names the sentence, or is better asked of the database.
"""

from __future__ import annotations

import re
from typing import Any

from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import Json
from bot.ui.kit.base36 import base36

Page = Exchange | Message

SEEN = "✓"
"""Stands behind a film that its reader has seen."""
_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s]|_)")


def message_of(page: Page) -> Message:
    """The message that an exchange brought; fail if it brought none."""
    if isinstance(page, Message):
        return page
    assert page.message is not None, (page.about, page.state, page.refusals)
    return page.message


def text_of(page: Page) -> str:
    """All that is to be read, from top to bottom, as markdown: for what content says, not for our own sentences."""
    return "\n".join(message_of(page).texts())


def headings(page: Page) -> list[tuple[int, str]]:
    """Level and words of every heading, unescaped."""
    return [(len(level), _ESCAPED.sub(r"\1", words)) for level, words in _HEADING.findall(text_of(page))]


def title_of(page: Page) -> str:
    """The words of the first heading."""
    found = headings(page)
    assert found, text_of(page)
    return found[0][1]


# What can be pressed. A custom id is noun:verb:field:…; a form is its beginning, down to any field.


def forms(page: Page) -> list[str]:
    """noun:verb of every button and select, in order."""
    message = message_of(page)
    ids = [one["custom_id"] for one in [*message.buttons(), *message.selects()] if "custom_id" in one]
    return [":".join(one.split(":")[:2]) for one in ids]


def buttons(page: Page, form: str) -> list[Json]:
    """All buttons of this form, in order: custom_id, label, disabled, style."""
    return [one for one in message_of(page).buttons() if _is_of(form, one)]


def button(page: Page, form: str) -> Json:
    """The first button of this form; fail if there is none."""
    found = buttons(page, form)
    assert found, f"no button {form!r} among {forms(page)}"
    return found[0]


def select(page: Page, form: str) -> Json:
    """The select of this form: custom_id, options, disabled, placeholder; fail if there is none."""
    found = [one for one in message_of(page).selects() if _is_of(form, one)]
    assert found, f"no select {form!r} among {forms(page)}"
    return found[0]


def offered(page: Page, form: str) -> list[str]:
    """The values of a select's options."""
    return [str(one["value"]) for one in select(page, form)["options"]]


def offered_films(page: Page, form: str) -> list[int]:
    """The ids of the films that a select offers, 0 where an option names an entry alone."""
    return [int(value.split(":")[0], 36) for value in offered(page, form)]


def offered_entries(page: Page, form: str) -> list[int]:
    """The ids of the entries that a select offers, 0 where an option names a film alone."""
    return [int(value.split(":")[1], 36) for value in offered(page, form)]


def fields(custom_id: str) -> list[str]:
    """What follows noun and verb."""
    return custom_id.split(":")[2:]


def film_of(page: Page) -> int:
    """The id of the film that a card, or its details, show."""
    return _id_in(page, {"seen:mark": 0, "card:less": 0})


def list_of(page: Page) -> int:
    """The id of the list with whose words a card speaks, or that a list page shows; 0 for a card without such words."""
    return _id_in(page, {"list:entry": 0, "sifted:entry": 0, "seen:mark": 1, "list:back": 0})


def lists_offered(page: Page) -> list[int]:
    """The ids of the lists that the page of all lists opens."""
    found = [int(fields(one["custom_id"])[0], 36) for one in buttons(page, "list:show")]
    return [list_id for list_id in found if list_id]


def voices_offered(page: Page) -> list[int]:
    """The ids of the other entries with whose words a card can speak: one behind a button, several in a select."""
    if any(_is_of("card:voice", one) for one in message_of(page).selects()):
        return offered_entries(page, "card:voice")
    return [int(fields(one["custom_id"])[1], 36) for one in buttons(page, "card:voice")]


def value_for(page: Page, form: str, *, film: int = 0, entry: int = 0) -> str:
    """The value of the option that names this entry, else this film; fail if none does."""
    position, wanted = (1, entry) if entry else (0, film)
    found = [value for value in offered(page, form) if int(value.split(":")[position], 36) == wanted]
    assert found, f"{wanted} is not among {offered(page, form)}"
    return found[0]


def presses(message: Message) -> list[tuple[str, str]]:
    """All that can be pressed and chosen on a message: each a custom id with the value that is chosen, or empty."""
    buttons = [
        (one["custom_id"], "") for one in message.buttons() if "custom_id" in one and not one["disabled"]
    ]
    chosen = [(one["custom_id"], option["value"]) for one in message.selects() for option in one["options"]]
    return [*buttons, *chosen]


async def press(standin: StandIn, page: Page, form: str, **who: Any) -> Exchange:
    """Press the first button of this form; `who` as StandIn.press takes it."""
    return await standin.press(message_of(page), button(page, form)["custom_id"], **who)


async def choose(standin: StandIn, page: Page, form: str, value: str, **who: Any) -> Exchange:
    """Choose this value in the select of this form."""
    return await standin.select(message_of(page), select(page, form)["custom_id"], [value], **who)


async def open_list(standin: StandIn, page: Page, list_id: int, **who: Any) -> Exchange:
    """Open a list from the page of all lists."""
    return await press(standin, page, f"list:show:{base36(list_id)}", **who)


async def change_voice(standin: StandIn, page: Page, entry: int, **who: Any) -> Exchange:
    """Let a card speak with the words of another entry."""
    if buttons(page, "card:voice"):
        return await press(standin, page, "card:voice", **who)
    return await open_entry(standin, page, "card:voice", entry, **who)


async def open_film(standin: StandIn, page: Page, form: str, film: int, **who: Any) -> Exchange:
    """Choose a film in the select of this form."""
    return await choose(standin, page, form, value_for(page, form, film=film), **who)


async def open_entry(standin: StandIn, page: Page, form: str, entry: int, **who: Any) -> Exchange:
    """Choose an entry in the select of this form."""
    return await choose(standin, page, form, value_for(page, form, entry=entry), **who)


def _id_in(page: Page, places: dict[str, int]) -> int:
    """The id at this place of the first of these forms that the page has."""
    message = message_of(page)
    for form, place in places.items():
        for one in [*message.buttons(), *message.selects()]:
            if _is_of(form, one):
                return int(fields(one["custom_id"])[place], 36)
    raise AssertionError(f"none of {list(places)} among {forms(page)}")


def _is_of(form: str, component: Json) -> bool:
    return f"{component.get('custom_id', '')}:".startswith(f"{form}:")
