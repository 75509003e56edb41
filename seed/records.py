"""From a film record to a `Film`, or everything that is wrong with it.

Field names are those of the dossier the catalogue began with. Only `title` and `year` are required.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final, get_args

from bot.domain.characters import forbidden
from bot.domain.list_formats.limits import FIRST_YEAR
from bot.domain.slugs import is_slug
from db.types import Colour, Credit, Film, Job, Title, stable_id

from . import limits

JOBS: Final[Mapping[Job, str]] = {
    "director": "directors",
    "writer": "writers",
    "cast": "cast",
    "cinematographer": "cinematographers",
    "composer": "composers",
}
"""The field that names the people of each job."""

LISTS: Final = {
    "countries": "countries",
    "original_languages": "languages",
    "genres": "genres",
    "themes": "themes",
    "tones": "tones",
    "studios": "studios",
    "notable_awards": "awards",
}
"""Fields with several plain names, and what a Film calls them."""

KNOWN: Final = frozenset(
    {
        "title", "year", "catalogue_year", "slug", "original_title", "transliteration", "alternative_titles",
        "runtime_minutes", "runtime_note", "colour", "based_on", "synopsis", "imdb_id", *JOBS.values(), *LISTS,
    }
)  # fmt: skip

EXTRA: Final = frozenset(
    {"confidence", "sources", "status", "production_year", "knowledge_fields", "seed_entries"}
)
"""An editor's own remarks, which no card shows; so are other names that end in `_note`."""

_BRACKETED: Final = re.compile(r"(?P<name>\S.*?)\s*\((?P<note>[^()]*)\)")
_LABELLED: Final = re.compile(
    r"(?P<note>working titles?|parts? \w+|films? [ivx\d]+)\s*:\s*(?P<name>.+)", re.IGNORECASE
)
_IMDB: Final = re.compile(r"tt\d{7,10}")


class RecordReader:
    """Reads the fields of one record; `complain` is called with a field's name and what is wrong with it."""

    def __init__(
        self, record: Mapping[str, Any], complain: Callable[[str, str], None], this_year: int
    ) -> None:
        self.record = record
        self.complain = complain
        self.last_year = this_year + 1
        self.healthy = True

    def wrong(self, field: str, text: str) -> None:
        self.healthy = False
        self.complain(field, text)

    def text(self, field: str, longest: int = limits.NAME) -> str | None:
        """The field as one line of text, None where it is absent or empty."""
        value = self.record.get(field)
        return None if value is None else self.line(field, value, longest)

    def line(self, field: str, value: object, longest: int = limits.NAME) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)  # JSON's {"title": 1984}
        if not isinstance(value, str):
            self.wrong(field, f"{field}: expected text")
            return None
        if character := forbidden(value):
            self.wrong(field, f"{field}: a character that cannot be shown ({character})")
            return None
        if len(value) > longest:
            self.wrong(field, f"{field} has {len(value)} characters, at most {longest} are kept")
            return None
        return " ".join(value.split()) or None

    def number(self, field: str, least: int, most: int) -> int | None:
        value = self.record.get(field)
        if value is None:
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(field, f"{field}: expected a whole number")
            return None
        if not least <= value <= most:
            self.wrong(field, f"{field}: {str(value)[:20]} is not between {least} and {most}")
            return None
        return value

    def word(self, field: str, words: tuple[str, ...]) -> str | None:
        """One of the words, None where the field is absent or after a complaint."""
        value = self.record.get(field)
        if value is None or value in words:
            return value
        self.wrong(field, f"{field}: expected {', '.join(words)}")
        return None

    def lines(self, field: str, longest: int = limits.NAME) -> tuple[str, ...]:
        """Several texts, each once; a single one needs no list."""
        value = self.record.get(field)
        if value is None:
            return ()
        if not isinstance(value, list):
            value = [value]
        if len(value) > limits.NAMES:
            self.wrong(field, f"{field}: {len(value)} of them, at most {limits.NAMES} are kept")
            return ()
        texts = (self.line(field, item, longest) for item in value if item is not None)
        return tuple(dict.fromkeys(text for text in texts if text))


