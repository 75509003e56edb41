"""The reasons for a film in the words of another language: what stands there at the same place.

Which sentence answers a question is found once, in the catalogue's own language, so every reader is answered alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.domain.recommend.document import labels_of, texts_of
from bot.domain.recommend.reasons import Quotation, Reason, ReasonKind, Reasons
from bot.domain.recommend.terms import JOBS
from bot.domain.sentences import sentences
from db.types import Film, FilmPage


def translated(reasons: Reasons, page: FilmPage, shown: FilmPage) -> Reasons:
    """The reasons for the film of `page` as a reader of `shown` has them, the same film in their language."""
    words = dict(_words(page.film, shown.film))
    named = (_named(one, words) for one in reasons.named)
    quoted = reasons.quotation and _quoted(reasons.quotation, page, shown)
    return Reasons(quoted, tuple(named))


def _named(reason: Reason, words: Mapping[tuple[ReasonKind, str], str]) -> Reason:
    return replace(reason, names=tuple(words.get((reason.kind, name), name) for name in reason.names))


def _words(film: Film, shown: Film) -> Iterator[tuple[tuple[ReasonKind, str], str]]:
    """What each name of a film is called in the other language."""
    for (label, names), (_, theirs) in zip(labels_of(film), labels_of(shown), strict=True):
        kind: ReasonKind = "tone" if label == "undertone" else label
        yield from (((kind, name), said) for name, said in zip(names, theirs, strict=True))
    for job in JOBS:
        people = zip(film.people(job), shown.people(job), strict=True)
        yield from (((job, name), said) for name, said in people)
    for credit, theirs_ in zip(film.credits.get("cast", ()), shown.credits.get("cast", ()), strict=True):
        if credit.character and theirs_.character:
            yield ("character", credit.character), theirs_.character
    if film.based_on and shown.based_on:
        yield ("book", film.based_on), shown.based_on


def _quoted(quotation: Quotation, page: FilmPage, shown: FilmPage) -> Quotation:
    """The sentence at its place; the very same one where the other language has no text of as many sentences."""
    for (_, text, entry), (_, theirs, their_entry) in zip(texts_of(page), texts_of(shown), strict=False):
        here, there = sentences(text), sentences(theirs)
        if entry is quotation.entry and quotation.text in here and len(here) == len(there):
            return replace(quotation, text=there[here.index(quotation.text)], entry=their_entry)
    return quotation
