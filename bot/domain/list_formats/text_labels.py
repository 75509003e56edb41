"""The lines of a list's text that begin with a label, and what is known while a list is being read."""

from __future__ import annotations

from bot.domain.tables.values import imdb_id_of, names_in, tmdb_id_of, year_of

from .assembly import Field, Gathered, Gathering
from .labels import FIELDS
from .marks import plain, unquoted
from .text_lines import Line, Survey


class LabelReader:
    """The state of reading, and the reading of labels."""

    def __init__(self, gathering: Gathering) -> None:
        self.to = gathering
        self.survey: Survey
        self.field: Field | None = None
        """To which a further line goes; None until the entry has one."""
        self.in_paragraph = False
        """Whether the line before was text, so that this one may go on with it."""
        self.indent: int | None = None
        """Of the entry that is being read, where it is marked as an item."""
        self.section: int = 0
        """The level of the section that is open: what stands right below its heading belongs to no entry."""
        self.below_section = False
        self.before: Line | None = None

    def _label(self, line: Line, following: Line | None) -> bool:
        """Take a line that begins with a label; False if it is none after all."""
        label, text = line.label or ("title", "")
        if label == "description" or label == "fact":
            self._field(line, label, text)
        elif label in FIELDS:
            return self._about_film(line, text)
        elif (
            label == "title"
            and following is not None
            and following.is_field
            and (self.survey.records or not line.film)
        ):
            self._start(line, Gathered(line.number, unquoted(plain(text)) or text or line.text))
        elif (
            self.to.entries
            or self.to.introduction
            or (label == "title" and line.film and following and following.is_field)
        ):
            return False  # "Title: …" further down is just a sentence, or a film
        elif label == "introduction":
            self.to.take(line.number, "introduction")
            self.to.introduction.append([text])
            self.in_paragraph = True
        else:
            self._head(line, label, text)
        return True

    def _head(self, line: Line, label: str, text: str) -> None:
        to = self.to
        if (label == "title" and to.became_title) or (label == "also" and to.also):
            to.remark(line.number, "label twice", line.text.partition(":")[0])
            to.take(line.number, "left out")
        elif label == "title":
            to.title, to.title_line, to.became_title = text, line.number, True
            to.take(line.number, "title")
        else:
            to.also, to.also_line = text, line.number
            to.take(line.number, "other names")
        self.in_paragraph = False

    def _field(self, line: Line, label: Field, text: str) -> None:
        to = self.to
        if not to.entries or self.below_section:
            to.remark(line.number, "field before film", line.text, form=label)
            to.take(line.number, "left out")
            return
        entry = to.entries[-1]
        if label in entry.labelled:
            to.remark(line.number, "field twice", entry.title, form=label)
        entry.labelled.add(label)
        entry.add(label, line.number, text, new=True)
        self.field, self.in_paragraph = label, True
        to.take(line.number, label, of_entry=True)

    def _about_film(self, line: Line, text: str) -> bool:
        label = line.label[0] if line.label else None
        if not self.to.entries or self.below_section:
            return False
        entry = self.to.entries[-1]
        if label == "director" and text and len(text) <= 200:
            entry.directors = (*entry.directors, *names_in(plain(text)))
            self.to.take(line.number, "director", of_entry=True)
        elif label == "year" and (year := year_of(text)) and entry.year is None:
            entry.year = year
            self._forget_no_year(entry)
            self.to.take(line.number, "year", of_entry=True)
        elif label == "imdb" and (imdb_id := imdb_id_of(text)):
            entry.imdb_id = imdb_id
            self.to.take(line.number, "id", of_entry=True)
        elif label == "tmdb" and (number := tmdb_id_of(text)):
            entry.tmdb_id = number
            self.to.take(line.number, "id", of_entry=True)
        else:
            return False
        self.in_paragraph = False
        return True

    def _forget_no_year(self, entry: Gathered) -> None:
        self.to.remarks = [one for one in self.to.remarks if one.what != "no year" or one.line != entry.line]

    def _start(self, line: Line, entry: Gathered) -> None:
        self.to.entries.append(entry)
        self.to.take(line.number, "film", of_entry=True)
        self._end_entry()
        self.indent = line.marks.indent if line.marks.is_item else None

    def _end_entry(self) -> None:
        self.field, self.in_paragraph, self.below_section, self.indent = None, False, False, None
