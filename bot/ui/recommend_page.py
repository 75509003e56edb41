"""What /recommend answers: three to five films, best first, each with reasons that can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import discord

from bot.domain.deck import Condition
from bot.domain.recommend.answer import Question, Recommendation, Suggestion
from bot.domain.recommend.reasons import Quotation, Reason, ReasonKind
from bot.ui.deal import ending, without
from bot.ui.kit import colour
from bot.ui.kit.button_state import QuestionState
from bot.ui.kit.components import Choice, Component, Picture, button, row, select, with_picture, words
from bot.ui.kit.custom_id import MAX_REST, read_choice_with, write_choice_with
from bot.ui.kit.filter_code import read_deal, write_deal
from bot.ui.kit.language import NP_, Language
from bot.ui.kit.message import Answer, notice, option_values
from bot.ui.kit.text import (
    MAX_TEXT,
    escape,
    heading,
    joined,
    minutes,
    names,
    one_line,
    prose,
    quoted,
    short_heading,
    shorten,
)  # fmt: skip

_ROOM = MAX_TEXT - 50
_WORDS = 200
"""Characters of a question, as the command takes it; only a forged client sends more."""
_QUOTES = (420, 300, 200, 120, 60)
"""Characters of a quotation: the most that lets everything fit."""
_ARTICLED = re.compile(r"\b(Union|States|Kingdom|Republic|Emirates|Netherlands|Philippines|Bahamas)$")
"""Countries that English names with an article: from the Soviet Union, from Russia."""

REASONS: Mapping[ReasonKind, tuple[str, str]] = {
    # Translators: why a film is recommended: what it has of what was asked for, and what it shares with the film that
    # was named. {names} are one or several, in the nominative.
    "theme": (NP_("reason, theme", "Themes: {names}"), NP_("reason, theme", "Both about {names}")),
    "genre": (NP_("reason, genre", "Genre: {names}"), NP_("reason, genre", "Both {names}")),
    "director": (
        NP_("reason, director", "Directed by {names}"),
        NP_("reason, director", "Both directed by {names}"),
    ),
    "writer": (NP_("reason, writer", "Written by {names}"), NP_("reason, writer", "Both written by {names}")),
    "cast": (NP_("reason, cast", "With {names}"), NP_("reason, cast", "{names} in both")),
    "cinematographer": (
        NP_("reason, cinematographer", "Shot by {names}"),
        NP_("reason, cinematographer", "Both shot by {names}"),
    ),
    "composer": (
        NP_("reason, composer", "Music by {names}"),
        NP_("reason, composer", "Music of both by {names}"),
    ),
    "tone": (NP_("reason, tone", "Feels {names}"), NP_("reason, tone", "Both {names}")),
    "colour": (NP_("reason, colour", "{names}"), NP_("reason, colour", "Both {names}")),
    "country": (NP_("reason, country", "From {names}"), NP_("reason, country", "Both from {names}")),
    "book": (NP_("reason, book", "After {names}"), NP_("reason, book", "Both after {names}")),
    "award": (NP_("reason, award", "{names}"), NP_("reason, award", "Both: {names}")),
    "character": (
        NP_("reason, character", "With {names} in it"),
        NP_("reason, character", "{names} in both"),
    ),
    "language": (NP_("reason, language", "In {names}"), NP_("reason, language", "Both in {names}")),
    "studio": (NP_("reason, studio", "Made by {names}"), NP_("reason, studio", "Both made by {names}")),
    "years": (NP_("reason, years", "From {names}"), NP_("reason, years", "Both from {names}")),
}


def recommend_page(
    language: Language,
    answer: Recommendation,
    *,
    now: datetime,
    said: Mapping[Condition, str],
    posters: Mapping[int, Picture] | None = None,
    shareable: bool = False,
) -> Answer:
    """The page; `said` are the options as `deal.described` puts them, `posters` those of its films by film id.

    `shareable` as in `film_card`.
    """
    _, question = language.gettext, answer.question
    head = "\n".join(_head(language, answer, said))
    state = QuestionState(answer.following, _like(answer), write_deal(question.wanted))
    if not answer.understood:
        choices = [Choice(theme, theme) for theme in answer.themes]
        themes = [select("recommend:theme", state, _("Pick a theme …"), choices)] if choices else []
        return Answer(language, (words(head), *themes), colour.INK)
    if not answer.suggestions:
        lines = [without(language, said[one.condition], one.films) for one in answer.remaining]
        nothing = _("No film on our lists fits all of that.")
        return Answer(language, (words("\n".join([head, nothing, *lines])),), colour.INK)
    posters = posters or {}
    items: list[Component] = [words(head)]
    for one, block in zip(answer.suggestions, _within(language, answer, _ROOM - len(head), now), strict=True):
        poster = posters.get(one.film.id)
        items.append(with_picture(words(block), poster) if poster else words(block))
    carried = _carried(question.words, len(answer.suggestions))
    choices = [_choice(language, one, part) for one, part in zip(answer.suggestions, carried, strict=True)]
    items.append(select("recommend:open", state, _("Open a film …"), choices))
    here, back = replace(state, offset=answer.offset), replace(state, offset=answer.preceding)
    if "".join(carried) == question.words:
        items.append(
            row(
                button("recommend:back", back, _("◀ Previous")) if answer.offset else None,
                button("recommend:more", state, _("Next five"), kind="main") if answer.following else None,
                button("recommend:share", here, _("Show to everyone")) if shareable else None,
            )
        )
    shown = tuple(posters[one.film.id] for one in answer.suggestions if one.film.id in posters)
    first = answer.suggestions[0].voice
    return Answer(language, tuple(items), colour.of_list(first.list_slug, first.list_colour), shown)


def asked_again(message: discord.Message | None, state: QuestionState) -> Question:
    """The question that a page answers: its options from the button, its words from the values of the page's select."""
    parts = [read_choice_with(value)[2] for value in option_values(message, "recommend:open")]
    return Question("".join(parts), state.like, read_deal(state.wanted))


