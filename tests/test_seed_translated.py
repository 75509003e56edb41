"""Translations in content folders: what they have to match, and what is said where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain import stamps
from bot.domain.translation import Reader
from bot.services import lists
from bot.services.catalogue import Catalogue
from db import entries, films, migrate, translations
from db.engine import Database
from db.types import FilmPage, Translation, stable_id
from seed import content, curated
from seed.__main__ import main
from seed.curated import Content
from seed.load import load

ENGLISH = """Title: Long Winters

Of snow.

The Ascent (1977)
Description: Two go out. One returns.
Fact: It was shot in winter.

Frost (1964)
Description: It is cold.
"""
RUSSIAN = """Title: Долгие зимы

О снеге.

Восхождение (1977)
Description: Двое уходят. Возвращается один.
Fact: Снимали зимой.

Мороз (1964)
Description: Холодно.
"""
FILMS = """
- {title: The Ascent, year: 1977, slug: the-ascent, directors: [Larisa Shepitko], themes: [winter], synopsis: Snow.,
   alternative_titles: [Aufstieg (German), Восхождение (Russian)], cast: [Boris Plotnikov (the priest)]}
- {title: Frost, year: 1964, slug: frost}
"""
FILMS_RU = "{slug: the-ascent, title: Восхождение, synopsis: Снег.}"
NAMES = """
people: {Larisa Shepitko: Лариса Шепитько, Boris Plotnikov: Борис Плотников}
characters: {the priest: священник}
themes: {winter: зима}
title_notes: {German: по-немецки}
"""
CHECKS = """
entries:
  - entry: The Ascent (1977)
    checks:
      - {key: a, part: description, claim: One comes back., verdict: confirmed, says: One returns.}
      - {key: b, part: fact, claim: In winter., verdict: confirmed, note: In January., says: It was shot in winter.}
"""
CHECKS_RU = """
entries:
  - entry: Восхождение (1977)
    checks:
      - {key: a, claim: Один вернулся.}
      - {key: b, claim: Зимой., note: В январе.}
