"""/curate lists: a server's lists, and one of them in its curators' hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.curate.document import MOST_ENTRIES, CuratedEntry
from bot.domain.curate.shown import Change, ListRow, Managed, VersionRow
from bot.domain.list_formats import limits
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.components import Choice, Component, button, file, row, rule, select, words
from bot.ui.kit.curate_state import CuratedListState, ReportState
from bot.ui.kit.language import N_, Language
from bot.ui.kit.message import Answer, Document, notice
from bot.ui.kit.modal import Modal, choice_field, text_field, words_in_modal
from bot.ui.kit.text import escape, films, heading, joined, one_line, short_heading, shorten
from bot.ui.list_page import next_page
from db.types import ListSummary

PAGE: Final = 25
"""Entries of one select."""
_LINES: Final = 10
_GLOBAL: Final = 20
YES: Final = "yes"


def all_lists(language: Language, lists: Sequence[ListRow], reports: int) -> Answer:
    """Every list of the server, and what members reported."""
    _ = language.gettext
    report_button = (
        button("report:list", ReportState(0), _("Reports ({number})", number=reports), kind="main")
        if reports
        else None
    )
    which = button("curate:which", CuratedListState(0), _("Lists for everyone"))
    if not lists:
        said = _("This server has no list of its own yet. `/curate import` brings one.")
        return notice(language, said, row(report_button, which))
    title = language.ngettext("{count} list of this server", "{count} lists of this server", len(lists))
    lines = [f"## {title}"]
    for one in lists:
        hidden = _("hidden") if one.hidden else None
        lines.append(
            f"- **{escape(shorten(one_line(one.title), 100))}** · {joined([films(language, one.entries), hidden])}"
        )
    choices = [
        Choice(
            base36(one.id),
            one_line(one.title),
            joined([films(language, one.entries), _("hidden") if one.hidden else None]),
        )
        for one in lists
    ]
    items = (
        words("\n".join(lines)),
        select("curate:pick", CuratedListState(0), _("Open a list …"), choices),
        row(report_button, which),
    )
    return Answer(language, items, colour.INK)


def managed(language: Language, one: Managed, page: int, note: str = "") -> Answer:
    """A list: its films, and what can be done with it."""
    _, document = language.gettext, one.document
    last = max(len(document.entries) - 1, 0) // PAGE
    page = min(page, last)
    start = page * PAGE
    shown = document.entries[start : start + PAGE]
    unknown = sum(entry.is_unknown for entry in document.entries)
    figures = joined(
        [
            films(language, len(document.entries)),
            language.ngettext("{count} unknown", "{count} unknown", unknown) if unknown else None,
            _("hidden") if one.hidden else None,
            _("adult") if document.adult else None,
        ]
    )
    head = [f"## {escape(shorten(one_line(document.title), 150))}", f"-# {figures}"]
    if note:
        head.append(note)
    items: list[Component] = [words("\n".join(head))]
    state = CuratedListState(one.id, page)
    if shown:
        lines = [_line(rank, entry) for rank, entry in enumerate(shown, start + 1)]
        items += [rule(), words("\n".join(lines))]
        choices = [
            Choice(
                base36(id_),
                f"{rank}. {short_heading(entry.words.title, entry.words.year, 90)}",
                _about(language, entry),
            )
            for rank, (id_, entry) in enumerate(
                zip(one.ids[start : start + PAGE], shown, strict=True), start + 1
            )
        ]
        items.append(select("curate:entry", state, _("Edit a film …"), choices))
    if last:
        before = CuratedListState(one.id, max(page - 1, 0))
        after = CuratedListState(one.id, min(page + 1, last))
        items.append(
            row(
                button("curate:prev", before, _("◀ Previous"), enabled=page > 0),
                button("curate:next", after, next_page(language, page, last), enabled=page < last),
            )
        )
    items.append(
        row(
            button("curate:add", state, _("Add a film"), enabled=len(document.entries) < MOST_ENTRIES),
            button("curate:about", state, _("Title and text")),
            button("curate:edition", state, _("New edition")),
            button("curate:versions", state, _("Versions")),
            button("curate:export", state, _("Export")),
        )
    )
    items.append(
        row(
            button("curate:up", state, _("▲ Up"), enabled=one.place > 0),
            button("curate:down", state, _("▼ Down"), enabled=one.place < one.of - 1),
            button("curate:show", state, _("Show"))
            if one.hidden
            else button("curate:hide", state, _("Hide")),
            button("curate:delete", state, _("Delete"), kind="danger"),
            button("curate:lists", CuratedListState(0), _("◀ All lists")),
        )
    )
    accent = document.colour if document.colour is not None else colour.of_list(document.slug)
    return Answer(language, tuple(items), accent)


def _line(rank: int, entry: CuratedEntry) -> str:
    title = escape(shorten(heading(entry.words.title, entry.words.year), 80))
    return f"{rank}\\. {title}{' ❔' if entry.is_unknown else ''}"


def _about(language: Language, entry: CuratedEntry) -> str:
    if entry.is_unknown:
        return language.gettext("Unknown: which film is it?")
    return one_line(entry.words.description)


def about(language: Language, one: Managed, page: int) -> Modal:
    """The modal with a list's own words and looks."""
    _, document = language.gettext, one.document
    shade = f"#{document.colour:06X}" if document.colour is not None else ""
    adult = [
        Choice("no", _("Everybody"), chosen=not document.adult),
        Choice(YES, _("Age-restricted channels only"), chosen=document.adult),
    ]
    return Modal(
        language,
        "curated:about",
        CuratedListState(one.id, page),
        document.title,
        (
            text_field("title", _("Title"), value=document.title, most=limits.LISTED_TITLE),
            text_field(
                "introduction",
                _("Introduction"),
                value=document.introduction,
                most=limits.INTRODUCTION,
                required=False,
                long=True,
            ),
            text_field(
                "aliases",
                _("Other names to find it by"),
                about=_("Separated by semicolons"),
                value="; ".join(document.aliases),
                most=2000,
                required=False,
            ),
            text_field(
                "colour",
                _("Colour"),
                about=_("Six digits, as #C8322B; empty: chosen for you"),
                value=shade,
                most=7,
                required=False,
            ),
            choice_field("adult", _("Who sees it"), adult),
        ),
    )


