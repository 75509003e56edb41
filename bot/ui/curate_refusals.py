"""Why a curator's file cannot be taken, and what is said of its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.curate.document import MOST_ENTRIES, MOST_LISTS
from bot.domain.curate.rehearsal import Left
from bot.domain.film_rows import Reason
from bot.domain.list_formats.draft import What
from bot.domain.list_formats.limits import FILE_BYTES
from bot.ui.kit.language import N_, Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import escape, one_line, quoted, shorten

_SHOWN: Final = 6
"""Remarks that a page names itself."""

_SAID: Final[Mapping[What, str]] = {
    # Translators: what a curator reads of a line of their file; {text} is from that line.
    "empty file": N_("there is nothing in it"),
    "no film": N_("there is no film in it: I expected lines like “The Ascent (1977)”"),
    "character": N_("a character that cannot be shown was left out ({text})"),
    "year out of range": N_("there can be no film of this year: “{text}”"),
    "too long": N_("this text is longer than a card has room for, and was cut: “{text}”"),
    "listed twice": N_("this film is on the list already; it stands there twice: “{text}”"),
    "label twice": N_("this label is here a second time: “{text}”"),
    "field twice": N_("this film has the same field twice, or a title is missing: “{text}”"),
    "field before film": N_(
        "a description or fact stands before the first film: a line with its title is missing"
    ),
    "too many": N_("there are more lines than I read; what follows is left out"),
    "year not taken": N_("no film was read here; if one is meant, give it a line of its own: “{text}”"),
    "year in text": N_("taken for text, though a year is in it: “{text}”"),
    "no year": N_("taken for a film without its year: “{text}”"),
    "left out": N_("left out: “{text}”"),
    "no title": N_("left out, because it has no title: “{text}”"),
    "is no film": N_("left out, because the file itself says that it is no film: “{text}”"),
    "section": N_("a heading within the list, which is not kept: “{text}”"),
    "encoding": N_("the file is not in UTF-8; I read it as {text}"),
    "repaired": N_("letters that had been damaged on the way were repaired"),
    "damaged": N_("letters were lost here: “{text}”"),
    "order": N_("the numbers do not begin with 1; the films stand in the order of their numbers"),
}

_REFUSED: Final[Mapping[Reason, str]] = {
    "empty": N_("That file is empty."),
    "archive": N_("That archive is damaged, or unpacks to more than I take. Please send one file of it."),
    "not text": N_("That file is not text, or its encoding is one I cannot read. Please save it in UTF-8."),
    "not a table": N_("That table is cut off or damaged."),
    "no columns": N_("I find no films in that file: no column is called `Title` or `Name`."),
    "too large": N_("That file is larger than I take: 1 MB of text, or 8 MB of an archive."),
    "too many rows": N_("That file has more rows than I take."),
    "too costly": N_("Reading that file takes more time or memory than I give to one file."),
}


def nothing_given(language: Language) -> Answer:
    """Neither a file nor a text."""
    return notice(language, language.gettext("Give me a file or paste the list: both fields were empty."))


def no_name(language: Language) -> Answer:
    """A pasted list that nobody has named."""
    return notice(
        language, language.gettext("What is the list called? Please give it a name, and bring it again.")
    )


def refused(language: Language, reason: Reason, name: str) -> Answer:
    """A file that cannot be read."""
    said = language.gettext(_REFUSED[reason])
    return notice(language, f"{_called(language, name)}: {said}")


def too_large(language: Language) -> Answer:
    """A file that is not even looked at."""
    return notice(
        language,
        language.gettext(
            "That file is too large; I take {limit} MB at most.", limit=FILE_BYTES // 1024 // 1024
        ),
    )


def unreachable(language: Language) -> Answer:
    """Discord did not hand the file over."""
    return notice(language, language.gettext("I could not get that file from Discord. Please try again."))


def busy(language: Language) -> Answer:
    """Another import must end first."""
    return notice(
        language,
        language.gettext(
            "Another list is being imported here just now. One at a time, please; try again in a few minutes."
        ),
    )


def too_many_lists(language: Language) -> Answer:
    """The server has as many lists as one may have."""
    said = language.gettext("This server has {most} lists, which is the most there can be.", most=MOST_LISTS)
    return notice(language, said)


def too_many_films(language: Language, number: int) -> Answer:
    """A file with more films than a list may have."""
    said = language.gettext(
        "That list has {number} films; {most} is the most a list can have.",
        number=language.number(number),
        most=MOST_ENTRIES,
    )
    return notice(language, said)


def problems(language: Language, found: Sequence[Left], name: str) -> Answer:
    """What must be put right in the file first."""
    lines = [
        language.gettext(
            "{file} cannot be taken yet. Please put this right and bring it again:",
            file=_called(language, name),
        ),
        *remarks(language, found),
    ]
    return notice(language, "\n".join(lines))


def expired(language: Language) -> Answer:
    """A file that no longer waits."""
    said = language.gettext(
        "This list no longer waits to be published: it was published, dropped, or has waited for too long. "
        "`/curate import` takes it again."
    )
    return notice(language, said)


def remarks(language: Language, found: Sequence[Left]) -> list[str]:
    """What is to be said of some lines, a line each."""
    lines = [
        language.gettext(
            "- Line {line}: {said}",
            line=one.line,
            said=language.gettext(_SAID[one.what], text=escape(shorten(one_line(one.text), 80))),
        )
        for one in found[:_SHOWN]
    ]
    if (more := len(found) - _SHOWN) > 0:
        lines.append(language.ngettext("- and {count} more line", "- and {count} more lines", more))
    return lines


def _called(language: Language, name: str) -> str:
    """What a file is called; a text that was pasted has no name."""
    return quoted(name) or language.gettext("Your list")
