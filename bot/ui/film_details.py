"""The folded part of a card: what is worth knowing, but not at first sight."""

from __future__ import annotations

from bot.ui import verdicts
from bot.ui.text import escape, joined, names, prose, shorten
from db.types import Credit, Entry, Film


def details(film: Film, voice: Entry | None, budget: int) -> str:
    """Synopsis, people, awards, and what the list got wrong, as markdown of at most `budget` characters.

    What the list got wrong goes before the rest; empty where nothing is known.
    """
    parts = (
        _line("Written by", names(film.writers, 6)),
        _line("Based on", film.based_on),
        _line("With", ", ".join(_credit(credit) for credit in film.cast[:6])),
        _line("Photographed by", names(film.cinematographers)),
        _line("Music", names(film.composers)),
        _line("Awards", "; ".join(film.awards[:5])),
        _line("Also known as", "; ".join(title.text for title in film.alternative_titles[:5])),
        f"-# {imdb(film.imdb_id)}" if film.imdb_id else "",
    )
    corrected = verdicts.corrections([c for c in voice.checks if c.part == "description"]) if voice else ""
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


def _credit(credit: Credit) -> str:
    return joined([credit.person, f"as {credit.character}" if credit.character else None], " ")
