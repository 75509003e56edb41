"""The content folders in other languages: `<language>/lists`, `films`, `checks` and `names.yaml` -> Translation.

A list in another language has the same entries at the same places; a film is named by its slug, an editor's words by
the entry's heading as the translated list has it; `names.yaml` holds the words that films share. A sentence is checked
if the sentence at its place in the original is, so a text that editors have checked has as many sentences in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.domain.sentences import sentences
from db.types import (
    Check,
    CheckWords,
    Credit,
    EntryWords,
    Film,
    FilmWords,
    ListWords,
    Title,
    Translation,
    stable_id,
)

from . import limits
from .content import ContentFile
from .names import Names
from .parse import ParsedEntry, ParsedList, heading_parts, parse
from .problems import Problem
from .reading import Block, Items, decode, read_yaml
from .records import RecordReader
from .slugs import dated_slug
from .verdicts import EditedEntry

_FILM: Final = frozenset({"slug", "title", "synopsis", "based_on", "runtime_note", "notable_awards"})
_ENTRY: Final = frozenset({"entry", "note", "checks"})
_CHECK: Final = frozenset({"key", "claim", "note"})


@dataclass(frozen=True, slots=True)
class _FilmText:
    file: str
    line: int
    title: str
    synopsis: str | None
    based_on: str | None
    runtime_note: str | None
    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _EntryText:
    file: str
    line: int
    heading: str
    note: str | None
    checks: Mapping[str, tuple[str, str | None]]
    """Claim and note, by key."""


@dataclass
class _Language:
    """All that the folders say in one language."""

    names: Names
    films: dict[str, _FilmText] = field(default_factory=dict)
    """By slug."""
    lists: dict[str, ParsedList] = field(default_factory=dict)
    """By slug."""
    edited: dict[str, dict[str, _EntryText]] = field(default_factory=dict)
    """By the slugs of list and entry, the entry's made of its heading in this language."""


