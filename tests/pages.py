"""What stands on a page and what can be pressed on it, read by structure: custom ids, values, headings.

Labels and sentences are no selectors: they change, and are translated. What cannot be read from here is either the
subject of one test, which then names the sentence, or is better asked of the database.
"""

from __future__ import annotations

import re
from typing import Any

from bot.preview.channel import Exchange, Message, walk
from bot.preview.standin import StandIn
from bot.preview.world import Json

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
    titles = headings(page)
    assert titles, text_of(page)
    return titles[0][1]


def accent_of(page: Page) -> int | None:
    """The colour of the message's container."""
    (container,) = (one for one in walk(message_of(page).data["components"]) if one["type"] == 17)
    return container.get("accent_color")


def kinds(page: Page) -> list[int]:
    """The types of all components, in the order in which they are shown."""
    return [one["type"] for one in walk(message_of(page).data["components"])]


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
    """The id of the film that a card shows."""
    return int(fields(button(page, "seen:mark")["custom_id"])[0], 36)


def list_of(page: Page) -> int:
    """The id of the list with whose words a card speaks, or that a list page shows."""
    message = message_of(page)
    for form, place in (("list:back", 0), ("list:entry", 0), ("sifted:entry", 0), ("seen:mark", 1)):
        for one in [*message.buttons(), *message.selects()]:
            if _is_of(form, one):
                return int(fields(one["custom_id"])[place], 36)
    raise AssertionError(f"no list among {forms(page)}")


def value_for(page: Page, form: str, *, film: int = 0, entry: int = 0) -> str:
    """The value of the option that names this entry, else this film; fail if none does."""
    position, wanted = (1, entry) if entry else (0, film)
    found = [value for value in offered(page, form) if int(value.split(":")[position], 36) == wanted]
    assert found, f"{wanted} is not among {offered(page, form)}"
    return found[0]


async def press(standin: StandIn, page: Page, form: str, **who: Any) -> Exchange:
    """Press the first button of this form; `who` as StandIn.press takes it."""
    return await standin.press(message_of(page), button(page, form)["custom_id"], **who)


async def choose(standin: StandIn, page: Page, form: str, value: str, **who: Any) -> Exchange:
    """Choose this value in the select of this form."""
    return await standin.select(message_of(page), select(page, form)["custom_id"], [value], **who)


async def open_film(standin: StandIn, page: Page, form: str, film: int, **who: Any) -> Exchange:
    """Choose a film in the select of this form."""
    return await choose(standin, page, form, value_for(page, form, film=film), **who)


async def open_entry(standin: StandIn, page: Page, form: str, entry: int, **who: Any) -> Exchange:
    """Choose an entry in the select of this form."""
    return await choose(standin, page, form, value_for(page, form, entry=entry), **who)


def _is_of(form: str, component: Json) -> bool:
    return f"{component.get('custom_id', '')}:".startswith(f"{form}:")
