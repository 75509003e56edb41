"""The content folders in other languages: `<language>/lists`, `films`, `checks` and `names.yaml` -> Translation.

A list in another language has the same entries at the same places; a film is named by its slug, an editor's words by
the entry's heading as the translated list has it; `names.yaml` holds the words that films share. A text
has as many sentences as the original: one is checked, and quoted, if the one at its place there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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

from .content import ContentFile
from .names import Names
from .parse import ParsedEntry, ParsedList, parse_file
from .problems import Problem
from .reading import read_yaml
from .translation_files import EntryText, FilmText, entry_texts, film_texts
from .verdicts import EditedEntry


@dataclass
class _Language:
    """All that the folders say in one language."""

    names: Names
    films: dict[str, FilmText] = field(default_factory=dict)
    """By slug."""
    lists: dict[str, ParsedList] = field(default_factory=dict)
    """By slug."""
    edited: dict[str, dict[str, EntryText]] = field(default_factory=dict)
    """By the slugs of list and entry, the entry's made of its heading in this language."""


class Translator:
    """Takes the files of translations, then makes a translation of each language for what there is to translate."""

    def __init__(self, this_year: int, problems: list[Problem], hints: list[Problem]) -> None:
        self._this_year = this_year
        self._problems = problems
        self._hints = hints
        self._languages: dict[str, _Language] = {}
        self._told: set[tuple[str, str, str]] = set()
        """Words that are missing, by language and kind."""

    def add_file(self, file: ContentFile) -> None:
        """Read one file. Raises ContentError where it cannot be read at all."""
        found = self._languages.setdefault(file.language, _Language(Names(file.language)))
        shown = file.shown
        if file.kind == "names":
            found.names.add(read_yaml(file.data, shown), shown, self._problems)
        elif file.kind == "lists":
            found.lists[file.slug] = parsed = parse_file(file.data, file=shown, this_year=self._this_year)
            self._problems += parsed.problems
        elif file.kind == "films":
            found.films |= film_texts(read_yaml(file.data, shown), shown, self._problems)
        elif file.kind == "checks":
            texts = entry_texts(read_yaml(file.data, shown), shown, self._problems)
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
                stable_id(slug): ListWords(
                    parsed.title or lists[slug][0].title or slug, parsed.introduction, parsed.aliases
                )
                for slug, parsed in translated.items()
            },
            entries_,
        )

    def _film(self, film: Film, text: FilmText, names: Names) -> FilmWords:
        for what in ("synopsis", "based_on", "runtime_note"):
            if getattr(film, what) and not getattr(text, what):
                self._hints.append(Problem(text.file, text.line, f"{film.slug}: no {what}, shown as it is"))
        if text.synopsis:
            self._compare(text.synopsis, film.synopsis, f"{film.slug}: the synopsis", (text.file, text.line))
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

    def _word(self, names: Names, kind: str, word: str, film: Film, text: FilmText) -> str:
        found = names.get(kind, word)
        if found is not None:
            return found
        if (names.language, kind, word) not in self._told:  # once, not with every film
            self._told.add((names.language, kind, word))
            what = f"{film.slug}: no word for “{word}” among the {kind} of {names.language}, shown as it is"
            self._hints.append(Problem(text.file, text.line, what))
        return word

    def _entries(
        self,
        slug: str,
        parsed: ParsedList,
        texts: Mapping[str, EntryText],
        original: ParsedList,
        edited: Mapping[str, EditedEntry],
    ) -> dict[int, EntryWords]:
        if [one.year for one in parsed.entries] != [one.year for one in original.entries]:
            what = f"its entries are not those of {original.file}, one for one in the same order, with the same years"
            self._hints.append(Problem(parsed.file, 1, f"{what}; shown as they are"))
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
        text: EntryText | None,
        edited: EditedEntry | None,
    ) -> EntryWords:
        def hint(what: str) -> None:
            place = (text.file, text.line) if text else (file, ours.line)
            self._hints.append(Problem(*place, f"{ours.heading}: {what}"))

        checks = edited.checks if edited else ()
        if edited and edited.note and not (text and text.note):
            hint("no note, shown as it is")
        self._compare(
            ours.description, theirs.description, f"{ours.heading}: the description", (file, ours.line)
        )
        self._compare(ours.fact, theirs.fact, f"{ours.heading}: the fact", (file, ours.line))
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
            words[check.key] = CheckWords(claim, note, self._says(check, ours, theirs))
        return EntryWords(
            listed_title=ours.title,
            description=ours.description,
            fact=ours.fact,
            note=(text.note if text else None) or (edited.note if edited else None),
            checks=words,
        )

    def _says(self, check: Check, ours: ParsedEntry, theirs: ParsedEntry) -> tuple[str, ...]:
        """The sentences at the places of those that the check is about."""
        here, there = (
            sentences(one.description if check.part == "description" else one.fact or "")
            for one in (ours, theirs)
        )
        if len(here) != len(there):
            return check.says  # which no text here has: it vouches for nothing
        return tuple(here[there.index(said)] for said in check.says if said in there)

    def _compare(self, ours: str | None, theirs: str | None, what: str, place: tuple[str, int]) -> None:
        """Both texts need as many sentences: checks and quotations stand by the place of a sentence."""
        here, there = (len(sentences(one or "")) for one in (ours, theirs))
        if here != there:
            said = f"{what} has {here} sentences and the original {there}; checks and quotations stand by their place"
            self._hints.append(Problem(*place, said))
