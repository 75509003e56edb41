"""An entry of a server's list in its curators' hands; films that are found for one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.curate.shown import Managed, ManagedEntry
from bot.domain.list_formats import limits
from bot.domain.titles.match import Match
from bot.ui.curate_lists import PAGE
from bot.ui.kit import colour
from bot.ui.kit.components import Choice, Component, button, row, rule, select, words
from bot.ui.kit.curate_state import CuratedEntryState, CuratedListState
from bot.ui.kit.custom_id import write_choice_with
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.modal import Modal, text_field
from bot.ui.kit.text import escape, heading, joined, minutes, names, one_line, prose, short_heading, shorten

_CARRIED = 65
"""Characters of a typed title that the value of an option has room for."""


def entry(language: Language, one: ManagedEntry, note: str = "") -> Answer:
    """An entry: its words, its film, and what can be done with it."""
    _, shown = language.gettext, one.entry
    said = shown.words
    of = joined(
        [_("no. {rank} of {title}", rank=one.rank, title=escape(one_line(one.managed.document.title)))]
    )
    lines = [f"## {escape(heading(said.title, said.year))}", f"-# {of}", _film(language, one)]
    if note:
        lines.append(note)
    items: list[Component] = [words("\n".join(lines))]
    texts = [prose(said.description, 1200), prose(said.fact, 1000)]
    if any(texts):
        items += [rule(), words("\n\n".join(text for text in texts if text))]
    if shown.source is not None and shown.source != said:
        edited = _(
            "Edited here; a new edition keeps it. The file says: {film}",
            film=escape(heading(shown.source.title, shown.source.year)),
        )
        items.append(words(f"-# ✎ {edited}"))
    state = CuratedEntryState(one.managed.id, one.id)
    items.append(
        row(
            button("entry:words", state, _("Edit"), kind="main"),
            button("entry:match", state, _("Which film is it?")),
            button("entry:place", state, _("Move")),
            button("entry:remove", state, _("Take off"), kind="danger"),
            button("curate:open", CuratedListState(one.managed.id, (one.rank - 1) // PAGE), _("◀ Back")),
        )
    )
    if shown.source is not None and shown.source != said:
        items.append(row(button("entry:file", state, _("As in the file"))))
    return Answer(language, tuple(items), colour.INK)


def _film(language: Language, one: ManagedEntry) -> str:
    _ = language.gettext
    if one.film is not None:
        return _("Film: **{film}**", film=escape(heading(one.film.title, one.film.year)))
    if one.entry.own:
        return _("A film of this server’s own: only your lists know it.")
    return _("Unknown: give it a year, or say which film it is. Until then nobody finds it.")


def reword(language: Language, one: ManagedEntry) -> Modal:
    """The modal with an entry's words."""
    _, said = language.gettext, one.entry.words
    return Modal(
        language,
        "entry:reworded",
        CuratedEntryState(one.managed.id, one.id),
        said.title,
        (
            text_field("title", _("Title"), value=said.title, most=limits.LISTED_TITLE),
            text_field("year", _("Year"), value=str(said.year or ""), most=4, required=False),
            text_field(
                "description",
                _("What you say of it"),
                value=said.description,
                most=limits.DESCRIPTION,
                required=False,
                long=True,
            ),
            text_field(
                "fact", _("A fact about it"), value=said.fact, most=limits.FACT, required=False, long=True
            ),
        ),
    )


def place(language: Language, one: ManagedEntry) -> Modal:
    """The modal that asks for a rank."""
    _ = language.gettext
    return Modal(
        language,
        "entry:placed",
        CuratedEntryState(one.managed.id, one.id),
        _("Move {title}", title=one_line(one.entry.words.title)),
        (
            text_field(
                "rank",
                _("New place"),
                about=_("From 1 to {last}", last=len(one.managed.document.entries)),
                value=str(one.rank),
                most=3,
            ),
        ),
    )


def search(language: Language, one: ManagedEntry) -> Modal:
    """The modal that asks which film an entry means."""
    _ = language.gettext
    field = text_field(
        "title",
        _("Title"),
        about=_("Any of its titles, or its address on IMDb"),
        value=one.entry.words.title,
        most=limits.LISTED_TITLE,
    )
    return Modal(
        language, "entry:search", CuratedEntryState(one.managed.id, one.id), _("Which film is it?"), (field,)
    )


def found(language: Language, managed: Managed, entry_id: int, typed: str, films: Sequence[Match]) -> Answer:
    """Films for a title: to be added, or to be what an entry means. `typed`: with its year, if one was given."""
    _ = language.gettext
    state = CuratedEntryState(managed.id, entry_id)
    choices = [
        Choice(
            write_choice_with(one.id, 0, ""), short_heading(one.title, one.year, 100), _about(language, one)
        )
        for one in films
    ]
    carried = shorten(typed, _CARRIED)
    by_hand = (
        Choice(
            write_choice_with(0, 0, carried),
            shorten(_("Add “{title}” as it is", title=typed), 100),
            _("None of these"),
        )
        if not entry_id
        else Choice(write_choice_with(0, 0, ""), _("None of these"), _("A film of this server’s own"))
    )
    said = _("Which film is **{film}**?", film=escape(typed))
    if not films:
        said = _("I know no film like **{film}**.", film=escape(typed))
    back = (
        button("entry:open", state, _("◀ Back"))
        if entry_id
        else button("curate:open", CuratedListState(managed.id), _("◀ Back"))
    )
    return notice(
        language, said, select("entry:mean", state, _("Choose the film …"), [*choices, by_hand]), row(back)
    )


def _about(language: Language, one: Match) -> str:
    length = minutes(language, one.runtime_minutes) if one.runtime_minutes else None
    return joined([names(language, one.directors, 2), length])


def no_year(language: Language) -> str:
    """A year that is none."""
    return language.gettext("That is no year a film can be of, so the year stays as it was.")
