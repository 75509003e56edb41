"""What the films on lists are dealt and recommended by, and what is asked about them, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.deck import Dealable
from bot.domain.quiz import Claim, claims
from bot.domain.recommend.document import document, forget
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.labels import Labels, dealable, labels
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.vocabulary import Vocabulary
from bot.domain.translation import Reader
from db.types import LANGUAGE, FilmPage


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The films that stand on lists, as they are dealt and recommended."""

    index: FilmIndex
    labels: Mapping[str, Labels]
    """By language."""
    dealable: tuple[Dealable, ...]
    claims: tuple[Claim, ...]
    """What the quiz asks about."""
    translated: Mapping[str, Mapping[int, FilmPage]]
    """The films of the index in other languages, by language and id."""

    def labels_in(self, language: str) -> Labels:
        """Themes and genres in a language, in the catalogue's own where it has none in that."""
        return self.labels.get(language) or self.labels[LANGUAGE]

    def page(self, film_id: int, language: str) -> FilmPage | None:
        """A film of the index in a language, None if it stands on no list."""
        return self.translated.get(language, self.index.pages).get(film_id)

    def pages(self, film_id: int) -> list[FilmPage]:
        """The same film in every language."""
        return [pages[film_id] for pages in (self.index.pages, *self.translated.values()) if film_id in pages]


def suggestions_from(
    pages: Iterable[FilmPage], vocabulary: str | None, readers: Iterable[Reader] = ()
) -> Suggestions:
    """What these films are dealt and recommended by; `vocabulary` is JSON as the database keeps it, None for none."""
    thesaurus = Thesaurus(Vocabulary.from_json(vocabulary) if vocabulary else Vocabulary())
    return suggestions_by(pages, thesaurus, readers)


def suggestions_by(pages: Iterable[FilmPage], thesaurus: Thesaurus, readers: Iterable[Reader]) -> Suggestions:
    """The same with a thesaurus that is built already."""
    index = FilmIndex((document(page, thesaurus) for page in pages), thesaurus)
    dealable_films = tuple(dealable(page, thesaurus) for page in index.pages.values())
    asked = tuple(claim for page in index.pages.values() for claim in claims(page))
    translated = {
        reader.language: {film_id: reader.page(page) for film_id, page in index.pages.items()}
        for reader in readers
    }
    known = {LANGUAGE: labels(index)}
    known |= {language: labels(index, of_films) for language, of_films in translated.items()}
    forget()
    return Suggestions(index, known, dealable_films, asked, translated)