def forgotten(language: Language) -> Answer:
    """A page of an older version, whose words are not known any more."""
    said = language.gettext(
        "I no longer know the words of that question. Please ask again with `/recommend`."
    )
    return notice(language, said)


def _like(answer: Recommendation) -> int:
    """The film to be like that the buttons remember: named by the option, or by nothing but the words."""
    question = answer.question
    return question.like or (answer.like.id if answer.like and not question.words else 0)


def _carried(asked: str, number: int) -> list[str]:
    """The words of a question in as many parts as there are options to carry them."""
    return [asked[start * MAX_REST : (start + 1) * MAX_REST] for start in range(number)]


def _head(language: Language, answer: Recommendation, said: Mapping[Condition, str]) -> Iterator[str]:
    _, question, like = language.gettext, answer.question, answer.like
    named = escape(shorten(heading(like.title, like.year), 100)) if like else ""
    # Translators: one of the options of a question, in a row with others, as in "on *Survival*".
    options = [_("like *{film}*", film=named) if named else "", *said.values()]
    if question.words:
        # Translators: the heading over films that answer what somebody asked in their own words.
        yield "### " + _("For “{asked}”", asked=quoted(question.words, _WORDS))
    elif named:
        yield "### " + _("Films like *{film}*", film=named)
        options = options[1:]
    else:
        yield "### " + _("Films to start with")
    if any(options):
        yield f"-# {joined(options)}"
    if not answer.understood:
        yield _("I do not understand this yet. Say it in other words, or pick a theme:")
        return
    if answer.unknown:
        nothing = _("I do not know: {words}", words=_words(language, answer.unknown))
        yield f"-# {nothing}"
    if answer.unknown_refusals:
        kept = _(
            "I do not know this, so nothing was left out because of it: {words}",
            words=_words(language, answer.unknown_refusals),
        )
        yield f"-# {kept}"
    if answer.suggestions and not answer.fits:
        yield _("**Nothing fits all of that.** These come nearest:")


def _words(language: Language, unknown: tuple[str, ...], limit: int = 40) -> str:
    quoted_words = (language.gettext("“{title}”", title=escape(shorten(one, limit))) for one in unknown[:5])
    return ", ".join(quoted_words)


def _within(language: Language, answer: Recommendation, room: int, now: datetime) -> list[str]:
    blocks: list[str] = []
    for longest in _QUOTES:
        blocks = [
            _block(language, number, one, answer, longest, now)
            for number, one in enumerate(answer.suggestions, answer.offset + 1)
        ]
        if sum(map(len, blocks)) <= room:
            break
    return blocks


def _block(
    language: Language, number: int, one: Suggestion, answer: Recommendation, longest: int, now: datetime
) -> str:
    """Title, who made it, and the reason: what is quoted, else what it is or has; and what it leaves open."""
    film = one.film
    facts = joined(
        [
            escape(shorten(names(language, film.people("director"), 2), 60)),
            minutes(language, film.runtime_minutes) if film.runtime_minutes else None,
            ending(language, film, answer.question.wanted, now),
        ]
    )
    named = shorten(joined(_fact(language, fact) for fact in one.reasons.named), longest + 60)
    unsaid, outside = (_words(language, words[:4], 30) for words in (one.unsaid, one.outside))
    lines = (
        f"{number}\\. **{escape(shorten(heading(film.title, film.year), 90))}**",
        f"-# {facts}" if facts else "",
        _quote(one.reasons.quotation, longest) if one.reasons.quotation else "",
        f"-# {named}" if named else "",
        "-# " + language.gettext("Nothing said of: {words}", words=unsaid) if unsaid else "",
        "-# " + language.gettext("Not as asked: {words}", words=outside) if outside else "",
    )
    return "\n".join(line for line in lines if line)


def _quote(quote: Quotation, longest: int) -> str:
    """A sentence of a list or a synopsis; it stands in the film's own words, so only a list's is signed."""
    signed = f" — *{escape(quote.entry.list_title)}*" if quote.entry else ""
    return f"> {prose(one_line(quote.text), longest)}{signed}"


def _fact(language: Language, fact: Reason) -> str:
    if fact.kind == "minutes":
        return minutes(language, int(fact.names[0]))
    said = [escape(shorten(one_line(_read(language, fact, name)), 90)) for name in fact.names]
    asked, shared = REASONS[fact.kind]
    kind = f"reason, {fact.kind}"
    return language.pgettext(kind, shared if fact.shared else asked, names=language.enumeration(said))


def _read(language: Language, fact: Reason, name: str) -> str:
    """One name of a reason as it is read in a sentence."""
    if fact.kind == "country" and _ARTICLED.search(name):
        # Translators: a country that English names with an article, after "from"; elsewhere mostly just {country}.
        return language.gettext("the {country}", country=name)
    if fact.kind == "years" and fact.shared:
        return language.gettext("{decade}s", decade=name)
    return language.pgettext("reason, colour", name) if fact.kind == "colour" else name


_COLOURS: tuple[str, ...] = (
    NP_("reason, colour", "in colour"),
    NP_("reason, colour", "black and white"),
)
"""What `_read` looks up, as the index of films has it."""


def _choice(language: Language, one: Suggestion, carried: str) -> Choice:
    film = one.film
    length = minutes(language, film.runtime_minutes) if film.runtime_minutes else None
    about = joined([names(language, film.people("director"), 2), length])
    label = short_heading(film.title, film.year, 100)
    return Choice(write_choice_with(film.id, one.voice.id, carried), label, about)