class Translator:
    """Takes the files of translations, then makes a translation of each language for what there is to translate."""

    def __init__(self, this_year: int, problems: list[Problem], hints: list[Problem]) -> None:
        self._this_year = this_year
        self._problems = problems
        self._hints = hints
        self._languages: dict[str, _Language] = {}

    def add_file(self, file: ContentFile) -> None:
        """Read one file. Raises ContentError where it cannot be read at all."""
        found = self._languages.setdefault(file.language, _Language(Names(file.language)))
        shown = file.shown
        if file.kind == "names":
            found.names.add(read_yaml(file.data, shown), shown, self._problems)
        elif file.kind == "lists":
            text = decode(file.data, shown, most=limits.LIST_BYTES)
            found.lists[file.slug] = parsed = parse(text, file=shown, this_year=self._this_year)
            self._problems += parsed.problems
        elif file.kind == "films":
            found.films |= self._film_texts(read_yaml(file.data, shown), shown)
        elif file.kind == "checks":
            texts = self._entry_texts(read_yaml(file.data, shown), shown)
            found.edited.setdefault(file.slug, {}).update(texts)

    def translations(
        self,
        films: Iterable[Film],
        lists: Mapping[str, tuple[ParsedList, Mapping[str, EditedEntry]]],
    ) -> tuple[Translation, ...]:
        """Each language's words for these films, and for these lists (by slug, with the editors' words on them)."""
        by_slug = {film.slug: film for film in films}
        return tuple(
            self._translation(language, found, by_slug, lists)
            for language, found in sorted(self._languages.items())
        )

    def _translation(
        self,
        language: str,
        found: _Language,
        films: Mapping[str, Film],
        lists: Mapping[str, tuple[ParsedList, Mapping[str, EditedEntry]]],
    ) -> Translation:
        for slug, text in found.films.items():
            if slug not in films:
                self._hints.append(Problem(text.file, text.line, f"no film has the slug {slug}, not used"))
        for slug, parsed in found.lists.items():
            if slug not in lists:
                self._hints.append(Problem(parsed.file, 1, f"there is no list {slug} to translate, not used"))
        for slug, entries in found.edited.items():
            if slug not in found.lists and entries:
                file = next(iter(entries.values())).file
                self._hints.append(
                    Problem(file, 1, f"the list {slug} is not translated, its checks are not used")
                )
        translated = {slug: parsed for slug, parsed in found.lists.items() if slug in lists}
        entries_: dict[int, EntryWords] = {}
        for slug, parsed in translated.items():
            original, edited = lists[slug]
            entries_ |= self._entries(slug, parsed, found.edited.get(slug, {}), original, edited)
        return Translation(
            language,
            {
                films[slug].id: self._film(films[slug], text, found.names)
                for slug, text in found.films.items()
                if slug in films
            },
            {
                stable_id(slug): ListWords(parsed.title or lists[slug][0].title or slug, parsed.introduction)
                for slug, parsed in translated.items()
            },
            entries_,
        )

    # Films

    def _film_texts(self, content: Any, file: str) -> dict[str, _FilmText]:
        found: dict[str, _FilmText] = {}
        for block in content if isinstance(content, Items) else [content]:
            if not isinstance(block, Block):
                self._problems.append(Problem(file, 1, "expected a film's slug and what is said of it"))
                continue
            reader = self._reader(block, file, _FILM)
            slug, title = reader.text("slug"), reader.text("title")
            text = _FilmText(
                file,
                block.line,
                title or "",
                reader.text("synopsis", limits.PROSE),
                reader.text("based_on", limits.PROSE),
                reader.text("runtime_note", limits.NOTE),
                reader.lines("notable_awards"),
            )
            if slug and title and reader.healthy:
                found[slug] = text
            elif reader.healthy:
                self._problems.append(Problem(file, block.line, "slug or title is missing"))
        return found

    def _film(self, film: Film, text: _FilmText, names: Names) -> FilmWords:
        for what in ("synopsis", "based_on", "runtime_note"):
            if getattr(film, what) and not getattr(text, what):
                self._hints.append(Problem(text.file, text.line, f"{film.slug}: no {what}, shown as it is"))
        if len(text.awards) != len(film.awards):
            what = f"{film.slug}: {len(text.awards)} notable_awards, the original has {len(film.awards)}"
            self._hints.append(Problem(text.file, text.line, what))

        def words(kind: str, wanted: Sequence[str]) -> tuple[str, ...]:
            return tuple(self._word(names, kind, one, film, text) for one in wanted)

        def credit(one: Credit) -> Credit:
            return Credit(
                self._word(names, "people", one.person, film, text),
                one.character and self._word(names, "characters", one.character, film, text),
                one.note and self._word(names, "credit_notes", one.note, film, text),
            )

        others = [
            replace(one, note=one.note and self._word(names, "title_notes", one.note, film, text))
            for one in film.alternative_titles
            if one.text != text.title
        ]
        return FilmWords(
            title=text.title,
            alternative_titles=(Title(film.title, "alternative"), *others)
            if film.title != text.title
            else tuple(others),
            credits={job: tuple(credit(one) for one in credits_) for job, credits_ in film.credits.items()},
            countries=words("countries", film.countries),
            languages=words("languages", film.languages),
            genres=words("genres", film.genres),
            themes=words("themes", film.themes),
            tones=words("tones", film.tones),
            studios=words("studios", film.studios),
            awards=text.awards if len(text.awards) == len(film.awards) else film.awards,
            runtime_note=text.runtime_note or film.runtime_note,
            based_on=text.based_on or film.based_on,
            synopsis=text.synopsis or film.synopsis,
        )

    def _word(self, names: Names, kind: str, word: str, film: Film, text: _FilmText) -> str:
        found = names.get(kind, word)
        if found is None:
            what = f"{film.slug}: no word for “{word}” among the {kind} of {names.language}, shown as it is"
            self._hints.append(Problem(text.file, text.line, what))
            return word
        return found

    # Lists

    def _entry_texts(self, content: Any, file: str) -> dict[str, _EntryText]:
        if not isinstance(content, Block) or not isinstance(content.get("entries"), Items):
            self._problems.append(Problem(file, 1, "expected “entries:” and a list of them"))
            return {}
        found: dict[str, _EntryText] = {}
        for line, block in zip(content["entries"].lines, content["entries"], strict=True):
            text = self._entry_text(block, file, line)
            if text:
                title, year = heading_parts(text.heading) or (text.heading, 0)
                found[dated_slug(title, year)] = text
        return found

    def _entry_text(self, block: Any, file: str, line: int) -> _EntryText | None:
        if not isinstance(block, Block):
            self._problems.append(Problem(file, line, "expected “entry: Title (Year)” and its checks"))
            return None
        reader = self._reader(block, file, _ENTRY)
        heading = reader.text("entry", limits.LISTED_TITLE + 10)
        checks: dict[str, tuple[str, str | None]] = {}
        for item in block.get("checks") or ():
            if not isinstance(item, Block):
                self._problems.append(Problem(file, line, "expected a check with key and claim"))
                continue
            check = self._reader(item, file, _CHECK)
            key, claim, note = (
                check.text("key"),
                check.text("claim", limits.CLAIM),
                check.text("note", limits.NOTE),
            )
            if key and claim:
                checks[key] = claim, note
            elif check.healthy:
                self._problems.append(Problem(file, item.line, "key or claim is missing"))
        if heading is None or heading_parts(heading) is None:
            self._problems.append(
                Problem(file, line, "entry: expected title and year as on the translated list")
            )
            return None
        return _EntryText(file, line, heading, reader.text("note", limits.NOTE), checks)

    def _entries(
        self,
        slug: str,
        parsed: ParsedList,
        texts: Mapping[str, _EntryText],
        original: ParsedList,
        edited: Mapping[str, EditedEntry],
    ) -> dict[int, EntryWords]:
        if [one.year for one in parsed.entries] != [one.year for one in original.entries]:
            what = f"its entries are not those of {original.file}, one for one in the same order, with the same years"
            self._problems.append(Problem(parsed.file, 1, what))
            return {}
        for entry_slug in texts.keys() - {one.slug for one in parsed.entries}:
            text = texts[entry_slug]
            self._hints.append(
                Problem(text.file, text.line, f"{text.heading} is not on the translated list, not used")
            )
        found: dict[int, EntryWords] = {}
        for ours, theirs in zip(parsed.entries, original.entries, strict=True):
            words = self._entry(ours, theirs, parsed.file, texts.get(ours.slug), edited.get(theirs.slug))
            found[stable_id(f"{slug}/{theirs.slug}")] = words
        return found

    def _entry(
        self,
        ours: ParsedEntry,
        theirs: ParsedEntry,
        file: str,
        text: _EntryText | None,
        edited: EditedEntry | None,
    ) -> EntryWords:
        def hint(what: str) -> None:
            place = (text.file, text.line) if text else (file, ours.line)
            self._hints.append(Problem(*place, f"{ours.heading}: {what}"))

        checks = edited.checks if edited else ()
        if edited and edited.note and not (text and text.note):
            hint("no note, shown as it is")
        if (theirs.fact is None) != (ours.fact is None):
            hint("a fact in one language only")
        said = text.checks if text else {}
        for key in said.keys() - {check.key for check in checks}:
            hint(f"there is no check {key}, not used")
        words: dict[str, CheckWords] = {}
        for check in checks:
            if check.key not in said:
                hint(f"no words for check {check.key}, shown as it is")
            claim, note = said.get(check.key, (check.claim, check.note))
            if (note is None) != (check.note is None):
                hint(f"check {check.key}: a note in one language only")
            words[check.key] = CheckWords(claim, note, self._says(check, ours, theirs, file))
        return EntryWords(
            listed_title=ours.title,
            description=ours.description,
            fact=ours.fact,
            note=(text.note if text else None) or (edited.note if edited else None),
            checks=words,
        )

    def _says(self, check: Check, ours: ParsedEntry, theirs: ParsedEntry, file: str) -> tuple[str, ...]:
        """The sentences at the places of those that the check is about."""
        here, there = (
            sentences((one.description if check.part == "description" else one.fact) or "")
            for one in (ours, theirs)
        )
        if check.says and len(here) != len(there):
            what = (
                f"{ours.heading}: the {check.part} has {len(here)} sentences and the original {len(there)}; "
                "checks stand by the place of a sentence, so both need as many"
            )
            problem = Problem(file, ours.line, what)
            if problem not in self._problems:
                self._problems.append(problem)
            return ()
        return tuple(here[there.index(said)] for said in check.says if said in there)

    def _reader(self, block: Block, file: str, known: frozenset[str]) -> RecordReader:
        def complain(name: str, text: str) -> None:
            self._problems.append(Problem(file, block.line_of(name), text))

        reader = RecordReader(block, complain, this_year=0)
        for name in block.keys() - known:
            reader.wrong(name, f"unknown field “{name[:60]}”; known are {', '.join(sorted(known))}")
        return reader
