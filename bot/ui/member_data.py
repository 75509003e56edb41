"""What is kept of a member, told and handled: the files, taking films in, forgetting everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from bot.domain.film_rows import Reason
from bot.domain.member_data import MAX_FILE, Export, ImportRehearsal, RefusedFile
from bot.domain.member_files.reading import Why
from bot.ui.kit.button_state import AskedState
from bot.ui.kit.components import button, file, row, words
from bot.ui.kit.language import N_, NN_, Language
from bot.ui.kit.message import Answer, Document, notice
from bot.ui.kit.text import escape, one_line, quoted, shorten
from db.types import Mark, TakenIn


@dataclass(frozen=True, slots=True)
class Kept:
    """What a table keeps of members, in English words that are looked up."""

    what: str
    """What it keeps and why."""
    rows: tuple[str, str]
    """How one and how several of its rows are called."""


KEPT: Final[Mapping[str, Kept]] = {
    # Translators: a list of what is stored about a member, each with its reason.
    "seen": Kept(
        N_(
            "**The films you have seen** and when, for your progress on lists, and to leave them out when you ask"
        ),
        NN_("{count} seen film", "{count} seen films"),
    ),
    "watchlist": Kept(
        N_("**The films you want to see** and since when"),
        NN_("{count} film on your watchlist", "{count} films on your watchlist"),
    ),
    "member_settings": Kept(
        N_("**Your settings**, if you changed any: which films you are shown, and in which language"),
        NN_("{count} entry of settings", "{count} entries of settings"),
    ),
    "import_rows": Kept(
        N_("**The films of a file you import**, for an hour, so that you can confirm and undo it"),
        NN_(
            "{count} film from a file you imported, waiting to be confirmed or undone",
            "{count} films from a file you imported, waiting to be confirmed or undone",
        ),
    ),
    "decks": Kept(
        N_(
            "**The decks that `/random` keeps for you**, in private and for films you have (not) seen: nothing comes "
            "twice"
        ),
        NN_("{count} deck of films", "{count} decks of films"),
    ),
    "deck_cards": Kept(
        N_("**The films that have come from these decks** in the round under way"),
        NN_("{count} film already dealt from your decks", "{count} films already dealt from your decks"),
    ),
}
"""Every table that keeps something of members. A test asks for every table."""

_REFUSED: Final[Mapping[Reason, str]] = {
    "empty": N_("That file is empty."),
    "archive": N_(
        "That archive is damaged, or unpacks to more than I take. Please unpack it and send one file of it: "
        "`watched.csv`, `diary.csv` or `watchlist.csv`."
    ),
    "not text": N_(
        "That file is not text, or its encoding is one I cannot read. A CSV file in UTF-8 works best."
    ),
    "not a table": N_(
        "I cannot read that file as a table. I take the CSV files that Letterboxd exports, and my own."
    ),
    "no columns": N_(
        "I find no films in that file: it needs a first row with the columns `Name` (or `Title`) and `Year`, as in the "
        "`watched.csv` and `watchlist.csv` that Letterboxd exports."
    ),
    "too large": N_("That file is larger than I take."),
    "too many rows": N_("That file has more than 20,000 rows, which is more than I take at once."),
    "too costly": N_(
        "Reading that file takes more time or memory than I give to one file. A table with the columns `Name` and "
        "`Year` alone is best."
    ),
}
_NEW_ON: Final[Mapping[Mark, tuple[str, str]]] = {
    # Translators: what a file has for one of the two shelves; {new} is a number.
    "seen": NN_(
        "For your seen films: {count} film, {new} of them new.",
        "For your seen films: {count} films, {new} of them new.",
    ),
    "watchlist": NN_(
        "For your watchlist: {count} film, {new} of them new.",
        "For your watchlist: {count} films, {new} of them new.",
    ),
}
_TO: Final[Mapping[Mark, tuple[str, str]]] = {
    # Translators: what was taken in, as in "Taken in: 3 films to your seen films, 1 film to your watchlist".
    "seen": NN_("{count} film to your seen films", "{count} films to your seen films"),
    "watchlist": NN_("{count} film to your watchlist", "{count} films to your watchlist"),
}
_OFF: Final[Mapping[Mark, tuple[str, str]]] = {
    # Translators: what was undone, as in "Undone: 3 films off your seen films, 1 film off your watchlist".
    "seen": NN_("{count} film off your seen films", "{count} films off your seen films"),
    "watchlist": NN_("{count} film off your watchlist", "{count} films off your watchlist"),
}


def nothing_changed(language: Language) -> str:
    """What is said where a member may fear otherwise."""
    return language.gettext("Nothing was changed.")


def stored(language: Language, tables: Sequence[str]) -> str:
    """What is kept of members and why, in plain words, table by table."""
    _ = language.gettext
    return "\n".join(
        [
            "**" + _("What is stored about you") + "**",
            _("Kept under your Discord account's number, and only for what you use:"),
            *(f"- {_(KEPT[table].what)}" for table in sorted(tables, key=list(KEPT).index)),
            _(
                "No names, no messages; of a channel only its number, with its deck and with what its server's "
                "managers set up for it, as a film of the day; of a server only its language, if somebody chose one. "
                "`/me export` gives you all that is stored about you, `/me forget` erases it."
            ),
        ]
    )


def files(language: Language, takeout: Export) -> Answer:
    """All that is kept, as files."""
    _, ngettext = language.gettext, language.ngettext
    lines = [
        _(
            "Here is all that is stored about you: {seen}, {wanted}, and everything else.",
            seen=ngettext("{count} seen film", "{count} seen films", takeout.seen),
            wanted=ngettext(
                "{count} film on your watchlist", "{count} films on your watchlist", takeout.wanted
            ),
        ),
        _(
            "- `watched.csv` and `watchlist.csv` are for Letterboxd (Settings, Import & Export) or a spreadsheet.\n"
            "- `kinoteka.json` has everything; `/me import` can import any of the three."
        ),
    ]
    if takeout.gone:
        gone = ngettext(
            "{count} film is no longer in the catalogue: only `kinoteka.json` has it, by number.",
            "{count} films are no longer in the catalogue: only `kinoteka.json` has them, by number.",
            takeout.gone,
        )
        lines.append(f"-# {gone}")
    documents = tuple(Document(name, content) for name, content in takeout.files)
    items = (words("\n".join(lines)), *(file(one.name) for one in documents))
    return Answer(language, items, documents=documents)


def too_large(language: Language, size: int) -> Answer:
    """A file that is not even looked at."""
    said = language.gettext(
        "That file has {size} MB; I take {limit} MB at most.",
        size=language.decimal(size / 1024 / 1024),
        limit=MAX_FILE // 1024 // 1024,
    )
    return notice(language, f"{said} {nothing_changed(language)}")


def unreachable(language: Language) -> Answer:
    """Discord did not hand the file over."""
    said = language.gettext("I could not get that file from Discord. Please try again.")
    return notice(language, f"{said} {nothing_changed(language)}")


def imports_busy(language: Language, whose: Literal["own", "others"]) -> Answer:
    """An import that cannot begin now, because others must end first."""
    if whose == "own":
        said = language.gettext("I am still reading another file of yours; one at a time, please.")
    else:
        said = language.gettext("I am reading other members' files just now. Please try again in a minute.")
    return notice(language, f"{said} {nothing_changed(language)}")


def refused(language: Language, refusal: RefusedFile, name: str) -> Answer:
    """A file that cannot be read."""
    said = language.gettext(_REFUSED[refusal.reason])
    return notice(language, f"{quoted(name)}: {said} {nothing_changed(language)}")


def rehearsed(language: Language, rehearsal: ImportRehearsal, name: str) -> Answer:
    """What taking a file in would do, and whether to."""
    _, figure = language.gettext, language.number
    lines = [
        _(
            "**{file}**: matched {matched}, not in the catalogue {unknown}, ambiguous {ambiguous}.",
            file=quoted(name),
            matched=figure(sum(rehearsal.matched.values())),
            unknown=figure(rehearsal.unknown),
            ambiguous=figure(rehearsal.ambiguous_count),
        )
    ]
    for shelf, films in rehearsal.matched.items():
        lines.append(language.ngettext(*_NEW_ON[shelf], films, new=figure(rehearsal.new.get(shelf, 0))))
    if rehearsal.ambiguous:
        titles = tuple(_quoted(language, title, 60) for title in rehearsal.ambiguous)
        more = rehearsal.ambiguous_count - len(titles)
        said = ", ".join(titles)
        if more:
            said = language.ngettext("{names} and {count} more", "{names} and {count} more", more, names=said)
        lines.append("-# " + _("Could be several films, so left out: {titles}", titles=said))
    lines += _about_days(language, rehearsal)
    lines += _left_out(language, rehearsal)
    if not rehearsal.new and not rehearsal.mended:
        lines.append(_("There is nothing new to take in.") + " " + nothing_changed(language))
        return _with_not_found(notice(language, "\n".join(lines)), rehearsal)
    lines.append(_("Nothing is changed yet."))
    if list(rehearsal.matched) == ["seen"]:
        # Translators: {choice} is the name of a choice of the command's option, as Discord shows it.
        hint = _(
            "If these are films you want to see: cancel, and import again with `to: {choice}`.",
            choice=language.pgettext("choice", "My watchlist"),
        )
        lines.append(f"-# {hint}")
    state = _asked(rehearsal.rehearsed_at)
    number = sum(rehearsal.new.values()) + sum(rehearsal.mended.values())
    take = language.ngettext("Take in {count} film", "Take in {count} films", number)
    buttons = row(button("import:take", state, take, kind="main"), button("import:drop", state, _("Cancel")))
    return _with_not_found(notice(language, "\n".join(lines), buttons), rehearsal)


def _with_not_found(answer: Answer, rehearsal: ImportRehearsal) -> Answer:
    """The same with a file of the films not found, where they are too many to name."""
    if not rehearsal.not_found:
        return answer
    document = Document("not-found.txt", rehearsal.not_found)
    return replace(answer, items=(*answer.items, file(document.name)), documents=(document,))


def _about_days(language: Language, rehearsal: ImportRehearsal) -> list[str]:
    """What the file says of when films were seen, where that needs a word."""
    lines = []
    if mended := sum(rehearsal.mended.values()):
        lines.append(
            language.ngettext(
                "{count} film of an earlier import will get a better day from this file.",
                "{count} films of an earlier import will get a better day from this file.",
                mended,
            )
        )
    if not rehearsal.names_days and "seen" in rehearsal.matched:
        undated = language.gettext(
            "The file does not say when these films were seen; they will stand there as seen today."
        )
        lines.append(f"-# {undated}")
    if rehearsal.unclear_days:
        unclear = language.ngettext(
            "{count} day could be either way round, as 02/05 is, and will not be used.",
            "{count} days could be either way round, as 02/05 is, and will not be used.",
            rehearsal.unclear_days,
        )
        lines.append(f"-# {unclear}")
    if rehearsal.damaged:
        damaged = language.ngettext(
            "Letters were lost in {count} title before the file came here.",
            "Letters were lost in {count} titles before the file came here.",
            rehearsal.damaged,
        )
        lines.append(f"-# {damaged}")
    return lines


_WHY: Final[Mapping[Why, str]] = {
    # Translators: {number} is how many there are, {examples} are up to three of them in quotation marks.
    "no film": N_("Left out, because they are no films: {number}, as {examples}"),
    "no title": N_("Left out, because they name no film: {number}, as {examples}"),
    "not finished": N_("Left out, because you have not finished them: {number}, as {examples}"),
    "not marked": N_("Left out, because they are marked as neither seen nor wanted: {number}, as {examples}"),
    "other file": N_("Files of the archive that were not read: {number}, as {examples}"),
}


def _left_out(language: Language, rehearsal: ImportRehearsal) -> list[str]:
    """What was not taken, each kind with its reason and some examples."""
    _ = language.gettext
    said = [
        _(
            _WHY[why],
            number=language.number(rehearsal.left_out_count[why]),
            examples=_examples(language, examples),
        )
        for why, examples in rehearsal.left_out.items()
    ]
    if rehearsal.unknown_titles:
        named = ", ".join(_quoted(language, title, 40) for title in rehearsal.unknown_titles)
        said.append(_("Not in the catalogue: {examples}", examples=named))
    return [f"-# {line}" for line in said]


def _examples(language: Language, texts: Sequence[str]) -> str:
    return ", ".join(_quoted(language, text, 40) for text in texts[:3])


def _quoted(language: Language, text: str, limit: int) -> str:
    # Translators: a title, or a member's own words, in quotation marks.
    return language.gettext("“{title}”", title=escape(shorten(one_line(text), limit)))


def taken_in(language: Language, taken: TakenIn | None, state: AskedState) -> Answer:
    """What was taken in, with the way back."""
    _ = language.gettext
    if taken is None:
        said = _("That import has expired. Please `/me import` it again.")
        return notice(language, f"{said} {nothing_changed(language)}")
    mended = sum(taken.mended.values())
    lines = []
    if taken.added:
        lines.append(_("Taken in: {films}.", films=_by_shelf(language, taken.added, _TO)))
    if mended:
        lines.append(
            language.ngettext("{count} film got a better day.", "{count} films got a better day.", mended)
        )
    if not lines:
        return notice(language, _("There was nothing new left to take in.") + " " + nothing_changed(language))
    return notice(language, " ".join(lines), row(button("import:undo", state, _("Undo"))))


def dropped(language: Language) -> Answer:
    """The rehearsal was enough."""
    return notice(language, nothing_changed(language))


def undone(language: Language, removed: Mapping[Mark, int] | None) -> Answer:
    """What was taken in is taken off again."""
    _ = language.gettext
    if removed is None:
        said = _("That can no longer be undone. `/me films` takes films off one by one.")
        return notice(language, f"{said} {nothing_changed(language)}")
    if not removed:
        return notice(language, _("There was nothing left to undo."))
    return notice(language, _("Undone: {films}.", films=_by_shelf(language, removed, _OFF)))


def ask_to_forget(language: Language, kept: Mapping[str, int], asked_at: datetime) -> Answer:
    """What is stored of a member, and whether to erase it."""
    _ = language.gettext
    if not kept:
        return notice(language, _("Nothing is stored about you."))
    lines = (
        _("This is stored about you:"),
        _counted(language, kept),
        _("Erase all of it? This cannot be undone; `/me export` gives you a copy first."),
    )
    buttons = row(
        button("forget:all", _asked(asked_at), _("Erase everything"), kind="danger"),
        button("forget:nothing", _asked(asked_at), _("Keep it")),
    )
    return Answer(language, (words("\n".join(lines)), buttons))


def forgotten(language: Language, erased: Mapping[str, int]) -> Answer:
    """What was erased."""
    _ = language.gettext
    if not erased:
        return notice(language, _("Nothing was stored about you any more."))
    lines = (_("Erased:"), _counted(language, erased), _("Nothing is stored about you now."))
    return notice(language, "\n".join(lines))


def asked_too_long_ago(language: Language) -> Answer:
    """A question so old that its answer may be a slip."""
    said = language.gettext("That question is old. Please ask again with `/me forget`.")
    return notice(language, f"{said} {nothing_changed(language)}")


def _counted(language: Language, rows: Mapping[str, int]) -> str:
    return "\n".join(f"- {language.ngettext(*KEPT[table].rows, number)}" for table, number in rows.items())


def _by_shelf(language: Language, films: Mapping[Mark, int], said: Mapping[Mark, tuple[str, str]]) -> str:
    return ", ".join(language.ngettext(*said[shelf], number) for shelf, number in films.items())


def _asked(at: datetime) -> AskedState:
    return AskedState(int(at.timestamp()))
