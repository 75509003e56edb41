"""What /recommend answers: three to five films, best first, each with reasons that can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import discord

from bot.domain.deck import Condition
from bot.domain.recommend.answer import Question, Recommendation, Suggestion
from bot.domain.recommend.reasons import Fact, Kind, Quote
from bot.ui.deal import ending
from bot.ui.kit import colour
from bot.ui.kit.button_state import QuestionState
from bot.ui.kit.components import Choice, Component, button, row, rule, select, words
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
)

_ROOM = MAX_TEXT - 50
_WORDS = 200
"""Characters of a question, as the command takes it; only a forged client sends more."""
_QUOTES = (420, 300, 200, 120, 60)
"""Characters of a quotation: the most that lets everything fit."""
_ARTICLED = re.compile(r"\b(Union|States|Kingdom|Republic|Emirates|Netherlands|Philippines|Bahamas)$")
"""Countries that English names with an article: from the Soviet Union, from Russia."""

_LABELS: Mapping[Kind, tuple[str, str]] = {
    # as asked for, and as shared with the film that was named
    "theme": ("Themes: {}", "Both about {}"),
    "genre": ("Genre: {}", "Both {}"),
    "director": ("Directed by {}", "Both directed by {}"),
    "person": ("With {}", "{} had a part in both"),
    "country": ("From {}", "Both from {}"),
    "book": ("After {}", "Both after {}"),
    "award": ("{}", "Both: {}"),
    "character": ("With {} in it", "{} in both"),
    "language": ("In {}", "Both in {}"),
    "studio": ("Made by {}", "Both made by {}"),
    "years": ("From {}", "Both from {}"),
    "minutes": ("{} min", "{} min"),
    "list": ("On {}", "Both on {}"),
}


def recommend_page(
    answer: Recommendation, *, now: datetime, said: Mapping[Condition, str], shareable: bool = False
) -> Answer:
    """The page; `said` are the options as `dealt.described` puts them."""
    question = answer.question
    head = "\n".join(_head(answer, said))
    if not answer.suggestions:
        lines = [f"- Without “{said[one.condition]}”: {count(one.films, 'film')}" for one in answer.remaining]
        return Answer((words("\n".join([head, "No film on any list is all of that.", *lines])),), colour.INK)
    blocks = _within(answer, _ROOM - len(head), now)
    items: list[Component] = [words(head)]
    for block in blocks:
        items += [rule(), words(block)]
    like = question.like or (answer.like.id if answer.like and not question.words else 0)
    state = QuestionState(answer.following, like, write_deal(question.wanted))
    carried = _carried(question.words, len(answer.suggestions))
    choices = [_choice(one, part) for one, part in zip(answer.suggestions, carried, strict=True)]
    items.append(select("recommend:open", state, "Open a film …", choices))
    here, back = replace(state, offset=answer.offset), replace(state, offset=answer.preceding)
    buttons = [
        button("recommend:back", back, "◀ Previous") if answer.offset else None,
        button("recommend:more", state, "Next five", kind="main") if answer.following else None,
        button("recommend:share", here, "Show to everyone") if shareable else None,
    ]
    if any(buttons) and "".join(carried) == question.words:
        items.append(row(*buttons))
    return Answer(tuple(items), colour.of_list(answer.suggestions[0].voice.list_slug))


def asked_again(message: discord.Message | None, state: QuestionState) -> Question:
    """The question that a page answers: its options from the button, its words from the values of the page's select."""
    parts = [read_choice_with(value)[2] for value in option_values(message, "recommend:open")]
    return Question("".join(parts), state.like, read_deal(state.wanted))


def forgotten() -> Answer:
    """A page of an older version, whose words are not known any more."""
    return notice("I no longer know the words of that question. Please ask again with `/recommend`.")


def _carried(asked: str, count: int) -> list[str]:
    """The words of a question in as many parts as there are options to carry them."""
    return [asked[start * MAX_REST : (start + 1) * MAX_REST] for start in range(count)]


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
    if answer.unknown:
        yield f"-# This says nothing to me: {', '.join(f'“{escape(shorten(w, 40))}”' for w in answer.unknown[:5])}"
    if answer.suggestions and not answer.fits:
        yield "**Nothing fits all of that.** These come nearest:"


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
    film = one.film
    facts = joined(
        [
            escape(shorten(names(film.people("director"), 2), 60)),
            minutes(film.runtime_minutes) if film.runtime_minutes else None,
            ending(film, answer.question.wanted, now),
        ]
    )
    title = f"**{number}. {escape(shorten(heading(film.title, film.year), 90))}**"
    reasons = shorten(joined(_fact(fact) for fact in one.why.facts), longest + 60)
    lacks = joined((f"“{escape(shorten(part, 30))}”" for part in one.missing[:4]), ", ")
    lines = (
        joined([title, facts]),
        _quote(one.why.quote, longest) if one.why.quote else "",
        f"-# {reasons}" if reasons else "",
        f"-# Lacks: {lacks}" if lacks and not (answer.fits and one.met) else "",
    )
    return "\n".join(line for line in lines if line)


def _quote(quote: Quote, longest: int) -> str:
    source = f"*{escape(quote.entry.list_title)}*, no. {quote.entry.rank}" if quote.entry else "synopsis"
    return f"> “{prose(one_line(quote.text), longest)}” — {source}"


def _fact(fact: Fact) -> str:
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
    return Choice(
        write_choice_with(film.id, one.voice.id, carried), short_heading(film.title, film.year, 100), about
    )
