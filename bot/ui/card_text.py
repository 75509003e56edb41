"""What a film card says: name and people, the voice, the fact with its verdict, and what lies folded under "More".

A film that is asked for once is asked for again, and nothing here depends on who asks; so what was written is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.ui import verdicts
from bot.ui.text import escape, heading, joined, minutes, names, one_line, prose, shorten
from db.types import Check, Credit, Entry, Film, Job, Part

_KEPT: Final = 256
"""Texts of each kind, a kilobyte or less: the films that everybody asks for."""


@lru_cache(_KEPT)
def head(film: Film) -> str:
    """Title and year, its other names, directors, countries and running time."""
    romanised = film.romanised_title if film.romanised_title != film.title else None
    other = joined([film.original_title, romanised])
    directors = film.people("director")
    facts = joined(
        [
            f"**{escape(names(directors))}**" if directors else None,
            escape(", ".join(film.countries)),
            minutes(film.runtime_minutes) if film.runtime_minutes else None,
        ]
    )
    released = f"-# First shown in {film.release_year}" if film.release_year != film.year else ""
    lines = (
        f"# {escape(shorten(heading(film.title, film.year), 250))}",
        f"*{escape(shorten(one_line(other), 250))}*" if other and other != film.title else "",
        shorten(facts, 500),
        released,
    )
    return "\n".join(line for line in lines if line)


@lru_cache(_KEPT)
def voice(entry: Entry, film: Film | None) -> str:
    """The list's words, signed with list and rank, and what a reader must know about them."""
    listed = heading(entry.listed_title, entry.listed_year)
    aside = f", there as *{escape(listed)}*" if film and listed != heading(film.title, film.year) else ""
    signed = f"-# — **{escape(entry.list_title)}**, no. {entry.rank} of {entry.list_size}{aside}"
    quote = "\n".join(f"> {line}" for line in prose(entry.description, 1000).splitlines() if line.strip())
    note = f"-# ℹ️ {prose(entry.note, 300)}" if entry.note else ""
    erring = verdicts.on_description(_of(entry, "description"), "More" if film else "Sources")
    lines = (quote, signed, note, erring)
    return "\n".join(line for line in lines if line)


@lru_cache(_KEPT)
def fact(label: str, entry: Entry) -> str:
    """The list's fact, with the verdict below it."""
    return f"**{label}** {prose(entry.fact or '', 800)}\n{verdicts.on_fact(_of(entry, 'fact'))}"


def _of(entry: Entry, part: Part) -> list[Check]:
    return [check for check in entry.checks if check.part == part]


@lru_cache(_KEPT)
def details(film: Film, voice: Entry | None, budget: int) -> str:
    """Synopsis, people, awards, and what the list got wrong, as markdown of at most `budget` characters.

    What the list got wrong goes before the rest; empty where nothing is known.
    """
    parts = (
        _line("Written by", _people(film, "writer", 6)),
        _line("Based on", film.based_on),
        _line("With", _people(film, "cast", 6)),
        _line("Photographed by", _people(film, "cinematographer")),
        _line("Music", _people(film, "composer")),
        _line("Awards", "; ".join(film.awards[:5])),
        _line("Also known as", "; ".join(title.text for title in film.alternative_titles[:5])),
        f"-# {imdb(film.imdb_id)}" if film.imdb_id else "",
    )
    corrected = verdicts.corrections(_of(voice, "description")) if voice else ""
    synopsis = prose(film.synopsis, 700) if film.synopsis and voice else ""
    lines = [part for part in (synopsis, corrected, *parts) if part]
    while sum(len(line) + 1 for line in lines) > budget:
        lines.pop()
    return "\n".join(lines)


def imdb(imdb_id: str) -> str:
    """A link to the film's page at IMDb."""
    return f"[IMDb](https://www.imdb.com/title/{imdb_id}/)"


def _line(label: str, text: str | None) -> str:
    return f"**{label}:** {escape(shorten(text, 300))}" if text else ""


def _people(film: Film, job: Job, most: int = 3) -> str:
    return names(tuple(_credit(credit) for credit in film.credits.get(job, ())), most)


def _credit(credit: Credit) -> str:
    note = f"({credit.note})" if credit.note else None
    return joined([credit.person, f"as {credit.character}" if credit.character else None, note], " ")
