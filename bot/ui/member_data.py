"""What is kept of a member, told and handled: the files, taking films in, forgetting everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.domain.member_data import MAX_FILE, Export, ImportRehearsal, RefusedFile
from bot.domain.member_files.reading import Why
from bot.ui.kit.button_state import AskedState
from bot.ui.kit.components import Component, button, file, row, words
from bot.ui.kit.message import Answer, Document, notice
from bot.ui.kit.text import count, escape, one_line, quoted, shorten
from db.types import Mark, TakenIn

KEPT: Final[Mapping[str, tuple[str, str, str]]] = {
    "seen": (
        "**The films you have seen** and when, for your progress on lists, and to leave them out when you ask",
        "seen film",
        "seen films",
    ),
    "watchlist": (
        "**The films you want to see** and since when",
        "film on your watchlist",
        "films on your watchlist",
    ),
    "member_settings": (
        "**Your settings**, if you changed any: which films you are shown, and whether others may pick films with you",
        "entry of settings",
        "entries of settings",
    ),
    "import_rows": (
        "**The films of a file you import**, for an hour, so that you can confirm and undo it",
        "film of a file waiting to be imported or undone",
        "films of a file waiting to be imported or undone",
    ),
    "decks": (
        "**The decks that `/random` keeps for you**, in private and for films you have (not) seen: nothing comes twice",
        "deck of films",
        "decks of films",
    ),
    "deck_cards": (
        "**The films that have come from these decks** in the round under way",
        "film that came from your decks",
        "films that came from your decks",
    ),
}
"""What each table keeps and why; how one and how several of its rows are called. A test asks for every table."""

_WHERE: Mapping[Mark, str] = {"seen": "your seen films", "watchlist": "your watchlist"}
_REFUSED = {
    "empty": "That file is empty.",
    "archive": "That archive is damaged, or unpacks to more than I take. Please unpack it and send one file of it: "
    "`watched.csv`, `diary.csv` or `watchlist.csv`.",
    "not text": "That file is no text, or in an encoding I cannot read. A CSV file in UTF-8 is best.",
    "not a table": "I cannot read that file as a table. I take the CSV files that Letterboxd exports, and my own.",
    "no columns": "I find no films in that file: it needs a first row with the columns `Name` (or `Title`) and `Year`, "
    "as in the `watched.csv` and `watchlist.csv` that Letterboxd exports.",
    "too large": "That file is larger than I take.",
    "too many rows": "That file has more than 20,000 films, which is more than I take at once.",
}
NOTHING_CHANGED = "Nothing was changed."


def stored(tables: Sequence[str]) -> str:
    """What is kept of members and why, in plain words, table by table."""
    lines = "\n".join(f"- {KEPT[table][0]}" for table in sorted(tables, key=list(KEPT).index))
    return (
        "**What is stored about you**\nUnder the number that Discord gives your account, and only if you use it:\n"
        f"{lines}\nNo names, no messages, no ids of servers; of a channel only its number, with its deck. "
        "`/me export` gives you all that is stored about you, `/me forget` erases it."
    )


def files(takeout: Export) -> Answer:
    """All that is kept, as files."""
    seen, wanted = count(takeout.seen, "seen film"), count(takeout.wanted, "film")
    said = f"Here is all that is stored about you: {seen}, {wanted} on your watchlist, and all the rest.\n"
    said += "- `watched.csv` and `watchlist.csv` are for Letterboxd (Settings, Import & Export) or a spreadsheet.\n"
    said += "- `kinoteka.json` has everything; `/me import` takes any of the three back."
    if takeout.gone:
        gone = count(takeout.gone, "film is", "films are")
        said += f"\n-# {gone} no longer in the catalogue: only `kinoteka.json` has them, by number."
    documents = tuple(Document(name, content) for name, content in takeout.files)
    return Answer((words(said), *(file(one.name) for one in documents)), documents=documents)


def too_large(size: int) -> Answer:
    """A file that is not even looked at."""
    limit = MAX_FILE // 1024 // 1024
    return notice(f"That file has {size / 1024 / 1024:.1f} MB; I take {limit} MB at most. {NOTHING_CHANGED}")


def unreachable() -> Answer:
    """Discord did not hand the file over."""
    return notice(f"I could not get that file from Discord. Please try again. {NOTHING_CHANGED}")


def refused(refusal: RefusedFile, name: str) -> Answer:
    """A file that cannot be read."""
    return notice(f"{quoted(name)}: {_REFUSED[refusal.reason]} {NOTHING_CHANGED}")


def rehearsed(rehearsal: ImportRehearsal, name: str) -> Answer:
    """What taking a file in would do, and whether to."""
    matched = sum(rehearsal.matched.values())
    said = (
        f"**{quoted(name)}**: matched {matched:,}, not in the catalogue {rehearsal.unknown:,}, "
        f"ambiguous {rehearsal.ambiguous_count:,}."
    )
    lines = [said]
    for shelf, films in rehearsal.matched.items():
        new = rehearsal.new.get(shelf, 0)
        lines.append(f"For {_WHERE[shelf]}: {count(films, 'film')}, {new:,} of them new.")
    if rehearsal.ambiguous:
        titles = ", ".join(f"“{escape(shorten(one_line(title), 60))}”" for title in rehearsal.ambiguous)
        more = rehearsal.ambiguous_count - len(rehearsal.ambiguous)
        lines.append(
            f"-# Could be several films, so left out: {titles}{f' and {more:,} more' if more else ''}"
        )
    lines += _about_days(rehearsal)
    lines += _left_out(rehearsal)
    if not rehearsal.new and not rehearsal.mended:
        lines.append(f"There is nothing new to take in. {NOTHING_CHANGED}")
        return notice("\n".join(lines))
    lines.append("Nothing is changed yet.")
    if list(rehearsal.matched) == ["seen"]:
        lines.append(
            "-# If these are films you want to see: cancel, and import again with `to: My watchlist`."
        )
    state = _asked(rehearsal.rehearsed_at)
    films = sum(rehearsal.new.values()) + sum(rehearsal.mended.values())
    take = button("import:take", state, f"Take in {count(films, 'film')}", kind="main")
    return notice("\n".join(lines), row(take, button("import:drop", state, "Cancel")))


def _about_days(rehearsal: ImportRehearsal) -> list[str]:
    """What the file says of when films were seen, where that needs a word."""
    lines = []
    if mended := sum(rehearsal.mended.values()):
        lines.append(f"{count(mended, 'film')} of an earlier import will get a better day from this file.")
    if not rehearsal.names_days and "seen" in rehearsal.matched:
        lines.append(
            "-# The file does not say when these films were seen; they will stand there as seen today."
        )
    if rehearsal.unclear_days:
        days = count(rehearsal.unclear_days, "day")
        lines.append(f"-# {days} could be either way round, as 02/05 is, and will not be used.")
    if rehearsal.damaged:
        lines.append(
            f"-# Letters were lost in {count(rehearsal.damaged, 'title')} before the file came here."
        )
    return lines


_WHY: Final[Mapping[Why, str]] = {
    "no film": "Left out, because they are no films: {number}, as {examples}",
    "no title": "Left out, because they name no film: {number}, as {examples}",
    "not finished": "Left out, because you have not finished them: {number}, as {examples}",
    "not marked": "Left out, because they are marked as neither seen nor wanted: {number}, as {examples}",
    "other file": "Files of the archive that were not read: {number}, as {examples}",
}


def _left_out(rehearsal: ImportRehearsal) -> list[str]:
    """What was not taken, each kind with its reason and some examples."""
    said = [
        _WHY[why].format(number=f"{rehearsal.left_out_count[why]:,}", examples=_listed(examples))
        for why, examples in rehearsal.left_out.items()
    ]
    if rehearsal.unknown_titles:
        said.append(f"Not in the catalogue, as {_listed(rehearsal.unknown_titles)}")
    return [f"-# {line}" for line in said]


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"“{escape(shorten(one_line(text), 40))}”" for text in texts[:3])


def taken_in(taken: TakenIn | None, state: AskedState) -> Answer:
    """What was taken in, with the way back."""
    added = None if taken is None else taken.added
    mended = 0 if taken is None else sum(taken.mended.values())
    if added is None:
        return notice(
            f"That file no longer waits to be taken in. Please `/me import` it again. {NOTHING_CHANGED}"
        )
    if not added and mended:
        said = f"Mended: the days of {count(mended, 'film')}."
        return notice(said, row(button("import:undo", state, "Undo")))
    if not added:
        return notice(f"There was nothing new left to take in. {NOTHING_CHANGED}")
    better = f" {count(mended, 'film')} got a better day." if mended else ""
    return notice(f"Taken in: {_by_shelf(added, 'to')}.{better}", row(button("import:undo", state, "Undo")))


def dropped() -> Answer:
    """The rehearsal was enough."""
    return notice(NOTHING_CHANGED)


def undone(removed: Mapping[Mark, int] | None) -> Answer:
    """What was taken in is taken off again."""
    if removed is None:
        return notice(
            f"That can no longer be undone. `/me films` takes films off one by one. {NOTHING_CHANGED}"
        )
    return notice(
        f"Undone: {_by_shelf(removed, 'off')}." if removed else "Undone: there was nothing left of it."
    )


def ask_to_forget(kept: Mapping[str, int], asked_at: datetime) -> Answer:
    """What is stored of a member, and whether to erase it."""
    if not kept:
        return notice("Nothing is stored about you.")
    items: list[Component] = [
        words(
            f"This is stored about you:\n{_counted(kept)}\n"
            "Erase all of it? It cannot be brought back, unless you take it along with `/me export` first."
        ),
        row(
            button("forget:all", _asked(asked_at), "Erase everything", kind="danger"),
            button("forget:nothing", _asked(asked_at), "Keep it"),
        ),
    ]
    return Answer(tuple(items))


def forgotten(erased: Mapping[str, int]) -> Answer:
    """What was erased."""
    if not erased:
        return notice("Nothing was stored about you any more.")
    return notice(f"Erased:\n{_counted(erased)}\nNothing is stored about you now.")


def asked_too_long_ago() -> Answer:
    """A question so old that its answer may be a slip."""
    return notice(f"That question is old. Please ask again with `/me forget`. {NOTHING_CHANGED}")


def _counted(rows: Mapping[str, int]) -> str:
    return "\n".join(f"- {count(number, KEPT[table][1], KEPT[table][2])}" for table, number in rows.items())


def _by_shelf(films: Mapping[Mark, int], preposition: str) -> str:
    return ", ".join(
        f"{count(number, 'film')} {preposition} {_WHERE[shelf]}" for shelf, number in films.items()
    )


def _asked(at: datetime) -> AskedState:
    return AskedState(int(at.timestamp()))
