"""The catalogue for a reader of Russian: pages, lists, themes, recommendations; and nothing changes for others."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.domain.deck import Filter
from bot.domain.recommend.answer import Question
from bot.domain.viewer import Viewer
from bot.services import artwork, film, lists, member_films, random
from bot.services.catalogue import Catalogue
from bot.services.recommend import recommend
from tests.judged.judged import questions, wishes
from tests.shipped import ASCENT, LONELINESS, STALKER, films_on, unidentified

NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")


async def test_a_card_speaks_russian_and_the_next_one_english(catalogue: Catalogue) -> None:
    shown = await film.card(catalogue, ASCENT, language="ru")
    assert shown.page is not None
    assert shown.voice is not None
    assert shown.page.film.title == "Восхождение"
    assert shown.page.film.people("director") == ("Лариса Шепитько",)
    assert not _LATIN.search(shown.voice.list_title + shown.voice.description)
    assert await catalogue.page(ASCENT, "ru") is shown.page, "texts are kept by it"
    english = await film.card(catalogue, ASCENT)
    assert english.page is not None
    assert english.page.film.title == "The Ascent"
    assert (await catalogue.page(ASCENT, "de")) is english.page, "what has no translation is English"


async def test_every_voice_of_every_film_stands_where_it_stood(catalogue: Catalogue) -> None:
    for film_id in films_on(catalogue):
        english, russian = await catalogue.page(film_id), await catalogue.page(film_id, "ru")
        assert [one.id for one in russian.entries] == [one.id for one in english.entries]
        for one in english.entries:
            assert (await catalogue.entry(one.id, "ru")).rank == one.rank


async def test_lists_are_named_and_ordered_in_russian(catalogue: Catalogue) -> None:
    titles = [one.title for one in lists.all_lists(catalogue, "ru")]
    assert titles == sorted(titles)
    assert all(_CYRILLIC.match(title) for title in titles)
    assert {one.id for one in lists.all_lists(catalogue, "ru")} == {
        one.id for one in lists.all_lists(catalogue)
    }
    for language, title in (("ru", "Одиночество"), ("en", "Loneliness")):
        for typed in ("Одиночество", "Loneliness", "loneli"):
            found = (await lists.find(catalogue, typed, language=language)).film_list
            assert found is not None
            assert (found.summary.id, found.summary.title) == (LONELINESS, title)
    assert [one.title for one in lists.suggestions(catalogue, "", 25, "ru")] == titles


async def test_titles_are_found_in_any_language_and_named_in_the_readers(catalogue: Catalogue) -> None:
    for typed in ("stalker", "сталкер"):
        assert film.suggestions(catalogue, typed, 5, "ru")[0].title == "Сталкер"
        assert film.suggestions(catalogue, typed, 5)[0].title == "Stalker"
    (row,) = film.suggestions(catalogue, "the ascent 1977", 1, "ru")
    assert (row.title, row.matched) == ("Восхождение", "The Ascent")
    (row,) = film.suggestions(catalogue, "восхождение", 1, "ru")
    assert (row.title, row.matched) == ("Восхождение", None)
    assert all(one.matched is None for one in film.suggestions(catalogue, "", 25, "ru"))
    list_id, line = await unidentified(catalogue)
    there = {one.id: one for one in (await catalogue.film_list(list_id, "ru")).entries}[line.id]
    found = await film.find(catalogue, f"{there.listed_title} {there.listed_year}", language="ru")
    assert found.card is not None
    assert found.card.voice is not None
    assert found.card.voice.id == line.id


async def test_a_theme_is_the_same_in_every_language(catalogue: Catalogue) -> None:
    offered = random.themes(catalogue, "", 1000, "ru")
    assert len(offered) > 100
    assert [name for name, _ in offered if _LATIN.search(name)] == []
    for name, count in offered:
        asked = random.TypedFilter(theme=name)
        wanted = await random.filter_of(catalogue, asked, now=NOW, zone=UTC, language="ru")
        assert await random.how_many(catalogue, wanted, now=0) == count
        assert random.names_of(catalogue, wanted, "ru") == (None, name)
        english = random.names_of(catalogue, wanted)[1]
        assert english is not None
        again = await random.filter_of(catalogue, random.TypedFilter(theme=english), now=NOW, zone=UTC)
        assert again.theme == wanted.theme


async def test_marks_are_answered_in_the_members_language(catalogue: Catalogue) -> None:
    viewer = Viewer(1, language="ru")
    seen = await member_films.mark_seen(catalogue, viewer, ASCENT, at=NOW, list_id=LONELINESS)
    assert seen.film is not None
    assert seen.film.title == "Восхождение"
    assert seen.progress is not None
    assert seen.progress.summary.title == "Одиночество"
    page = await member_films.marked_page(catalogue, "seen", viewer, page=0, size=5)
    assert [one.film.title for one in page.films if one.film] == ["Восхождение"]
    assert all(_CYRILLIC.match(one.summary.title) for one in page.mine.progress)


async def test_a_poster_shows_the_same_and_says_it_in_the_readers_language(catalogue: Catalogue) -> None:
    english = (await catalogue.page(STALKER)).film
    drawn = await artwork.of_poster(catalogue, STALKER, "ru")
    assert drawn is not None
    assert (drawn.title, drawn.people("director")) == ("Сталкер", ("Андрей Тарковский",))
    assert (drawn.slug, drawn.themes, drawn.synopsis) == (english.slug, english.themes, english.synopsis)
    assert await artwork.of_poster(catalogue, STALKER, "ru") is drawn, "pictures are kept by film"
    assert await artwork.of_poster(catalogue, STALKER, "en") is english


async def test_a_cover_says_the_lists_title_in_the_readers_language(catalogue: Catalogue) -> None:
    for language, title in (("en", "Loneliness"), ("ru", "Одиночество")):
        of_cover = await artwork.of_cover(catalogue, LONELINESS, language)
        assert of_cover is not None
        assert of_cover[0].summary.title == title


async def test_a_russian_reader_is_answered_with_the_same_films_and_russian_sentences(
    catalogue: Catalogue,
) -> None:
    """The judged questions: no answer is worse in Russian than in English."""
    for asked in (*questions(), *wishes()):
        question = Question(asked.ask)
        english = await recommend(catalogue, question, now=0)
        russian = await recommend(catalogue, question, now=0, language="ru")
        assert [one.film.id for one in russian.suggestions] == [one.film.id for one in english.suggestions]
        for ours, theirs in zip(russian.suggestions, english.suggestions, strict=True):
            assert ours.voice.id == theirs.voice.id
            assert ours.voice.list_title != theirs.voice.list_title
            said, original = ours.reasons.quotation, theirs.reasons.quotation
            assert said is not None
            assert original is not None
            assert said.answers == original.answers
            assert _CYRILLIC.search(said.text), asked.ask
            assert (said.entry and said.entry.id) == (original.entry and original.entry.id)
            named = [(one.kind, len(one.names), one.shared) for one in theirs.reasons.named]
            assert [(one.kind, len(one.names), one.shared) for one in ours.reasons.named] == named


async def test_what_a_film_is_like_is_named_in_russian(catalogue: Catalogue) -> None:
    found = await recommend(catalogue, Question(like=STALKER, wanted=Filter()), now=0, language="ru")
    assert found.like is not None
    assert found.like.title == "Сталкер"


@pytest.mark.parametrize("words", ["Андрей Тарковский", "зима", "мелодрама"])
async def test_names_in_reasons_are_russian(catalogue: Catalogue, words: str) -> None:
    found = await recommend(catalogue, Question(words), now=0, language="ru")
    names = [name for one in found.suggestions for reason in one.reasons.named for name in reason.names]
    assert names
    assert [name for name in names if _LATIN.search(name)] == []
