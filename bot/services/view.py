"""What somebody sees of the catalogue: everywhere the global lists, in a server its own as well."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from bot.domain.titles.match import IndexAnswer, Match
from bot.domain.translation import Reader
from bot.services.snapshot import Snapshot
from bot.services.suggestions import Suggestions
from db import entries, films, lists
from db.engine import Database
from db.errors import EntryNotFoundError, ListNotFoundError
from db.types import GLOBAL, LANGUAGE, Entry, FilmList, FilmPage, FilmRef


class CatalogueNotReadyError(Exception):
    """The titles are still being read in; a moment later they are there."""


class Titles(Protocol):
    """A title index."""

    def find(self, text: str) -> IndexAnswer[Match]:
        """See TitleIndex.find."""

    def complete(self, text: str, limit: int) -> list[Match]:
        """See TitleIndex.complete."""

    def get(self, film_id: int) -> Match | None:
        """See TitleIndex.get."""


class View(ABC):
    """The films and lists that a viewer may see. Whatever is asked through it answers with these alone."""

    def __init__(self, database: Database, owner: int = GLOBAL) -> None:
        self.database = database
        self.owner = owner
        """The server whose films and lists are seen beside the global ones."""

    @property
    @abstractmethod
    def snapshot(self) -> Snapshot:
        """Its picture in memory. Raise CatalogueNotReadyError before there is one."""

    @property
    @abstractmethod
    def titles_now(self) -> Titles | None:
        """The title index if it is built, for autocomplete, which cannot wait."""

    @abstractmethod
    async def titles(self, patience: float | None = None) -> Titles:
        """The title index; wait `patience` seconds for it, then raise CatalogueNotReadyError."""

    @property
    @abstractmethod
    def suggestions_now(self) -> Suggestions | None:
        """What may be dealt and recommended, if it is read, for autocomplete, which cannot wait."""

    @abstractmethod
    async def suggestions(self, patience: float | None = None) -> Suggestions:
        """What may be dealt and recommended; wait as `titles` does, then raise CatalogueNotReadyError."""

    async def page(self, film_id: int, language: str = LANGUAGE) -> FilmPage:
        """All that a film's card needs, in a language; raise FilmNotFoundError."""
        snapshot = self.snapshot
        reader = snapshot.readers.get(language)

        async def read() -> FilmPage:
            async with self.database.read(snapshot=False) as session:
                page = snapshot.shown(await films.page(session, film_id, self.owner))
            return reader.page(page) if reader else page

        return await snapshot.pages.get((reader.language if reader else LANGUAGE, film_id), read)

    async def entry(self, entry_id: int, language: str = LANGUAGE) -> Entry:
        """An entry with its checks, in a language; raise EntryNotFoundError."""
        snapshot = self.snapshot
        reader = snapshot.readers.get(language)

        async def read() -> Entry:
            async with self.database.read(snapshot=False) as session:
                entry = await entries.get(session, entry_id, self.owner)
            if not snapshot.shows(entry.list_id):
                raise EntryNotFoundError(entry_id)
            return reader.entry(entry) if reader else entry

        return await snapshot.entries.get((reader.language if reader else LANGUAGE, entry_id), read)

    async def film_list(self, list_id: int, language: str = LANGUAGE) -> FilmList:
        """A list with its entries, in a language; raise ListNotFoundError."""
        snapshot = self.snapshot
        reader = snapshot.readers.get(language)

        async def read() -> FilmList:
            if not snapshot.shows(list_id):
                raise ListNotFoundError(list_id)
            async with self.database.read() as session:
                film_list = await lists.page(session, list_id, self.owner)
            return reader.film_list(film_list) if reader else film_list

        return await snapshot.film_lists.get((reader.language if reader else LANGUAGE, list_id), read)

    def ref(self, film: FilmRef, language: str) -> FilmRef:
        """A film that is only named, in a language."""
        reader = self.snapshot.readers.get(language)
        return reader.ref(film) if reader else film

    def matches(self, found: Iterable[Match], language: str) -> list[Match]:
        """Films that answer a question, each by its title and its directors' names in a language."""
        reader = self.snapshot.readers.get(language)
        return [_match(one, reader) for one in found] if reader else list(found)


def _match(match: Match, reader: Reader) -> Match:
    title, directors = reader.title(match.id), reader.directors(match.id)
    if title is None or directors is None:
        return match
    # Whoever named a film by its title in the catalogue's language has named it by another name than is shown.
    matched = match.title if match.matched is None and match.why == "title" else match.matched
    return replace(match, title=title, directors=directors, matched=None if matched == title else matched)