def add(language: Language, one: Managed, page: int) -> Modal:
    """The modal that asks for a film to be added."""
    _ = language.gettext
    return Modal(
        language,
        "curated:add",
        CuratedListState(one.id, page),
        _("Add a film"),
        (
            text_field("title", _("Title"), most=limits.LISTED_TITLE),
            text_field(
                "year",
                _("Year"),
                about=_("With a year it gets a card, even if nobody knows it"),
                most=4,
                required=False,
            ),
        ),
    )


def delete(language: Language, one: Managed, page: int) -> Modal:
    """The modal that asks whether a list shall really go."""
    _ = language.gettext
    return Modal(
        language,
        "curated:delete",
        CuratedListState(one.id, page),
        _("Delete this list"),
        (
            words_in_modal(
                _(
                    "**{title}** with {films} and all its versions will be gone for good. Type its name to delete it.",
                    title=escape(one_line(one.document.title)),
                    films=films(language, len(one.document.entries)),
                )
            ),
            text_field("title", _("Name of the list"), most=limits.LISTED_TITLE),
        ),
    )


def delete_everything(language: Language, lists: int) -> Modal:
    """The modal that asks whether everything of the server shall really go."""
    _ = language.gettext
    said = language.ngettext(
        "{count} list of this server, with its versions, films and reports, will be gone for good.",
        "{count} lists of this server, with their versions, films and reports, will be gone for good.",
        lists,
    )
    return Modal(
        language,
        "curated:everything",
        CuratedListState(0),
        _("Delete everything"),
        (
            words_in_modal(said),
            text_field("sure", _("Type the number of lists to delete them"), most=10),
        ),
    )


def not_deleted(language: Language) -> Answer:
    """What was typed was not what was asked for."""
    return notice(language, language.gettext("That is not what I asked you to type, so nothing was deleted."))


def deleted(language: Language, title: str) -> Answer:
    """A list is gone."""
    said = language.gettext("**{title}** is deleted.", title=escape(one_line(title)))
    return notice(
        language, said, row(button("curate:lists", CuratedListState(0), language.gettext("◀ All lists")))
    )


def everything_deleted(language: Language) -> Answer:
    """All lists of the server are gone."""
    return notice(
        language, language.gettext("Every list of this server is deleted, with all that belonged to them.")
    )


def nothing_to_delete(language: Language) -> Answer:
    """The server has nothing of its own."""
    return notice(language, language.gettext("This server has no list of its own."))


