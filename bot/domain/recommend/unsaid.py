"""What no text about a film speaks of, among the words of a question.

A word is met by what it means (see matching.py), and the thesaurus does not know every meaning: a text may say
"overcoat" where somebody asked for a coat. So what is told to be unsaid is looked for once more, by its letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.recommend.document import labels_of, texts_of
from bot.domain.recommend.tokens import AnyWord, words
from db.types import FilmPage


def unsaid(asked: Iterable[str], pages: Iterable[FilmPage]) -> tuple[str, ...]:
    """Those words and phrases of which nothing is found on a film's pages, one in each language, in their order.

    A phrase is found where all its words are. A word is found in another form, and in a longer word of which it is the
    beginning or the end.
    """
    sought = tuple(asked)
    if not sought:  # as a rule, and there is much to read
        return ()
    known = {one for page in pages for text in _texts(page) for one in words(text)}
    forms = frozenset(one.folded for one in known)
    stems = frozenset(one.stem for one in known)

    def is_said(word: AnyWord) -> bool:
        if word.stem in stems:
            return True
        long_enough = len(word.stem) > 3
        return long_enough and any(one.startswith(word.stem) or one.endswith(word.folded) for one in forms)

    return tuple(one for one in sought if not all(map(is_said, words(one))))


def _texts(page: FilmPage) -> Iterator[str]:
    yield from (text for _, text, _ in texts_of(page))
    yield from (name for _, names in labels_of(page.film) for name in names)
    yield page.film.title
