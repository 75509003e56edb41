"""What a film card says: title, one line of people and length, the list's words, its fact, and one quiet line.

A film that is asked for once is asked for again, and nothing here depends on who asks; so what was written is cached.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.domain.stamps import stamp
from bot.ui.kit.language import Language
from bot.ui.kit.text import escape, heading, joined, minutes, names, one_line, prose, shorten
from db.types import Entry, Film

_CACHED: Final = 256
"""Texts of each kind, a kilobyte or less: the films that everybody asks for."""


@lru_cache(_CACHED)
def head(language: Language, film: Film) -> str:
    """Title and year, and below it one line: the original title, who made it, how long it is."""
    original = film.original_title if film.original_title != film.title else None
    line = joined(
        [
            escape(shorten(one_line(original), 80)) if original else None,
            escape(shorten(names(language, film.people("director"), 2), 80)) or None,
            minutes(language, film.runtime_minutes) if film.runtime_minutes else None,
        ]
    )
    title = f"## {escape(shorten(heading(film.title, film.year), 250))}"
    return f"{title}\n-# {line}" if line else title


@lru_cache(_CACHED)
def description(entry: Entry) -> str:
    """The list's words on the film, as a block quotation."""
    return "\n".join(f"> {line}" for line in prose(entry.description, 1000).splitlines() if line.strip())


@lru_cache(_CACHED)
def fact(language: Language, entry: Entry, film: Film) -> str:
    """The list's fact, and the one quiet line: whose words these are, and how far they were checked."""
    lines = [prose(entry.fact, 800)] if entry.fact else []
    lines.append(f"-# {joined([signature(language, entry, film), _stamped(language, entry)])}")
    if entry.note:
        lines.append(f"-# {prose(entry.note, 300)}")
    return "\n".join(line for line in lines if line)


def signature(language: Language, entry: Entry, film: Film) -> str:
    """Whose words these are: "Survival, no. 3 of 10", with the title as listed where that is another."""
    listed = heading(entry.listed_title, entry.listed_year)
    if listed == heading(film.title, film.year):
        return _place(language, entry)
    # Translators: where a film stands on a list, and the title it is listed under.
    return language.gettext(
        "**{list}**, no. {rank} of {size}, as *{title}*",
        list=escape(entry.list_title),
        rank=entry.rank,
        size=entry.list_size,
        title=escape(shorten(listed, 120)),
    )


def _place(language: Language, entry: Entry) -> str:
    """Where it stands: "Survival, no. 3 of 10"."""
    return language.gettext(
        "**{list}**, no. {rank} of {size}",
        list=escape(entry.list_title),
        rank=entry.rank,
        size=entry.list_size,
    )


def _stamped(language: Language, entry: Entry) -> str:
    """How far the fact was checked, in quiet words; empty where nothing of it was."""
    found = stamp(entry, "fact")
    if found is None:
        return ""
    number = len(found.sources)
    if found.extent == "checked":
        if not number:
            return language.gettext("✓ Checked")
        return language.ngettext("✓ Checked, {count} source", "✓ Checked, {count} sources", number)
    if not number:
        return language.gettext("✓ Partly checked")
    return language.ngettext("✓ Partly checked, {count} source", "✓ Partly checked, {count} sources", number)


@lru_cache(_CACHED)
def unidentified(language: Language, entry: Entry) -> str:
    """An entry whose film nobody can identify, in two lines."""
    unknown = language.gettext("No film with this title and year is known.")
    said = prose(entry.note, 400) if entry.note else unknown
    title = escape(shorten(heading(entry.listed_title, entry.listed_year), 250))
    return f"## {title}\n{said}\n-# {_place(language, entry)}"
