"""/curate import: a curator's file, what of it is certain, doubtful and unknown, and how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.curate.edition import Difference, titles_of
from bot.domain.curate.rehearsal import ReadEntry, Rehearsal
from bot.domain.list_formats.limits import LISTED_TITLE
from bot.domain.titles.match import Match
from bot.ui import list_page
from bot.ui.curate_refusals import remarks
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import ListState
from bot.ui.kit.components import Choice, Component, button, row, rule, select, words
from bot.ui.kit.curate_state import CuratedListState, RehearsalState
from bot.ui.kit.language import N_, Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.modal import MAX_FIELD, Modal, file_field, text_field
from bot.ui.kit.text import (
    MAX_OPTIONS,
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
from db.types import FilmList

_SHOWN: Final = 6
"""Remarks, or titles, that a page names itself."""


def ask(language: Language, state: CuratedListState, *, title: str = "") -> Modal:
    """The modal that takes a list: a file, or its text. `title`: of the list that gets a new edition."""
    _ = language.gettext
    name = text_field(
        "name",
        _("Name of the list"),
        about=_("Empty: the name in the file, or the file’s own"),
        most=LISTED_TITLE,
        required=False,
    )
    fields = [
        file_field(
            "file",
            _("A file"),
            about=_("A list from Letterboxd, IMDb, Trakt or a spreadsheet, or any text"),
            required=False,
        ),
        text_field(
            "text",
            _("Or paste the list here"),
            placeholder=_("1. The Ascent (1977)"),
            most=MAX_FIELD,
            required=False,
            long=True,
        ),
    ]
    called = _("New edition: {title}", title=one_line(title)) if title else _("Bring a list")
    return Modal(language, "curated:import", state, called, tuple(fields if title else [*fields, name]))


def reading(language: Language, name: str) -> Answer:
    """While a file, or a text without a name, is read and its films are looked for."""
    _ = language.gettext
    if not name:
        return notice(language, _("⏳ Reading your list and looking for its films …"))
    return notice(language, _("⏳ Reading {file} and looking for its films …", file=quoted(name)))


def publishing(language: Language, number: int) -> Answer:
    """While a list is written."""
    return notice(
        language,
        language.ngettext("⏳ Publishing {count} film …", "⏳ Publishing {count} films …", number),
    )


def choose(language: Language, state: RehearsalState, found: Sequence[Rehearsal]) -> Answer:
    """An archive with several lists: which one?"""
    said = language.ngettext(
        "There is {count} list in this file. Which one do you want?",
        "There are {count} lists in this file. Which one do you want?",
        len(found),
    )
    choices = [
        Choice(
            base36(place),
            one_line(one.title),
            language.ngettext("{count} film", "{count} films", len(one.entries)),
        )
        for place, one in enumerate(found)
    ]
    items: list[Component] = [
        select("rehearsal:pick", state, language.gettext("Choose a list …"), choices[:MAX_OPTIONS]),
        row(button("rehearsal:drop", state, language.gettext("Cancel"))),
    ]
    if len(found) > MAX_OPTIONS:
        more = language.gettext("Only the first {most} can be chosen here.", most=MAX_OPTIONS)
        said = f"{said}\n-# {more}"
    return notice(language, said, *items)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """All that the page of a rehearsal shows."""

    rehearsal: Rehearsal
    target: str
    """The title of the list that gets a new edition; empty: a new list."""
    change: Difference | None
    """What a new edition changes; None: a new list."""
    edits: int
    """Entries of that list that were edited here."""


def overview(language: Language, state: RehearsalState, shown: Rehearsed) -> Answer:
    """What of a file is certain, doubtful and unknown; and what a new edition changes."""
    _, one = language.gettext, shown.rehearsal
    title = shown.target or one.title
    head = _("New edition: {title}", title=escape(title)) if shown.target else escape(title)
    lines = [
        f"## {head}",
        _(
            "**Certain** {certain} · **doubtful** {doubtful} · **unknown** {unknown}",
            certain=language.number(one.certain),
            doubtful=language.number(len(one.doubtful)),
            unknown=language.number(one.unknown),
        ),
    ]
    if one.doubtful:
        lines.append(
            language.ngettext(
                "For {count} film there are several that may be meant: choose, or leave it as your list has it.",
                "For {count} films there are several that may be meant: choose, or leave them as your list has them.",
                len(one.doubtful),
            )
        )
    if one.unknown:
        lines.append(
            "-# " + _("What is unknown stands on the list under your title. Films with a year get a card.")
        )
    items: list[Component] = [words("\n".join(lines))]
    if shown.change is not None:
        items += [rule(), words("\n".join(_changes(language, shown)))]
    if one.left:
        told = "\n".join([_("What became of the rest of the file:"), *remarks(language, one.left)])
        items += [rule(), words(told)]
    nothing = shown.change is not None and shown.change.is_nothing
    doubts = RehearsalState(state.at, one.doubtful[0] if one.doubtful else 0)
    buttons = [
        button("rehearsal:doubts", doubts, _("Choose ({number})", number=len(one.doubtful)), kind="main")
        if one.doubtful
        else None,
        button("rehearsal:page", state, _("How it will look")),
        None
        if nothing
        else button("rehearsal:publish", state, _("Publish"), kind="plain" if one.doubtful else "main"),
        button("rehearsal:drop", state, _("Cancel")),
    ]
    items.append(row(*buttons))
    if shown.change is not None and (shown.edits or not one.keep):
        label = (
            _("Take the file as it is, without your edits") if one.keep else _("Keep your edits after all")
        )
        items.append(row(button("rehearsal:keep", state, label)))
    return Answer(language, tuple(items), colour.INK)


def _changes(language: Language, shown: Rehearsed) -> list[str]:
    _, change = language.gettext, shown.change
    if change is None:
        return []
    if change.is_nothing:
        return [_("The file says what the list says already: nothing changes.")]
    lines = changes(language, change)
    if shown.edits and shown.rehearsal.keep:
        lines.append(
            "-# "
            + language.ngettext(
                "{count} film that you edited here keeps your words.",
                "{count} films that you edited here keep your words.",
                shown.edits,
            )
        )
    if not shown.rehearsal.keep:
        lines.append("-# " + _("What was edited here is lost."))
    return lines


def changes(language: Language, change: Difference) -> list[str]:
    """What changed from one version of a list to another, a line for each kind."""
    _ = language.gettext
    kinds = (
        (N_("**Added** ({number}): {films}"), change.added),
        (N_("**Left** ({number}): {films}"), change.left),
        (N_("**Moved** ({number}): {films}"), change.moved),
        (N_("**Reworded** ({number}): {films}"), change.reworded),
        (N_("**Matched anew** ({number}): {films}"), change.matched),
    )
    lines = [
        _(said, number=language.number(len(several)), films=_some(language, titles_of(several)))
        for said, several in kinds
        if several
    ]
    if change.about:
        lines.append(_("The list’s own title, text or looks changed."))
    return lines


def _some(language: Language, titles: Sequence[str]) -> str:
    shown = ", ".join(escape(shorten(one_line(one), 60)) for one in titles[:_SHOWN])
    if (more := len(titles) - _SHOWN) <= 0:
        return shown
    return language.ngettext("{names} and {count} more", "{names} and {count} more", more, names=shown)


def doubtful(
    language: Language, state: RehearsalState, entry: ReadEntry, candidates: Sequence[Match], left: int
) -> Answer:
    """One film of the file that may be several of the catalogue; `left`: how many such there are, this one too."""
    _ = language.gettext
    about = joined([escape(", ".join(entry.directors)) or None, prose(entry.words.description, 300) or None])
    lines = [
        "-# " + language.ngettext("{count} film to choose", "{count} films to choose", left),
        _(
            "Which film is **{film}** on your list?",
            film=escape(heading(entry.words.title, entry.words.year)),
        ),
        f"-# {about}" if about else "",
    ]
    choices = [
        Choice(base36(one.id), short_heading(one.title, one.year, 100), _what(language, one))
        for one in candidates
    ]
    none = Choice("0", _("None of these"), _("It stays as your list has it"))
    buttons = row(
        button("rehearsal:none", state, _("None of these, for all that are left")),
        button("rehearsal:show", RehearsalState(state.at), _("◀ Back")),
    )
    return notice(
        language,
        "\n".join(line for line in lines if line),
        select("rehearsal:mean", state, _("Choose the film …"), [*choices, none]),
        buttons,
    )


def _what(language: Language, one: Match) -> str:
    length = minutes(language, one.runtime_minutes) if one.runtime_minutes else None
    return joined([names(language, one.directors, 2), length])


def preview(language: Language, state: RehearsalState, film_list: FilmList) -> Answer:
    """A page of the list as members will see it."""
    _ = language.gettext
    last = max(len(film_list.entries) - 1, 0) // list_page.PAGE_SIZE
    page = min(state.place, last)
    note = _("As members will see it; nothing is published yet.")
    before = RehearsalState(state.at, max(page - 1, 0))
    after = RehearsalState(state.at, min(page + 1, last))
    buttons = [
        button("rehearsal:prev", before, _("◀ Previous"), enabled=page > 0) if last else None,
        button("rehearsal:next", after, list_page.next_page(language, page, last), enabled=page < last)
        if last
        else None,
        button("rehearsal:publish", state, _("Publish"), kind="main"),
        button("rehearsal:show", RehearsalState(state.at), _("◀ Back")),
    ]
    items = (words(f"-# {note}"), *list_page.without_buttons(language, film_list, page), row(*buttons))
    return Answer(language, items, colour.of_list(film_list.summary.slug))


def published(language: Language, title: str, list_id: int, number: int, version: int) -> Answer:
    """A list that members see now."""
    _ = language.gettext
    said = language.ngettext(
        "**{title}** is published: {count} film. Members of this server see it in `/list`.",
        "**{title}** is published: {count} films. Members of this server see it in `/list`.",
        number,
        title=escape(title),
    )
    buttons = row(
        button("list:open", ListState(list_id, 0), _("See the list")),
        button("curate:open", CuratedListState(list_id), _("Edit")),
        button("curate:undo", CuratedListState(list_id, version), _("Undo")) if version > 1 else None,
    )
    return notice(language, said, buttons)


def dropped(language: Language) -> Answer:
    """The rehearsal was enough."""
    return notice(language, language.gettext("Nothing was published."))
