"""What members tell the curators: a film for a list, a mistake on one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.curate.shown import ReportRow
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Choice, Component, button, row, rule, select, words
from bot.ui.kit.curate_state import CuratedEntryState, CuratedListState, ReportState, SuggestState
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.modal import Modal, choice_field, text_field
from bot.ui.kit.text import escape, heading, one_line, prose, shorten
from bot.ui.list_page import next_page
from db.types import ListSummary

LONGEST: Final = 500
"""Characters of what a member writes."""
PAGE: Final = 10


def suggest(
    language: Language, state: SuggestState, title: str, year: int, lists: Sequence[ListSummary]
) -> Modal:
    """The modal in which a member suggests a film for a list."""
    _ = language.gettext
    choices = [Choice(base36(one.id), one_line(one.title)) for one in lists]
    fields: list[Component] = [
        choice_field("list", _("For which list?"), choices, required=False, placeholder=_("Any"))
        for _one in choices[:1]
    ]
    fields.append(
        text_field(
            "text",
            _("Why?"),
            about=_("Only the curators of this server read it"),
            most=LONGEST,
            required=False,
            long=True,
        )
    )
    return Modal(
        language, "suggest:send", state, _("Suggest {film}", film=heading(title, year)), tuple(fields)
    )


def mistake(language: Language, state: SuggestState, title: str) -> Modal:
    """The modal in which a member says what is wrong."""
    _ = language.gettext
    field = text_field(
        "text",
        _("What is wrong?"),
        about=_("Only the curators of this server read it"),
        most=LONGEST,
        long=True,
    )
    return Modal(language, "mistake:send", state, one_line(title), (field,))


def thanks(language: Language) -> Answer:
    """The report waits for a curator."""
    said = language.gettext(
        "Thank you. This server’s curators will see it; until they have, it is kept with your account’s number."
    )
    return notice(language, said)


def too_many(language: Language) -> Answer:
    """So many wait already that no further one is taken."""
    said = language.gettext(
        "Many reports wait for this server’s curators already, so this one was not taken."
    )
    return notice(language, said)


def no_lists(language: Language) -> Answer:
    """The server has no lists of its own (any more)."""
    return notice(language, language.gettext("This server has no lists of its own any more."))


def all_reports(language: Language, several: Sequence[ReportRow], page: int) -> Answer:
    """All that wait, ten on a page; a select opens one."""
    _ = language.gettext
    back = button("curate:lists", CuratedListState(0), _("◀ All lists"))
    if not several:
        return notice(
            language, _("Nothing waits for you: members suggested and reported nothing new."), row(back)
        )
    last = (len(several) - 1) // PAGE
    page = min(page, last)
    shown = several[page * PAGE : (page + 1) * PAGE]
    title = language.ngettext("{count} report", "{count} reports", len(several))
    lines = [f"## {title}", *(f"- {_head(language, one)}" for one in shown)]
    choices = [
        Choice(base36(one.id), one.film or _("A film that is gone"), one_line(one.text)) for one in shown
    ]
    items: list[Component] = [
        words("\n".join(lines)),
        select("report:open", ReportState(0, page), _("Open a report …"), choices),
    ]
    turning = (
        [
            button("report:prev", ReportState(0, max(page - 1, 0)), _("◀ Previous"), enabled=page > 0),
            button(
                "report:next",
                ReportState(0, min(page + 1, last)),
                next_page(language, page, last),
                enabled=page < last,
            ),
        ]
        if last
        else []
    )
    items.append(row(*turning, back))
    return Answer(language, tuple(items), colour.INK)


def report(language: Language, one: ReportRow, page: int) -> Answer:
    """What a member wrote, and the ways to do something about it."""
    _ = language.gettext
    film = escape(one.film or _("A film that is gone"))
    items: list[Component] = [words(f"## {film}\n-# {_head(language, one)}")]
    if one.text:
        items += [rule(), words(prose(one.text, LONGEST * 2))]
    items.append(
        row(
            button("report:done", ReportState(one.id, page), _("Done"), kind="main"),
            button("entry:open", CuratedEntryState(one.list_id, one.entry_id), _("Edit the entry"))
            if one.list_id and one.entry_id
            else None,
            button("curate:open", CuratedListState(one.list_id), _("Open the list"))
            if one.list_id and not one.entry_id
            else None,
            button("card:open", CardState(one.film_id), _("See the film"))
            if one.film_id and one.film
            else None,
            button("report:list", ReportState(0, page), _("◀ Back")),
        )
    )
    return Answer(language, tuple(items), colour.INK)


def _head(language: Language, one: ReportRow) -> str:
    when = f"<t:{int(one.at.timestamp())}:R>"
    film = escape(shorten(one.film or language.gettext("A film that is gone"), 80))
    list_title = escape(shorten(one_line(one.list_title), 60))
    if one.is_mistake:
        return language.gettext("⚠️ **{film}** on {list} {when}", film=film, list=list_title, when=when)
    if one.list_title:
        return language.gettext("💡 **{film}** for {list} {when}", film=film, list=list_title, when=when)
    return language.gettext("💡 **{film}** for a list {when}", film=film, when=when)