"""
ALL = {
    "lists/long-winters.txt": ENGLISH,
    "films/films.yaml": FILMS,
    "checks/long-winters.yaml": CHECKS,
    "ru/lists/long-winters.txt": RUSSIAN,
    "ru/films/films.yaml": FILMS_RU,
    "ru/checks/long-winters.yaml": CHECKS_RU,
    "ru/names.yaml": NAMES,
}


def folder(path: Path, **changed: str | None) -> Path:
    """A content folder with all of it; names as in `ru_names`, None leaves a file out."""
    for name, text in ALL.items():
        said = changed.get(name.split(".")[0].replace("/", "_").replace("-", "_"), text)
        if said is not None:
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(said)
    return path


def read(path: Path) -> Content:
    return curated.read(content.collect([path]), this_year=2026)


def translation(path: Path) -> Translation:
    """The only one; nothing is wrong with it and nothing missing."""
    found = read(path)
    assert not found.problems
    assert not found.hints
    (one,) = found.translations
    return one


def test_a_film_has_its_words_in_the_other_language(tmp_path: Path) -> None:
    words = translation(folder(tmp_path)).films[stable_id("the-ascent")]
    assert words.title == "Восхождение"
    assert words.synopsis == "Снег."
    assert words.themes == ("зима",)
    assert [credit.person for credit in words.credits["director"]] == ["Лариса Шепитько"]
    assert [credit.character for credit in words.credits["cast"]] == ["священник"]
    titles = [(one.text, one.note) for one in words.alternative_titles]
    assert titles == [("The Ascent", None), ("Aufstieg", "по-немецки")]


def test_a_stamp_vouches_for_the_sentence_at_the_same_place(tmp_path: Path) -> None:
    words = translation(folder(tmp_path)).entries[stable_id("long-winters/the-ascent-1977")]
    assert words.checks["a"].says == ("Возвращается один.",)
    assert words.checks["b"].says == ("Снимали зимой.",)
    assert (words.checks["b"].claim, words.checks["b"].note) == ("Зимой.", "В январе.")


def test_a_translation_left_behind_vouches_for_nothing(tmp_path: Path) -> None:
    """A list is changed and its translation not yet: it is shown, without stamps and without errors of others."""
    checks = CHECKS.replace("confirmed, says", "misleading, says")
    one = folder(
        tmp_path,
        ru_lists_long_winters=RUSSIAN.replace("уходят. В", "уходят, а в"),
        checks_long_winters=checks,
    )
    (found,) = read(one).translations
    words = found.entries[stable_id("long-winters/the-ascent-1977")]
    assert words.checks["a"].says == ("One returns.",), "or it would count as an error that is put right"
    assert words.description.startswith("Двое")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ru_films_films": "{slug: the-ascent, titel: Восхождение}"}, "unknown field “titel”"),
        ({"ru_films_films": "{slug: the-ascent}"}, "slug or title is missing"),
        ({"ru_names": "persons: {Larisa Shepitko: Лариса Шепитько}"}, "expected some of people"),
        ({"ru_names": "themes: {winter: [зима]}"}, "expected text"),
        ({"ru_checks_long_winters": "entries: [{entry: Восхождение, checks: []}]"}, "expected title and year"),
        ({"ru_checks_long_winters": CHECKS_RU.replace("key: a, ", "")}, "key or claim is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_problem(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    problems = [str(one) for one in read(folder(tmp_path, **changed)).problems]
    assert any(said in one for one in problems), problems
    assert all("/ru/" in one for one in problems)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ru_lists_long_winters": RUSSIAN.replace("уходят. В", "уходят, а в")}, "has 1 sentences and the original 2"),
        ({"ru_films_films": FILMS_RU.replace("Снег.", "Снег. Снег.")}, "has 2 sentences and the original 1"),
        ({"ru_lists_long_winters": RUSSIAN.replace("1964", "1965")}, "its entries are not those of"),
        ({"ru_lists_long_winters": RUSSIAN.partition("Мороз")[0]}, "its entries are not those of"),
        ({"ru_names": NAMES.replace("winter: зима", "snow: снег")}, "no word for “winter” among the themes of ru"),
        ({"ru_films_films": "{slug: the-ascent, title: Восхождение}"}, "the-ascent: no synopsis"),
        ({"ru_films_films": FILMS_RU.replace("the-ascent", "the-descent")}, "no film has the slug the-descent"),
        ({"ru_checks_long_winters": CHECKS_RU.replace("key: b", "key: c")}, "no words for check b"),
        ({"ru_checks_long_winters": CHECKS_RU.replace("key: b", "key: c")}, "there is no check c, not used"),
        ({"ru_checks_long_winters": CHECKS_RU.replace(", note: В январе.", "")}, "check b: a note in one language"),
        ({"ru_checks_long_winters": CHECKS_RU.replace("Восхождение", "Подъём")}, "Подъём (1977) is not on the"),
        ({"lists_long_winters": None, "checks_long_winters": None}, "there is no list long-winters to translate"),
        ({"ru_lists_long_winters": None}, "the list long-winters is not translated"),
    ],
)  # fmt: skip
def test_what_is_missing_or_left_over_is_named(
    tmp_path: Path, changed: dict[str, str | None], said: str
) -> None:
    found = read(folder(tmp_path, **changed))
    assert not found.problems
    hints = [str(one) for one in found.hints]
    assert any(said in one for one in hints), hints


def test_a_rehearsal_says_what_the_translation_of_the_list_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = folder(tmp_path, ru_checks_long_winters=CHECKS_RU.replace("key: b", "key: c"))
    assert main(["check", "--content", str(own), str(own / "lists/long-winters.txt")]) == 0
    said = capsys.readouterr().out.partition("Translations:")[2]
    assert "no words for check b" in said
    (own / "ru/checks/long-winters.yaml").write_text(CHECKS_RU)
    assert main(["check", "--content", str(own), str(own / "lists/long-winters.txt")]) == 0
    assert "Translations:" not in capsys.readouterr().out


async def test_what_is_loaded_is_read_and_a_later_load_changes_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kinoteka.sqlite3'}"
    own = folder(tmp_path / "content")
    await migrate.upgrade(url)
    database = Database(url)
    loaded = await load(database, [own], this_year=2026)
    assert len(loaded.report.translations.added) == 4  # a film, a list, two entries
    async with database.read() as session:
        found = await translations.all_languages(session)
        page = await films.page(session, stable_id("the-ascent"))
        cold = await entries.get(session, stable_id("long-winters/frost-1964"))
    assert found == {"ru": translation(own)}
    reader = Reader(found["ru"])
    shown = reader.page(page)
    assert shown.film.title == "Восхождение"
    assert shown.entries[0].list_title == "Долгие зимы"
    stamp = stamps.stamp(shown.entries[0], "fact")
    assert stamp is not None
    assert stamp.extent == "checked"
    assert reader.entry(cold).description == "Холодно."
    catalogue = Catalogue(database)
    await catalogue.open()
    by_title = lists.named(catalogue, "Долгие зимы", language="ru")[0]
    assert by_title is not None
    assert by_title.title == "Долгие зимы"
    await catalogue.close()
    frost = await _page(database, "frost")
    assert reader.page(frost).film is frost.film, "what has no words stays as it is"
    (own / "ru/films/films.yaml").write_text(FILMS_RU.replace("Снег.", "Метель."))
    (own / "ru/lists/long-winters.txt").unlink()
    (own / "ru/checks/long-winters.yaml").unlink()
    changed = (await load(database, [own], this_year=2026)).report
    assert len(changed.translations.changed) == 1
    assert len(changed.translations.removed) == 3
    assert not changed.films
    assert not (await load(database, [own], this_year=2026, anew=True)).report
    await database.close()


async def _page(database: Database, slug: str) -> FilmPage:
    async with database.read() as session:
        return await films.page(session, stable_id(slug))
