"""A list as people write it in a text: our own form, numbers, bullets, Markdown, HTML, in whatever mixture.

    Title: Survival                       (optional, else made from the file's name)
    Also: выживание; survivors            (optional: other names to find the list by)

    An introduction of one or more paragraphs.

    The Ascent (1977)                     ("(?)" where the year is not known)
    Director: Larisa Shepitko             (optional)
    IMDb: tt0075404                       (optional)
    Description: one or more paragraphs.  (optional)
    Fact: one or more paragraphs.         (optional)

This is our own form. Entries stand in rank order; a year in brackets makes a line a title for certain. Every other
form is read by the same rules: what marks a line, what stands behind its year, and what the other lines look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.characters import forbidden
from bot.domain.tables.text import is_damaged
from bot.domain.tables.values import names_in

from . import limits
from .assembly import Gathered, Gathering, short
from .draft import DraftList, What
from .film_line import FilmLine, dashed, director_in, director_stated, has_year, is_name, suggested
from .marks import from_html, is_rule, is_underline, plain, unquoted
from .table_rows import is_table_line, take_table
from .text_labels import LabelReader
from .text_lines import Line, front_matter, line_of, survey, words

_SECTION: Final = re.compile(r"\W*(?:\d{4}\s?(?:['’]?s|[-–—]\s?\d{2,4}|-[ые]+)?|\d+|[A-ZА-ЯЁ]|[IVX]+)\W*")
_LEAD: Final = re.compile(r"(\*\*|__)(?P<title>[^*_]+?)\1\s*(?:[-–—:.]\s*)?(?P<note>.*)")
_WRAPPED: Final = 60
"""Characters of a line so long that it may be the middle of a wrapped paragraph."""


def text_list(text: str, *, this_year: int) -> DraftList:
    """Read a list. Never raises: what is wrong is among the draft's remarks.

    A film may be listed a year before it comes out, hence `this_year`.
    """
    gathering = Gathering(this_year)
    unified = re.sub(r"\r\n|\r|\u2028|\u2029", "\n", text.removeprefix("\ufeff"))
    lines = unified.count("\n") + 1
    if lines > limits.LINES:
        gathering.remark(limits.LINES + 1, "too many", number=lines, most=limits.LINES)
        unified = "\n".join(unified.split("\n", limits.LINES)[: limits.LINES])
    numbered = from_html(unified) or list(enumerate(unified.split("\n"), 1))
    for number, line in numbered:
        if character := forbidden(line):
            gathering.remark(number, "character", character)
        if is_damaged(line) and "\ufffd" in line:
            gathering.remark(number, "damaged", line.strip())
    _Reader(gathering).read(numbered)
    return gathering.draft()


class _Reader(LabelReader):
    """Takes one line after the other; knows what it has read, the line that follows, and the survey of all."""

    def read(self, numbered: Sequence[tuple[int, str]]) -> None:
        to = self.to
        settings, skipped = front_matter(numbered)
        for number, raw in numbered[:skipped]:
            if raw.strip():
                to.take(number, "setting")
        to.title = settings.get("title") or settings.get("name") or None
        if about := settings.get("description") or settings.get("summary"):
            to.introduction.append([about])
        lines = [line_of(number, raw, last_year=to.this_year + 1) for number, raw in numbered[skipped:]]
        self.survey = survey(lines)
        following: list[Line | None] = []
        ahead: Line | None = None
        for line in reversed(lines):
            following.append(ahead)
            ahead = line if line.text else ahead
        following.reverse()
        place = 0
        while place < len(lines):
            line = lines[place]
            if is_table_line(line.text) and (read := take_table(to, lines[place:])):
                place += read
                self._end_entry()
                continue
            next_line = lines[place + 1] if place + 1 < len(lines) else None
            self._line(line, following[place], next_line)
            place += 1
        if not to.entries:
            empty = not (to.introduction or to.title or to.also)
            to.remark(1, "empty file" if empty else "no film")

    def _line(self, line: Line, following: Line | None, next_line: Line | None) -> None:
        if not line.text:
            self.in_paragraph = False
        elif is_rule(line.text) or (
            not any(map(str.isalnum, line.text)) and line.marks.heading == 0 and not self.in_paragraph
        ):
            self.to.take(line.number, "decoration")
            self.in_paragraph = False
        elif line.label and self._label(line, following):
            pass
        elif line.film and self._is_film(line, line.film, following):
            self._film(line, line.film, above_field=following is not None and following.is_field)
        elif self._is_heading(line, next_line):
            self._heading(line, next_line)
        elif self._is_title(line, following):
            self._untold(line, following)
        else:
            self._text(line, following)
        if line.text:
            self.before = line

    # Films

    def _is_film(self, line: Line, film: FilmLine, following: Line | None) -> bool:
        marks = line.marks
        above_field = following is not None and following.is_field
        if self.indent is not None and marks.indent > self.indent + 1 and self.to.entries and not above_field:
            return False  # a remark below an item
        if marks.is_item or marks.heading or marks.bold:
            items = marks.is_item and self.survey.item_indent is not None
            return (
                film.strength != "weak" or items or self.survey.weak or self.survey.dated == 0 or above_field
            )
        if above_field and (film.strength != "weak" or not self.in_paragraph):
            return film.strength == "strong" or not self.in_paragraph
        if film.strength == "weak" and not (self.survey.weak and not line.ends_sentence):
            return False
        if not self.in_paragraph:
            return True
        return self._breaks_paragraph(line, following)

    def _breaks_paragraph(self, line: Line, following: Line | None) -> bool:
        """Whether a film's line right below text is one, rather than the middle of a wrapped paragraph."""
        if line.begins_small or (following is not None and following.begins_small):
            return False
        before = self.before
        if before is None or before.ends_sentence:
            return True
        labelled = (
            bool(self.to.entries) and self.field is not None and self.field in self.to.entries[-1].labelled
        )
        return not labelled and len(before.text) <= _WRAPPED

    def _film(self, line: Line, film: FilmLine, *, above_field: bool) -> None:
        marks = line.marks
        title, year, also = film.title, film.year, film.also
        untold = film.strength == "weak" and bool(also) and self.survey.dated > 1
        if untold:  # "Wonder Woman 1984" among titles with their years in brackets
            title, also, year = also[0], (title,), None
        entry = Gathered(
            line.number,
            title,
            year,
            film.directors,
            film.imdb_id,
            also=also,
            named=film.named,
            number=marks.number,
            bracketed=film.bracketed,
            doubtful=film.strength == "weak" and not self.survey.weak and not above_field,
        )
        if marks.numbered:
            whole = line_of(
                line.number, "- " + marks.numbered.replace(".", "․", 1), last_year=self.to.this_year + 1
            )
            entry.numbered_title = whole.film.title.replace("․", ".", 1) if whole.film else ""
        self._start(line, entry)
        if untold:
            self.to.remark(line.number, "no year", title, form=film.form)
        if film.note:
            entry.add("description", line.number, film.note, new=True)
            self.field, self.in_paragraph = "description", True
        if film.left_out:
            self.to.remark(line.number, "left out", film.left_out)

    def _is_title(self, line: Line, following: Line | None) -> bool:
        """Whether a line without a year stands where only a title makes sense."""
        marks = line.marks
        if (
            following is not None
            and following.is_field
            and not marks.heading
            and self._wants_title(following)
        ):
            return True
        if not line.could_be_title:
            return False
        if self.survey.plain_titles:
            return not line.begins_small and not line.ends_sentence
        if not marks.is_item or self.survey.item_indent is None or marks.indent > self.survey.item_indent:
            return False
        if director_in(words(line)) or (marks.number is not None) != self.survey.numbered:
            return False
        return self.survey.untold or bool(self.to.entries)

    def _wants_title(self, following: Line) -> bool:
        entries = self.to.entries
        label = following.label[0] if following.label else None
        if not entries or self.below_section:
            return not self.in_paragraph
        entry = entries[-1]
        if self.in_paragraph:
            return "fact" in entry.labelled and label in {"description", "year", "director"}
        said = {
            "director": entry.directors,
            "year": entry.texts,
            "imdb": entry.imdb_id,
            "tmdb": entry.tmdb_id,
        }
        return label in entry.labelled or (label in said and bool(entry.texts or said[label]))

    def _untold(self, line: Line, following: Line | None) -> None:
        """An entry without a year: a title is all it needs."""
        body = line.marks.body
        note = ""
        directors: tuple[str, ...] = ()
        also: tuple[str, ...] = ()
        if lead := _LEAD.fullmatch(body):
            title, note = plain(lead["title"]).rstrip(" :.-–—"), plain(lead["note"])
        else:
            title = unquoted(words(line))
            if pair := dashed(title):
                also, title, note = (title,), pair[0], pair[1]
        if note and (people := director_in(note) or (names_in(note) if is_name(note) else ())):
            directors, note = people, ""
        entry = Gathered(
            line.number, title or words(line), None, directors, also=also, number=line.marks.number
        )
        entry.doubtful = not (following is not None and following.is_field)
        self._start(line, entry)
        if note:
            entry.add("description", line.number, note, new=True)
            self.field, self.in_paragraph = "description", True
        form = suggested(line.text) if has_year(line.text) else f"{short(entry.title)} (1977)"
        self.to.remark(line.number, "no year", entry.title, form=form)

    # All else

    def _is_heading(self, line: Line, next_line: Line | None) -> bool:
        if line.marks.heading:
            return True
        if (
            next_line is not None
            and is_underline(next_line.text)
            and not self.in_paragraph
            and line.could_be_title
        ):
            return True
        return line.marks.bold and not line.marks.is_item and not self.in_paragraph and len(line.text) <= 100

    def _heading(self, line: Line, next_line: Line | None) -> None:
        to, marks = self.to, line.marks
        level = marks.heading or (is_underline(next_line.text) if next_line is not None else 0) or 7
        text = words(line)
        first = not to.entries and not self.section and not (to.introduction and level == 7)
        if first and not to.title and not _SECTION.fullmatch(text) and text:
            to.title, to.title_line = text.rstrip(" :"), line.number
            to.take(line.number, "title")
        else:
            self.section = level
            to.take(line.number, "section")
            to.remark(line.number, "section", text)
            if has_year(text) and not _SECTION.fullmatch(text):
                to.remark(line.number, "year not taken", text, form=suggested(line.text))
            self.below_section = bool(to.entries)
        self.in_paragraph = False
        self.indent = None

    def _text(self, line: Line, following: Line | None) -> None:
        to = self.to
        text = line.text
        if not to.entries:
            self._introduction(line)
        elif self.below_section:
            to.take(line.number, "left out")
            to.remark(line.number, "left out", text)
        else:
            entry = to.entries[-1]
            said = words(line)
            if people := director_in(said):
                entry.directors = (*entry.directors, *people)
                to.take(line.number, "director", of_entry=True)
                self.in_paragraph = False
                return
            if self._is_director_line(line, entry, following):
                entry.directors = names_in(said)
                to.take(line.number, "director", of_entry=True)
                return
            if not entry.directors and not entry.texts:
                entry.directors = director_stated(said)
            name = self.field or "description"
            shown = text if name in entry.labelled else said
            entry.add(name, line.number, shown, new=not self.in_paragraph or line.marks.bullet)
            self.field, self.in_paragraph = name, True
            to.take(line.number, name, of_entry=True)
        self._note_year(line)

    @staticmethod
    def _is_director_line(line: Line, entry: Gathered, following: Line | None) -> bool:
        """Whether the line between a title and its description is a name alone."""
        alone = not entry.texts and not entry.directors and following is not None and following.is_field
        return alone and is_name(words(line))

    def _introduction(self, line: Line) -> None:
        to = self.to
        if not self.in_paragraph or line.marks.is_item or not to.introduction:
            if not to.introduction:
                to.introduction_line = line.number
            to.introduction.append([])
        text = line.marks.numbered or words(line) if line.marks.is_item or line.marks.bold else line.text
        to.introduction[-1].append(plain(text))
        to.take(line.number, "introduction")
        self.in_paragraph = True

    def _note_year(self, line: Line) -> None:
        """A year in a line that was not taken for a film is named, wherever it could be a film's."""
        entry = self.to.entries[-1] if self.to.entries else None
        told = (
            entry is not None
            and self.field is not None
            and self.field in entry.labelled
            and line.film is None
        )
        if has_year(line.text) and not told:
            what: What = "year not taken" if line.film or line.could_be_title else "year in text"
            self.to.remark(line.number, what, line.text, form=suggested(line.marks.body))