_CHANGED: Final[Mapping[str, str]] = {
    # Translators: how a version of a list came about.
    "import": N_("Brought in"),
    "edition": N_("New edition"),
    "edit": N_("Edited"),
    "undo": N_("Undone"),
    "restore": N_("Put back"),
}


def versions(language: Language, one: Managed, several: Sequence[VersionRow], page: int) -> Answer:
    """The versions that are kept, with what changed and a way back."""
    _ = language.gettext
    lines = ["## " + _("Versions of {title}", title=escape(one_line(one.document.title)))]
    for version in several[:_LINES]:
        who = f"<@{version.made_by}>" if version.made_by else None
        when = f"<t:{int(version.at.timestamp())}:f>"
        lines.append(f"**{version.number}** · {joined([when, who])}\n-# {changed(language, version.change)}")
    state = CuratedListState(one.id, page)
    choices = [
        Choice(
            base36(version.number),
            _("Version {number}", number=version.number),
            changed(language, version.change),
        )
        for version in several[1:]
    ]
    items: list[Component] = [words("\n".join(lines))]
    if choices:
        items.append(select("curate:version", state, _("Go back to a version …"), choices))
    undo = button(
        "curate:undo", CuratedListState(one.id, one.number), _("Undo the last change"), enabled=bool(choices)
    )
    items.append(row(undo, button("curate:open", state, _("◀ Back"))))
    return Answer(language, tuple(items), colour.INK)


def changed(language: Language, change: Change) -> str:
    """What changed, unescaped, in one line: "Edited: 1 reworded (Stalker)"."""
    _, ngettext = language.gettext, language.ngettext
    parts = [
        ngettext("{count} added", "{count} added", change.added) if change.added else None,
        ngettext("{count} left", "{count} left", change.left) if change.left else None,
        ngettext("{count} moved", "{count} moved", change.moved) if change.moved else None,
        ngettext("{count} reworded", "{count} reworded", change.reworded) if change.reworded else None,
        ngettext("{count} matched", "{count} matched", change.matched) if change.matched else None,
        _("title, text or looks") if change.about else None,
    ]
    said = ", ".join(part for part in parts if part)
    how = _(_CHANGED.get(change.kind, _CHANGED["edit"]))
    return joined([how, said or None, shorten(one_line(change.example), 60) or None])


def exported(language: Language, title: str, documents: Sequence[Document]) -> Answer:
    """A list as files."""
    said = language.gettext(
        "**{title}**: as a text that `/curate import` takes again, and as a table for Letterboxd.",
        title=escape(one_line(title)),
    )
    items = (words(said), *(file(one.name) for one in documents))
    return Answer(language, items, documents=tuple(documents))


def which(language: Language, lists: Sequence[ListSummary], hidden: frozenset[int], page: int) -> Answer:
    """The lists for everyone, each shown on this server or not."""
    _ = language.gettext
    last = max(len(lists) - 1, 0) // _GLOBAL
    page = min(page, last)
    on_page = lists[page * _GLOBAL : (page + 1) * _GLOBAL]
    state = CuratedListState(0, page)
    back = row(button("curate:lists", CuratedListState(0), _("◀ This server’s lists")))
    if not lists:
        return notice(language, _("There are no lists for everyone."), back)
    lines = ["## " + _("Lists for everyone"), _("Every server sees these, unless its curators hide them.")]
    for one in on_page:
        title, is_hidden = (
            escape(shorten(one_line(one.title), 100)),
            _("hidden") if one.id in hidden else None,
        )
        lines.append(f"{'▫️' if is_hidden else '✅'} {joined([title, is_hidden])}")
    choices = [
        Choice(
            base36(one.id), one_line(one.title), _("Show it again") if one.id in hidden else _("Hide it here")
        )
        for one in on_page
    ]
    turning = (
        [
            row(
                button(
                    "curate:before", CuratedListState(0, max(page - 1, 0)), _("◀ Previous"), enabled=page > 0
                ),
                button(
                    "curate:after",
                    CuratedListState(0, min(page + 1, last)),
                    next_page(language, page, last),
                    enabled=page < last,
                ),
            )
        ]
        if last
        else []
    )
    items = (
        words("\n".join(lines)),
        select("curate:turn", state, _("Hide or show a list …"), choices),
        *turning,
        back,
    )
    return Answer(language, items, colour.INK)