def film_of(reader: RecordReader, slug: Callable[[str, int], str]) -> Film | None:
    """The film of a record, None if anything is wrong with it. `slug` names it where the record does not."""
    title = reader.text("title")
    if title is None and reader.healthy:
        reader.wrong("title", "a record without title")
    year = reader.number("year", FIRST_YEAR, reader.last_year)
    if reader.record.get("year") is None:
        reader.wrong("year", "a record without year")
    catalogue_year = reader.number("catalogue_year", FIRST_YEAR, reader.last_year)
    given = reader.text("slug")
    if given is not None and not is_slug(given):
        reader.wrong("slug", "slug: only a-z, 0-9 and single hyphens, at most 64 characters")
    imdb_id = reader.text("imdb_id")
    if imdb_id is not None and not _IMDB.fullmatch(imdb_id):
        reader.wrong("imdb_id", "imdb_id: expected something like tt0075404")
    credits_ = {job: tuple(_credit(text, job) for text in reader.lines(name)) for job, name in JOBS.items()}
    alternatives = tuple(_alternative(text) for text in reader.lines("alternative_titles"))
    romanised = reader.text("transliteration")
    fields: dict[str, Any] = {ours: reader.lines(theirs) for theirs, ours in LISTS.items()}
    fields |= {
        "original_title": reader.text("original_title"),
        "runtime_minutes": reader.number("runtime_minutes", 1, 100_000),
        "runtime_note": reader.text("runtime_note", limits.NOTE),
        "colour": reader.word("colour", get_args(Colour)),
        "based_on": reader.text("based_on", limits.PROSE),
        "synopsis": reader.text("synopsis", limits.PROSE),
    }
    if not reader.healthy or title is None or year is None:
        return None
    printed = catalogue_year or year
    slug_ = given or slug(title, printed)
    return Film(
        id=stable_id(slug_),
        slug=slug_,
        title=title,
        year=printed,
        release_year=year,
        romanised_title=romanised and _split(romanised)[0],
        alternative_titles=alternatives,
        credits={job: people for job, people in credits_.items() if people},
        imdb_id=imdb_id,
        **fields,
    )


def unknown_fields(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Fields nobody knows, each with what to say about it."""
    strange = [
        name for name in record if name not in KNOWN and name not in EXTRA and not name.endswith("_note")
    ]
    return [(name, _guess(name)) for name in strange]


def _guess(name: str) -> str:
    near = get_close_matches(name, KNOWN, n=1, cutoff=0.75)
    shown = name[:60]
    return (
        f"unknown field “{shown}”, ignored; did you mean “{near[0]}”?"
        if near
        else f"unknown field “{shown}”, ignored"
    )


def _split(text: str) -> tuple[str, str | None]:
    """What stands before the brackets and what in them: a person and their character."""
    bracketed = _BRACKETED.fullmatch(text)
    return (bracketed["name"], bracketed["note"].strip() or None) if bracketed else (text, None)


def _credit(text: str, job: Job) -> Credit:
    """A person with what stands in brackets: of the cast the character, of others a note; "; " parts the two."""
    name, inside = _split(text)
    if inside is None:
        return Credit(name)
    if job != "cast":
        return Credit(name, None, inside)
    character, _, note = (part.strip() for part in inside.partition(";"))
    return Credit(name, character or None, note or None)


def _alternative(text: str) -> Title:
    """A name with its note, as in "Komm und sieh (German)" or "working title: Kill Hitler"; a year is no note."""
    if labelled := _LABELLED.fullmatch(text):
        return Title(labelled["name"], "alternative", labelled["note"].lower())
    name, note = _split(text)
    if note is not None and not note.isdigit():
        return Title(name, "alternative", note)
    return Title(text, "alternative")
