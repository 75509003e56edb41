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
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import joined


def question(
    language: Language, company: CompanyState, wanted: Filter, said: Mapping[Condition, str]
) -> Answer:
    """Who is asked, who is in, and what pressing "I'm in" tells the others."""
    _ = language.gettext
    waiting = [member for member in company.members if member not in company.present]
    told = _(
        "What you have seen is looked at once all of you are in, for one film. Pressing tells the others this much: "
        "the film that comes, you have not seen; if nothing is left, somebody here has seen each film that fits."
    )
    lines = (
        "## " + _("{member} asks for a film that none of you has seen", member=_mention(company.members[0])),
        f"-# {joined(said.values())}" if said else "",
        # Translators: who has pressed "I'm in", and who has not yet; {members} are mentions.
        _("In: {members}", members=_all(language, company.present)),
        _("Not yet: {members}", members=_all(language, waiting)),
        f"-# {told}",
    )
    buttons = row(
        button("together:in", company, _("I'm in"), kind="main"),
        button("together:off", MatchState(0, 0, write_deal(wanted)), _("Call it off")),
    )
    return Answer(language, (words("\n".join(line for line in lines if line)), buttons), colour.INK)


def match(
    language: Language,
    card: Card,
    company: CompanyState,
    wanted: Filter,
    now: datetime,
    poster: Picture | None = None,
) -> Answer:
    """The film that none of the company has seen."""
    _ = language.gettext
    if card.page is None:
        raise ValueError("an entry without a film is for nobody")
    film, voice = card.page.film, card.voice
    end = ending(language, film, wanted, now)
    items = [picture(poster)] if poster else []
    texts = [words(card_text.head(language, film))]
    if voice:
        texts += [words(card_text.description(voice)), words(card_text.fact(language, voice, film))]
    unseen = _("None of you has seen it: {members}", members=_all(language, company.members))
    texts.append(words(f"-# 👥 {joined([unseen, end])}"))
    own = MarkState(film.id, voice.list_id if voice else 0)
    buttons = row(
        button("together:again", company, _("🎲 Ask for another"), kind="main"),
        button("seen:mark", own, _("✓ Seen it")),
        button("watchlist:add", own, _("+ Watchlist")),
        button(
            "together:card", MatchState(film.id, voice.id if voice else 0, write_deal(wanted)), _("Details")
        ),
    )
    accent = colour.of_list(voice.list_slug, voice.list_colour) if voice else colour.INK
    return Answer(language, (*items, *texts, buttons), accent, (poster,) if poster else ())


def nothing_left(language: Language, company: CompanyState) -> Answer:
    """Nothing is left that none of them has seen."""
    said = language.gettext(
        "{members}: of what fits, there is no film that none of you has seen. Ask for more: another list, or more "
        "time.",
        members=_all(language, company.members),
    )
    return notice(language, f"👥 {said}")


def called_off(language: Language, member: int) -> Answer:
    """Somebody of the company does not want to be asked."""
    said = language.gettext("{member} called it off. Nothing was looked at.", member=_mention(member))
    return notice(language, said)


def too_narrow(language: Language) -> Answer:
    """So few films fit that an answer would tell who has seen them."""
    said = language.ngettext(
        "Fewer than {count} film fits that. With so few, the answer would give away who has seen what, so nobody is "
        "asked. Ask for more: another list, another decade, or more time.",
        "Fewer than {count} films fit that. With so few, the answer would give away who has seen what, so nobody is "
        "asked. Ask for more: another list, another decade, or more time.",
        FEWEST_FILMS,
    )
    return notice(language, said)


def not_asked(language: Language, company: CompanyState) -> Answer:
    """Somebody presses who is not of the company."""
    said = language.gettext(
        "This is for {members}. Ask for yourself and your company with `/random with:`.",
        members=_all(language, company.members),
    )
    return notice(language, said)


def nobody_else(language: Language) -> Answer:
    """Only bots, or only the asker, were named."""
    said = language.gettext(
        "Name at least one other person with `with:`. For yourself alone, `/random` without it is enough."
    )
    return notice(language, said)


def in_the_open(language: Language) -> Answer:
    """Asked where the others cannot answer."""
    said = language.gettext(
        "A film for several people is asked for where all of them can answer: in a channel or a group, without "
        "`private`. Each of them presses “I'm in” there."
    )
    return notice(language, said)


def older_version(language: Language) -> Answer:
    """A button of a version that dealt without asking everybody."""
    said = language.gettext(
        "This button is from an older version. Please ask again with `/random with:`; then everybody is asked."
    )
    return notice(language, said)


def _mention(member: int) -> str:
    return f"<@{member}>"


def _all(language: Language, members: Sequence[int]) -> str:
    return ", ".join(_mention(member) for member in members) if members else language.gettext("nobody")
