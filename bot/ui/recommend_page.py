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
from bot.ui.deal import ending
from bot.ui.kit import colour
from bot.ui.kit.button_state import QuestionState
from bot.ui.kit.components import Choice, Component, Picture, button, row, select, with_picture, words
from bot.ui.kit.custom_id import MAX_REST, read_choice_with, write_choice_with
from bot.ui.kit.filter_code import read_deal, write_deal
from bot.ui.kit.message import Answer, notice, option_values
from bot.ui.kit.text import (
    MAX_TEXT,
    count,
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

_LABELS: Mapping[ReasonKind, tuple[str, str]] = {
    # as asked for, and as shared with the film that was named
    "theme": ("Themes: {}", "Both about {}"),
    "genre": ("Genre: {}", "Both {}"),
    "director": ("Directed by {}", "Both directed by {}"),
    "writer": ("Written by {}", "Both written by {}"),
    "cast": ("With {}", "{} in both"),
    "cinematographer": ("Shot by {}", "Both shot by {}"),
    "composer": ("Music by {}", "Music of both by {}"),
    "tone": ("Feels {}", "Both {}"),
    "colour": ("{}", "Both {}"),
    "country": ("From {}", "Both from {}"),
    "book": ("After {}", "Both after {}"),
    "award": ("{}", "Both: {}"),
    "character": ("With {} in it", "{} in both"),
    "language": ("In {}", "Both in {}"),
    "studio": ("Made by {}", "Both made by {}"),
    "years": ("From {}", "Both from {}"),
    "minutes": ("{} min", "{} min"),
}


def recommend_page(
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
    question = answer.question
    head = "\n".join(_head(answer, said))
    state = QuestionState(answer.following, _like(answer), write_deal(question.wanted))
    if not answer.understood:
        choices = [Choice(theme, theme) for theme in answer.themes]
        themes = [select("recommend:theme", state, "Pick a theme …", choices)] if choices else []
        return Answer((words(head), *themes), colour.INK)
    if not answer.suggestions:
        lines = [f"- Without “{said[one.condition]}”: {count(one.films, 'film')}" for one in answer.remaining]
        return Answer((words("\n".join([head, "No film on any list is all of that.", *lines])),), colour.INK)
    posters = posters or {}
    items: list[Component] = [words(head)]
    for one, block in zip(answer.suggestions, _within(answer, _ROOM - len(head), now), strict=True):
        poster = posters.get(one.film.id)
        items.append(with_picture(words(block), poster) if poster else words(block))
    carried = _carried(question.words, len(answer.suggestions))
    choices = [_choice(one, part) for one, part in zip(answer.suggestions, carried, strict=True)]
    items.append(select("recommend:open", state, "Open a film …", choices))
    here, back = replace(state, offset=answer.offset), replace(state, offset=answer.preceding)
    if "".join(carried) == question.words:
        items.append(
            row(
                button("recommend:back", back, "◀ Previous") if answer.offset else None,
                button("recommend:more", state, "Next five", kind="main") if answer.following else None,
                button("recommend:share", here, "Show to everyone") if shareable else None,
            )
        )
    shown = tuple(posters[one.film.id] for one in answer.suggestions if one.film.id in posters)
    return Answer(tuple(items), colour.of_list(answer.suggestions[0].voice.list_slug), shown)


def asked_again(message: discord.Message | None, state: QuestionState) -> Question:
    """The question that a page answers: its options from the button, its words from the values of the page's select."""
    parts = [read_choice_with(value)[2] for value in option_values(message, "recommend:open")]
    return Question("".join(parts), state.like, read_deal(state.wanted))


def forgotten() -> Answer:
    """A page of an older version, whose words are not known any more."""
    return notice("I no longer know the words of that question. Please ask again with `/recommend`.")


def _like(answer: Recommendation) -> int:
    """The film to be like that the buttons remember: named by the option, or by nothing but the words."""
    question = answer.question
    return question.like or (answer.like.id if answer.like and not question.words else 0)


def _carried(asked: str, number: int) -> list[str]:
    """The words of a question in as many parts as there are options to carry them."""
    return [asked[start * MAX_REST : (start + 1) * MAX_REST] for start in range(number)]


def _head(answer: Recommendation, said: Mapping[Condition, str]) -> Iterator[str]:
    question, like = answer.question, answer.like
    named = escape(shorten(heading(like.title, like.year), 100)) if like else ""
    options = [f"like *{named}*" if named else "", *said.values()]
    if question.words:
        yield f"### For “{quoted(question.words, _WORDS)}”"
    elif named:
        yield f"### Films like *{named}*"
        options = options[1:]
    else:
        yield "### Films to begin with"
    if any(options):
        yield f"-# {joined(options)}"
    if not answer.understood:
        yield "I do not understand this yet. Say it in other words, or pick a theme:"
        return
    if answer.unknown:
        yield f"-# This says nothing to me: {_words(answer.unknown)}"
    if answer.unknown_refusals:
        yield f"-# I know nothing of this, so nothing was left out for it: {_words(answer.unknown_refusals)}"
    if answer.suggestions and not answer.fits:
        yield "**Nothing fits all of that.** These come nearest:"


def _words(unknown: tuple[str, ...]) -> str:
    return ", ".join(f"“{escape(shorten(one, 40))}”" for one in unknown[:5])


def _within(answer: Recommendation, room: int, now: datetime) -> list[str]:
    blocks: list[str] = []
    for longest in _QUOTES:
        blocks = [
            _block(number, one, answer, longest, now)
            for number, one in enumerate(answer.suggestions, answer.offset + 1)
        ]
        if sum(map(len, blocks)) <= room:
            break
    return blocks


def _block(number: int, one: Suggestion, answer: Recommendation, longest: int, now: datetime) -> str:
    """Title, who made it, and the reason: what is quoted, else what it is or has; and what it lacks."""
    film = one.film
    facts = joined(
        [
            escape(shorten(names(film.people("director"), 2), 60)),
            minutes(film.runtime_minutes) if film.runtime_minutes else None,
            ending(film, answer.question.wanted, now),
        ]
    )
    named = shorten(joined(_fact(fact) for fact in one.reasons.named), longest + 60)
    lacks = joined((f"“{escape(shorten(part, 30))}”" for part in one.missing[:4]), ", ")
    lines = (
        f"{number}\\. **{escape(shorten(heading(film.title, film.year), 90))}**",
        f"-# {facts}" if facts else "",
        _quote(one.reasons.quotation, longest) if one.reasons.quotation else "",
        f"-# {named}" if named else "",
        f"-# Lacks: {lacks}" if lacks else "",
    )
    return "\n".join(line for line in lines if line)


def _quote(quote: Quotation, longest: int) -> str:
    """A sentence of a list or a synopsis; it stands in the film's own words, so only a list's is signed."""
    signed = f" — *{escape(quote.entry.list_title)}*" if quote.entry else ""
    return f"> {prose(one_line(quote.text), longest)}{signed}"


def _fact(fact: Reason) -> str:
    if fact.kind == "minutes":
        return minutes(int(fact.names[0]))
    read = [
        f"the {name}" if fact.kind == "country" and _ARTICLED.search(name) else name for name in fact.names
    ]
    said = [escape(shorten(one_line(name), 90)) for name in read]
    together = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return _LABELS[fact.kind][fact.shared].format(together)


def _choice(one: Suggestion, carried: str) -> Choice:
    film = one.film
    about = joined(
        [names(film.people("director"), 2), minutes(film.runtime_minutes) if film.runtime_minutes else None]
    )
    label = short_heading(film.title, film.year, 100)
    return Choice(write_choice_with(film.id, one.voice.id, carried), label, about)
