"""What the catalogue says in other languages: a row for each film, list and entry that has words in one.

It is read whole and kept in memory beside the lists: what a language adds is short, and every page needs some of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Select, select

from . import rows
from .content import Changes
from .engine import ReadSession, WriteSession
from .models import translations
from .statement import prepared
from .types import CheckWords, Credit, EntryWords, FilmWords, ListWords, Title, Translated, Translation

_NAMES: Final = ("countries", "languages", "genres", "themes", "tones", "studios", "awards")
_Key = tuple[str, Translated, int]
"""Language, kind, and the id of what is translated."""


async def all_languages(session: ReadSession) -> dict[str, Translation]:
    """Every translation there is, by its language."""
    films: dict[str, dict[int, FilmWords]] = {}
    lists: dict[str, dict[int, ListWords]] = {}
    entries: dict[str, dict[int, EntryWords]] = {}
    async for portion in session.stream(_all()):
        for language, kind, id_, text in portion:
            words = json.loads(text)
            if kind == "film":
                films.setdefault(language, {})[id_] = _film_words(words)
            elif kind == "list":
                lists.setdefault(language, {})[id_] = ListWords(
                    words["title"], words["introduction"], tuple(words["aliases"])
                )
            else:
                entries.setdefault(language, {})[id_] = _entry_words(words)
    return {
        language: Translation(
            language, films.get(language, {}), lists.get(language, {}), entries.get(language, {})
        )
        for language in sorted({*films, *lists, *entries})
    }


async def fill(session: WriteSession, wanted: Iterable[Translation]) -> Changes:
    """Make the translations exactly these. The changes are named as "ru film 123"."""
    new = {(one.language, kind, id_): words for one in wanted for kind, id_, words in _told(one)}
    stored: dict[_Key, str] = {}
    async for portion in session.stream(_all()):
        stored |= {(language, kind, id_): words for language, kind, id_, words in portion}
    added = [key for key in new if key not in stored]
    changed = [key for key in new if key in stored and stored[key] != new[key]]
    removed = [key for key in stored if key not in new]
    await rows.remove(session, translations, map(_key_row, removed))
    await rows.change(session, translations, ({**_key_row(key), "words": new[key]} for key in changed))
    await rows.add(session, translations, ({**_key_row(key), "words": new[key]} for key in added))
    return Changes(_names(added), _names(changed), _names(removed), len(new) - len(added) - len(changed))


@prepared
def _all() -> Select[Any]:
    c = translations.c
    return select(c.language, c.kind, c.subject_id, c.words).order_by(c.language, c.kind, c.subject_id)


def _names(keys: Iterable[_Key]) -> tuple[str, ...]:
    return tuple(" ".join(map(str, key)) for key in keys)


def _key_row(key: _Key) -> rows.Row:
    return dict(zip(("language", "kind", "subject_id"), key, strict=True))


def _told(one: Translation) -> Iterator[tuple[Translated, int, str]]:
    """Kind, id and words of all that is translated."""
    by_kind: tuple[tuple[Translated, Mapping[int, Any]], ...] = (
        ("film", one.films), ("list", one.lists), ("entry", one.entries),
    )  # fmt: skip
    for kind, subjects in by_kind:
        for id_, words in subjects.items():
            yield kind, id_, json.dumps(asdict(words), ensure_ascii=False)


def _film_words(words: dict[str, Any]) -> FilmWords:
    words |= {name: tuple(words[name]) for name in _NAMES}
    words["alternative_titles"] = tuple(Title(**title) for title in words["alternative_titles"])
    words["credits"] = {
        job: tuple(Credit(**credit) for credit in credits_) for job, credits_ in words["credits"].items()
    }
    return FilmWords(**words)


def _entry_words(words: dict[str, Any]) -> EntryWords:
    words["checks"] = {
        key: CheckWords(check["claim"], check["note"], tuple(check["says"]))
        for key, check in words["checks"].items()
    }
    return EntryWords(**words)
