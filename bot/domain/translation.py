"""The catalogue for a reader of another language: the same films, lists and entries in its words.

What has no words there stays as it is. A film is led by its title in that language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from db.types import (
    Check,
    CheckWords,
    Entry,
    EntryLine,
    Film,
    FilmList,
    FilmPage,
    FilmRef,
    FilmWords,
    ListSummary,
    ListWords,
    Translation,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Puts what is shown into the words of one translation. Each answer is new: keep it, pages are cached by it."""

    translation: Translation

    @property
    def language(self) -> str:
        """Two letters."""
        return self.translation.language

    def page(self, page: FilmPage) -> FilmPage:
        """A film with its voices."""
        return FilmPage(self.film(page.film), tuple(self.entry(entry) for entry in page.entries))

    def film(self, film: Film) -> Film:
        """A film. Its title in the catalogue's language is one of its other titles, and its romanised one is none."""
        words = self.translation.films.get(film.id)
        if words is None:
            return film
        said = {field.name: getattr(words, field.name) for field in fields(FilmWords)}
        return replace(film, **said, romanised_title=None)

    def ref(self, film: FilmRef) -> FilmRef:
        """A film that is only named."""
        words = self.translation.films.get(film.id)
        if words is None:
            return film
        directors = tuple(credit.person for credit in words.credits.get("director", ()))
        return replace(film, title=words.title, directors=directors)

    def title(self, film_id: int) -> str | None:
        """What a film is called in this language, None if it has no words there."""
        words = self.translation.films.get(film_id)
        return words.title if words else None

    def directors(self, film_id: int) -> tuple[str, ...] | None:
        """Their names in this language, None if the film has no words there."""
        words = self.translation.films.get(film_id)
        return tuple(credit.person for credit in words.credits.get("director", ())) if words else None

    def listed_title(self, entry_id: int) -> str | None:
        """What an entry is called on its list in this language, None if it has no words there."""
        words = self.translation.entries.get(entry_id)
        return words.listed_title if words else None

    def entry(self, entry: Entry) -> Entry:
        """An entry with its checks and the name of its list."""
        of_list = self.translation.lists.get(entry.list_id)
        list_title = of_list.title if of_list else entry.list_title
        nearest = self.ref(entry.nearest) if entry.nearest else None
        words = self.translation.entries.get(entry.id)
        if words is None:
            return replace(entry, list_title=list_title, nearest=nearest)
        return replace(
            entry,
            list_title=list_title,
            nearest=nearest,
            listed_title=words.listed_title,
            description=words.description,
            fact=words.fact,
            note=words.note,
            checks=tuple(_check(check, words.checks) for check in entry.checks),
        )

    def summary(self, summary: ListSummary) -> ListSummary:
        """A list without its entries."""
        words = self.translation.lists.get(summary.id)
        if words is None:
            return summary
        said = {field.name: getattr(words, field.name) for field in fields(ListWords)}
        return replace(summary, **said)

    def film_list(self, film_list: FilmList) -> FilmList:
        """A list with its entries."""
        return FilmList(
            self.summary(film_list.summary), tuple(self._line(line) for line in film_list.entries)
        )

    def _line(self, line: EntryLine) -> EntryLine:
        words = self.translation.entries.get(line.id)
        listed = words.listed_title if words else line.listed_title
        return replace(line, listed_title=listed, film=self.ref(line.film) if line.film else None)


def _check(check: Check, words: Mapping[str, CheckWords]) -> Check:
    said = words.get(check.key)
    return replace(check, claim=said.claim, note=said.note, says=said.says) if said else check
