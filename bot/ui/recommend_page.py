"""What /recommend answers: three to five films, best first, each with reasons that can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.deck import Condition, Filter
from bot.domain.recommend.reasons import Quotation, Reason, ReasonKind
from bot.services.recommend import Question, Recommendation, Suggestion
from bot.ui import colour
from bot.ui.custom_id import write_choice
from bot.ui.deal_code import write_deal
from bot.ui.dealt import ending
from bot.ui.layout import Answer, Choice, button, row, rule, select, texts_of, words
from bot.ui.press_state import AskState
from bot.ui.text import (
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
_ASKED = re.compile(r"^### For “(.*)”$")
_ARTICLED = re.compile(r"\b(Union|States|Kingdom|Republic|Emirates|Netherlands|Philippines|Bahamas)$")
"""Countries that English names with an article: from the Soviet Union, from Russia."""
_ESCAPED = re.compile(r"\\([^\w\s]|_)")

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
    answer: Recommendation, *, owner: int, now: datetime, said: Mapping[Condition, str]
) -> Answer:
    """The page; `said` are the options as `dealt.described` puts them. `owner` may turn to the next."""
    question = answer.question
    head = "\n".join(_head(answer, said))
    if not answer.understood:
        picks = ", ".join(escape(theme) for theme in answer.themes)
        return Answer((words("\n".join([head, f"Themes to ask for: {picks}."])),), colour.INK)
    if not answer.suggestions:
        lines = [f"- Without “{said[one.condition]}”: {count(one.films, 'film')}" for one in answer.remaining]
        return Answer((words("\n".join([head, "No film on any list is all of that.", *lines])),), colour.INK)
    blocks = _within(answer, _ROOM - len(head), now)
    items: list[ui.Item[Any]] = [words(head)]
    for block in blocks:
        items += [rule(), words(block)]
    like = question.like or (answer.like.id if answer.like and not question.words else 0)
    state = AskState(owner, answer.following, like, write_deal(question.wanted))
    items.append(
        select("recommend:open", state, "Open a film …", [_choice(one) for one in answer.suggestions])
    )
    if answer.following:
        items.append(row(button("recommend:next", state, "More", main=True)))
    return Answer(tuple(items), colour.of_list(answer.suggestions[0].voice.list_slug))


def asked_again(message: discord.Message | None, state: AskState, wanted: Filter) -> Question:
    """The question that a page answers: its options from the button, its words from the page itself."""
    first = next(texts_of(message), "")
    asked = _ASKED.match(first.split("\n", 1)[0])
    return Question(_ESCAPED.sub(r"\1", asked[1]) if asked else "", state.like, wanted)


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
    if answer.unknown_refusals:
        shown = ", ".join(f"“{escape(shorten(one, 40))}”" for one in answer.unknown_refusals[:5])
        yield f"-# I know nothing of this, so nothing was left out for it: {shown}"
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
    reasons = shorten(joined(_fact(fact) for fact in one.reasons.named), longest + 60)
    lacks = joined((f"“{escape(shorten(part, 30))}”" for part in one.missing[:4]), ", ")
    lines = (
        joined([title, facts]),
        _quote(one.reasons.quotation, longest) if one.reasons.quotation else "",
        f"-# {reasons}" if reasons else "",
        f"-# Lacks: {lacks}" if lacks else "",
    )
    return "\n".join(line for line in lines if line)


def _quote(quote: Quotation, longest: int) -> str:
    source = f"*{escape(quote.entry.list_title)}*, no. {quote.entry.rank}" if quote.entry else "synopsis"
    return f"> “{prose(one_line(quote.text), longest)}” — {source}"


def _fact(fact: Reason) -> str:
    read = [
        f"the {name}" if fact.kind == "country" and _ARTICLED.search(name) else name for name in fact.names
    ]
    said = [escape(shorten(one_line(name), 90)) for name in read]
    together = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return _LABELS[fact.kind][fact.shared].format(together)


def _choice(one: Suggestion) -> Choice:
    film = one.film
    about = joined(
        [names(film.people("director"), 2), minutes(film.runtime_minutes) if film.runtime_minutes else None]
    )
    return Choice(write_choice(film.id, one.voice.id), short_heading(film.title, film.year, 100), about)
