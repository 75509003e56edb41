"""A film from the deck: its card with the number in the round, and what is said where no film can be dealt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.card import Card
from bot.domain.deal import Dealt, Impossible
from bot.domain.deck import AGAIN, Condition, Filter
from bot.ui.film_card import film_card
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Picture, button, row, words
from bot.ui.kit.filter_code import write_deal
from bot.ui.kit.message import Answer
from bot.ui.kit.text import count, escape, heading, joined, minutes, one_line, shorten
from db.types import Film


def minute_of(moment: datetime) -> int:
    """A moment as decks count time: minutes since 1970."""
    return int(moment.timestamp()) // 60


def clock(moment: datetime) -> str:
    """A time of day, which Discord shows to every reader in his own."""
    return f"<t:{int(moment.timestamp())}:t>"


def dealt_card(
    dealt: Dealt,
    *,
    now: datetime,
    said: Mapping[Condition, str],
    before: int = 0,
    asked_by: int = 0,
    numbered: bool = True,
    poster: Picture | None = None,
    shareable: bool = False,
) -> Answer:
    """The card with "Another one" and "Not tonight"; `now` tells when the film would end.

    `said` is what was asked for (see `described`), `before` the film dealt before it in this message, `asked_by` the
    member who had it dealt where that is worth saying. Not `numbered` where the size of the deck would tell others how
    many films somebody has seen.
    """
    only = dealt.draw.of == 1
    line = joined(
        [
            f"🎲 {_number(dealt)}" if numbered else "🎲",
            *said.values(),
            _end(dealt.card, dealt.wanted, now),
            f"asked for by <@{asked_by}>" if asked_by else None,
        ]
    )
    state = CardState(0, 0, write_deal(dealt.wanted), before)
    return film_card(
        dealt.card, state=state, poster=poster, note=f"-# {line}", shareable=shareable, only=only and numbered
    )


def note_again(said: Mapping[Condition, str]) -> str:
    """The line under a dealt card that is shown once more: what was asked for; its number was that of the deal."""
    return f"-# {joined(['🎲', *said.values()])}"


def ending(film: Film, wanted: Filter, now: datetime) -> str:
    """When a film would end, for whoever asked about time; empty for others."""
    if not film.runtime_minutes or not (wanted.minutes or wanted.until):
        return ""
    return f"would end at {clock(now + timedelta(minutes=film.runtime_minutes))}"


def described(wanted: Filter, *, list_title: str | None, theme: str | None) -> dict[Condition, str]:
    """What was asked for, condition by condition, as markdown."""
    until = datetime.fromtimestamp(wanted.until * 60).astimezone() if wanted.until else None
    said: Mapping[Condition, str] = {
        "list": f"on *{escape(shorten(one_line(list_title or '?'), 80))}*",
        "minutes": f"over by {clock(until)}" if until else f"at most {minutes(wanted.minutes)}",
        "decade": f"from the {wanted.decade}s",
        "theme": f"about *{escape(shorten(one_line(theme or '?'), 80))}*",
        "seen": "one you have seen" if wanted.seen == "seen" else "one you have not seen",
    }
    return {condition: said[condition] for condition in wanted.conditions}


def impossible(found: Impossible, said: Mapping[Condition, str]) -> Answer:
    """No film is all that was asked for: what rules everything out, and what would remain without it."""
    ruling = [one for one in found.remaining if one.films]
    lines = [f"No film is all of this: {', '.join(said.values())}."]
    if len(said) == 1:
        lines = [f"No film is {next(iter(said.values()))}."]
    elif not ruling:
        lines.append("Leaving out one of these does not help; try two.")
    lines += [f"- Without “{said[one.condition]}”: {count(one.films, 'film')}" for one in ruling]
    if found.shortest and found.shortest.runtime_minutes:
        film = found.shortest
        title = escape(shorten(heading(film.title, film.year), 100))
        lines.append(f"-# The shortest that is all the rest: {title}, {minutes(film.runtime_minutes or 0)}")
    buttons = [
        button(
            "card:deal",
            CardState(0, 0, write_deal(found.wanted.without(one.condition))),
            f"Without the {_OPTIONS[one.condition]} ({one.films})",
        )
        for one in ruling
    ]
    return Answer((words("\n".join(lines)), *([row(*buttons)] if buttons else [])), colour.INK)


_OPTIONS: Mapping[Condition, str] = {
    "list": "list",
    "minutes": "time limit",
    "decade": "decade",
    "theme": "theme",
    "seen": "choice of seen or unseen",
}


def _number(dealt: Dealt) -> str:
    draw = dealt.draw
    if draw.of == 1:
        return "the only film that fits"
    said = [f"**{draw.position} of {draw.of}**"]
    if draw.shuffled:
        said.append("all of them have come, the deck is shuffled anew")
    if draw.standing == AGAIN:
        said.append("put aside earlier, and back once more")
    return joined(said)


def _end(card: Card, wanted: Filter, now: datetime) -> str:
    return ending(card.page.film, wanted, now) if card.page else ""
