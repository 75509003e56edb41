"""The vocabulary everything else speaks: frozen, complete, safe to keep after the transaction is gone.

Ids are made from slugs (see `stable_id`), so a button on a message from last year still finds its film after
the database was deleted and filled again. All times are UTC and aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from hashlib import blake2b
from typing import Final, Literal

MAX_SLUG = 64
"""Longest slug of a film or list, in characters."""

Verdict = Literal["confirmed", "misleading", "wrong", "unverifiable"]
Said = Literal["confirmed", "misleading", "wrong"]
"""What somebody who is asked says of a claim: the verdicts that can be guessed."""
Part = Literal["description", "fact"]
TitleKind = Literal["main", "original", "romanised", "alternative"]
Job = Literal["director", "writer", "cast", "cinematographer", "composer"]
"""What a person did for a film. CONTRIBUTING.md says where else a further one is named."""
TagKind = Literal["country", "language", "genre", "theme", "tone", "studio", "award"]
Colour = Literal["colour", "black and white", "both"]
Translated = Literal["film", "list", "entry"]
"""What has words in other languages."""
LANGUAGE = "en"
"""The language the catalogue itself is written in: two letters (ISO 639-1), as all languages here."""
SeenFilter = Literal["any", "unseen", "seen"]
Mark = Literal["seen", "watchlist"]
Standing = Literal["dealt", "aside", "again"]
"""What became of a film in a round of a deck: it came; it was put aside and comes once more; it has come once
more."""


GLOBAL: Final = 0
"""The owner of the operator's films and lists; every other owner is the id of a Discord server."""


class DayKnown(IntEnum):
    """How an import knows the day of a film; the better one mends the other."""

    NOT = 0
    """The file names none: the time of the import stands in its place."""
    NAMED = 1
    """A day, without saying of what: of a rating, an entry in a diary, an addition to a list."""
    WATCHED = 2
    """The day on which it was seen."""


def stable_id(slug: str) -> int:
    """A positive integer below 2**60 that belongs to this slug for ever, in every database."""
    return int.from_bytes(blake2b(slug.encode(), digest_size=8).digest()) >> 4


