"""Watch with: a question to several people whether they are in, and the film that none of them has seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.card import Card
from bot.domain.deck import Condition, Filter
from bot.domain.private_match import FEWEST_FILMS
from bot.ui import card_text
from bot.ui.deal import ending
from bot.ui.kit import colour
from bot.ui.kit.button_state import CompanyState, MarkState, MatchState
from bot.ui.kit.components import Picture, button, picture, row, words
from bot.ui.kit.filter_code import write_deal
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import joined


def question(company: CompanyState, wanted: Filter, said: Mapping[Condition, str]) -> Answer:
    """Who is asked, who is in, and what pressing "I'm in" tells the others."""
    waiting = [member for member in company.members if member not in company.present]
    told = (
        "-# What you have seen is looked at once all of you are in, for one film. Pressing tells the others this much: "
        "the film that comes, you have not seen; if nothing is left, somebody here has seen each film that fits."
    )
    lines = (
        f"## {_mention(company.members[0])} asks for a film that none of you has seen",
        f"-# {joined(said.values())}" if said else "",
        f"In: {_all(company.present)}",
        f"Not yet: {_all(waiting)}",
        told,
    )
    buttons = row(
        button("together:in", company, "I'm in", kind="main"),
        button("together:off", MatchState(0, 0, write_deal(wanted)), "Call it off"),
    )
    return Answer((words("\n".join(line for line in lines if line)), buttons), colour.INK)


def match(
    card: Card, company: CompanyState, wanted: Filter, now: datetime, poster: Picture | None = None
) -> Answer:
    """The film that none of the company has seen."""
    if card.page is None:
        raise ValueError("an entry without a film is for nobody")
    film, voice = card.page.film, card.voice
    end = ending(film, wanted, now)
    items = [picture(poster)] if poster else []
    texts = [words(card_text.head(film))]
    if voice:
        texts += [words(card_text.description(voice)), words(card_text.fact(voice, film))]
    texts.append(words(f"-# 👥 {joined([f'None of you has seen it: {_all(company.members)}', end])}"))
    own = MarkState(film.id, voice.list_id if voice else 0)
    buttons = row(
        button("together:again", company, "🎲 Ask for another", kind="main"),
        button("seen:mark", own, "✓ Seen it"),
        button("watchlist:add", own, "+ Watchlist"),
        button("together:card", MatchState(film.id, voice.id if voice else 0, write_deal(wanted)), "Details"),
    )
    accent = colour.of_list(voice.list_slug) if voice else colour.INK
    return Answer((*items, *texts, buttons), accent, (poster,) if poster else ())


def nothing_left(company: CompanyState) -> Answer:
    """Nothing is left that none of them has seen."""
    return notice(
        f"👥 {_all(company.members)}: of what fits, there is no film that none of you has seen. "
        "Ask for more: another list, or more time."
    )


def called_off(member: int) -> Answer:
    """Somebody of the company does not want to be asked."""
    return notice(f"{_mention(member)} called it off. Nothing was looked at.")


def too_narrow() -> Answer:
    """So few films fit that an answer would tell who has seen them."""
    return notice(
        f"Fewer than {FEWEST_FILMS} films fit that. With so few, the answer would give away who has seen what, so "
        "nobody is asked. Ask for more: another list, another decade, or more time."
    )


def not_asked(company: CompanyState) -> Answer:
    """Somebody presses who is not of the company."""
    return notice(
        f"This is for {_all(company.members)}. Ask for yourself and your company with `/random with:`."
    )


def nobody_else() -> Answer:
    """Only bots, or only the asker, were named."""
    return notice(
        "Name at least one other person with `with:`. For yourself alone, `/random` without it is enough."
    )


def in_the_open() -> Answer:
    """Asked where the others cannot answer."""
    return notice(
        "A film for several people is asked for where all of them can answer: in a channel or a group, without "
        "`private`. Each of them presses “I'm in” there."
    )


def older_version() -> Answer:
    """A button of a version that dealt without asking everybody."""
    return notice(
        "This button is of an older version. Please ask again with `/random with:`; then everybody is asked."
    )


def _mention(member: int) -> str:
    return f"<@{member}>"


def _all(members: Sequence[int]) -> str:
    return ", ".join(_mention(member) for member in members) if members else "nobody"