def owned_id(owner: int, slug: str) -> int:
    """The id of an owner's film or list; of an entry, whose slug is "list/entry".

    Two servers may use the same slug, and both may use one of ours.
    """
    return stable_id(slug if owner == GLOBAL else f"{owner}:{slug}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a verdict can be read: an original a reader would accept, never a mirror."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """An editor's verdict on one claim, made by an entry's text or by the first edition of it."""

    key: str
    """Unique within the entry, in the order of the text: "a", "b" …"""
    part: Part
    claim: str
    """What is judged, one sentence in the editor's words."""
    verdict: Verdict
    note: str | None
    """A nuance where the claim is confirmed, else what is true."""
    sources: tuple[Source, ...]
    """Empty: general knowledge (confirmed) or nothing to point at."""
    says: tuple[str, ...] = ()
    """The sentences of the part that make the claim, to the letter; empty where the text no longer makes it."""
    spoils: bool = False
    """Whether claim or note give away how the film ends."""

    @property
    def history(self) -> bool:
        """Whether this is an error of the first edition that the text already puts right."""
        return not self.says and self.verdict in {"misleading", "wrong"}


@dataclass(frozen=True, slots=True)
class Credit:
    """A person in one job of a film."""

    person: str
    character: str | None = None
    """Whom they play; of the cast only."""
    note: str | None = None
    """What kind of credit it is, for a reader: "uncredited", "international cut", "music that existed before"."""


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    kind: TitleKind
    note: str | None = None
    """What the name is, for a reader: a language ("French"), "working title"."""


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One work of cinema with everything known of it. What is unknown is None or empty.

    Only the same as itself, as read at one time: much is kept by film, and going through all that is known of two would
    take longer than it saves. The same work has the same id.
    """

    id: int
    slug: str
    title: str
    year: int
    """The year printed after the title (the record's catalogue_year, else its year)."""
    release_year: int
    """The strict first release; mostly the same."""
    original_title: str | None = None
    romanised_title: str | None = None
    alternative_titles: tuple[Title, ...] = ()
    credits: Mapping[Job, tuple[Credit, ...]] = field(default_factory=dict)
    """Only jobs for which somebody is named, in the order of `Job`; people in the order of the titles."""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    """How it feels to watch: "sad", "tense", "hopeful"; the strongest first."""
    studios: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    runtime_minutes: int | None = None
    runtime_note: str | None = None
    """Its parts, or how long other cuts run."""
    colour: Colour | None = None
    based_on: str | None = None
    synopsis: str | None = None
    imdb_id: str | None = None

    def people(self, *jobs: Job) -> tuple[str, ...]:
        """The names of those credited with these jobs, job by job; who did two of them stands there twice."""
        return tuple(credit.person for job in jobs for credit in self.credits.get(job, ()))


@dataclass(frozen=True, slots=True)
class ListSummary:
    """A curated list without its entries."""

    id: int
    slug: str
    title: str
    introduction: str
    """Paragraphs, separated by an empty line."""
    aliases: tuple[str, ...]
    """Other names to find it by."""
    entry_count: int
    film_count: int
    """Identified films, each counted once."""
    first_year: int | None
    last_year: int | None
    owner: int = GLOBAL
    colour: int | None = None
    """0xRRGGBB; None: made from the slug."""
    adult: bool = False
    """Shown in age-restricted channels only."""
    hidden: bool = False
    """From the members of its server."""


@dataclass(frozen=True, slots=True)
class FilmRef:
    """Just enough of a film to name it on a list or a button."""

    id: int
    slug: str
    title: str
    year: int
    directors: tuple[str, ...]
    runtime_minutes: int | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as it stands on a list page."""

    id: int
    rank: int
    listed_title: str
    listed_year: int | None
    """None: the list names no year."""
    film: FilmRef | None
    """None: no known film fits title and year."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A film's place on a list, with the list's words and the editor's checks: a voice. Only the same as itself."""

    id: int
    list_id: int
    list_slug: str
    list_title: str
    list_size: int
    rank: int
    listed_title: str
    listed_year: int | None
    """None: the list names no year."""
    description: str
    """Empty where the list has no words on the film."""
    fact: str | None
    film_id: int | None
    nearest: FilmRef | None
    """The nearest known film, where film_id is None and an editor named one."""
    note: str | None
    """What a reader must know about the identification ("the list gives 1983, the film is of 2009")."""
    checks: tuple[Check, ...]
    previous_id: int | None
    """The entry before this one on its list."""
    next_id: int | None
    list_colour: int | None = None
    """See `ListSummary.colour`."""


@dataclass(frozen=True, slots=True)
class FilmList:
    """A list with one line per entry, in rank order."""

    summary: ListSummary
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class FilmPage:
    """All a card needs: the film and every voice it has, in the order of the lists' titles, then rank."""

    film: Film
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FilmWords:
    """What is said of a film in another language: the fields of `Film` of the same names, each as it is shown."""

    title: str
    alternative_titles: tuple[Title, ...]
    credits: Mapping[Job, tuple[Credit, ...]]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    genres: tuple[str, ...]
    themes: tuple[str, ...]
    tones: tuple[str, ...]
    studios: tuple[str, ...]
    awards: tuple[str, ...]
    runtime_note: str | None
    based_on: str | None
    synopsis: str | None


@dataclass(frozen=True, slots=True)
class ListWords:
    """A list in another language: the fields of `ListSummary`."""

    title: str
    introduction: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckWords:
    """A check in another language: the fields of `Check`."""

    claim: str
    note: str | None
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry in another language: the fields of `Entry`, and what is said of its checks by their keys."""

    listed_title: str
    description: str
    fact: str | None
    note: str | None
    checks: Mapping[str, CheckWords]


@dataclass(frozen=True, slots=True)
class Translation:
    """What the catalogue says in one other language, by the ids of films, lists and entries."""

    language: str
    films: Mapping[int, FilmWords]
    lists: Mapping[int, ListWords]
    entries: Mapping[int, EntryWords]


@dataclass(frozen=True, slots=True)
class TitleRecord:
    """What the title index keeps of a film."""

    id: int
    slug: str
    title: str
    year: int
    release_year: int
    names: tuple[str, ...]
    """Every other name: original, romanised, alternative, and titles as listed."""
    directors: tuple[str, ...]
    runtime_minutes: int | None
    imdb_id: str | None
    list_count: int


@dataclass(frozen=True, slots=True)
class MarkedFilm:
    """A film among a member's seen ones or on their watchlist."""

    film_id: int
    at: datetime
    """When they put it there; of what was imported, when they had seen it."""
    film: FilmRef | None
    """None: no longer in the catalogue."""


@dataclass(frozen=True, slots=True)
class MemberSettings:
    """What a member asked to be remembered; the values here are those of one who asked for nothing."""

    seen_filter: SeenFilter = "any"
    together: bool = False
    """Others may ask for films that neither the others nor they have seen."""
    language: str = ""
    """What they want to be answered in: two letters (ISO 639-1); empty: what their Discord is in."""


@dataclass(frozen=True, slots=True)
class QuizResult:
    """How a round of the quiz went."""

    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class QuizRound:
    """A claim that a channel is asked."""

    id: int
    entry_id: int
    key: str
    """Of the check."""
    result: QuizResult | None
    """None until it is revealed."""


@dataclass(frozen=True, slots=True)
class ChosenLanguages:
    """The languages that somebody chose for what a member reads; two letters (ISO 639-1), empty where nobody did."""

    member: str = ""
    """By the member, for what only they see."""
    server: str = ""
    """By a manager of the server, for what all see."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When a film is to stand on a shelf, and how that is known."""

    at: datetime
    day: DayKnown


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did, by shelf; shelves without any are left out."""

    added: Mapping[Mark, int]
    mended: Mapping[Mark, int]
    """Films that an earlier import had brought with a day that was known less well."""
