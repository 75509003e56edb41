"""Every file of tests/cases/imports with its right value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.film_rows import FileRefusedError, FilmRow
from tests.member_files import (
    CASES,
    COME,
    NAMED,
    STALKER,
    noon,
    read,
    row,
)

RIGHT: dict[str, dict[str | None, list[FilmRow]]] = {
    "Director_singular_col_used_two_same_title_year__w.csv": {None: [row("Dune", 2021, by="Denis Villeneuve")]},
    "Film_Year_header__films.csv": {None: [STALKER]},
    "Movie_Title_Year_header__films.csv": {None: [STALKER]},
    "Release_Year_header__films.csv": {None: [STALKER]},
    "excel_dates_d_m_Y__watched.csv": {
        None: [
            row("Stalker", 1979, on=noon(2012, 2, 5), day=NAMED),  # 7/20/13 below says how this writer's slashes go
            row("Come and See", 1985, on=noon(2013, 7, 20), day=NAMED),
            row("Mirror", 1975, on=noon(2013, 7, 20), day=NAMED),
        ]
    },
    "excel_sep_line__w.csv": {None: [STALKER]},
    "float_years_1979_0_pandas___films.csv": {None: [STALKER, COME, FilmRow("Mirror")]},
    "full_release_date_in_Year__films.csv": {None: [STALKER, COME]},
    "german_headers__d.csv": {None: [STALKER]},
    "imdb_id_as_url__x.csv": {None: [row("X", 1979, "tt0079944")]},
    "imdb_ids_only_header_imdb__ids.csv": {None: [row("", None, "tt0079944"), row("", None, "tt0091251")]},
    "imdb_ids_only_no_header__ids.csv": {None: [row("", None, "tt0079944"), row("", None, "tt0091251")]},
    "imdb_old_latin_1_list__WATCHLIST.csv": {
        "watchlist": [row("Amélie", 2001, "tt0211915", by="Jean-Pierre Jeunet", on=noon(2013, 1, 7), day=NAMED)]
    },
    "imdb_ratings_v3__ratings.csv": {
        None: [
            row(
                "Come and See", 1985, "tt0091251", by="Elem Klimov", on=noon(2020, 1, 2), day=NAMED,
                also=("Idi i smotri",),
            ),
            row("Stalker", 1979, "tt0079944", by="Andrei Tarkovsky", on=noon(2021, 3, 4), day=NAMED),
        ]
    },
    "imdb_urls_header_URL__ids.csv": {None: [row("", None, "tt0079944")]},
    "lb_diary_rewatch_two_dates__diary.csv": {
        "seen": [row("Stalker", 1979, on=noon(2024, 8, 1)), row("Stalker", 1979, on=noon(2025, 8, 5))]
    },
    "lb_list_v7_multi_line_description__favourites.csv": {None: [row("The Ascent", 1977), STALKER]},
    "lb_reviews_multi_line_with_quotes__reviews.csv": {
        "seen": [row("Come and See", 1985, on=noon(2024, 2, 11)), row("Mirror", 1975, on=noon(2024, 2, 12))]
    },
    "long_preamble_10_rows__watched.csv": {None: [STALKER]},
    "movary_history__history.csv": {"seen": [row("Stalker", 1979, "tt0079944", on=noon(2021, 5, 6))]},
    "spaces_after_commas_quoted__watched.csv": {
        None: [
            row("Crouching Tiger, Hidden Dragon", 2000, on=noon(2012, 5, 2), day=NAMED),
            row("Stalker", 1979, on=noon(2012, 5, 3), day=NAMED),
        ]
    },
    "title_articles__watched.csv": {
        None: [
            row(title, year)
            for title, year in [
                ("Ascent", 1977), ("The Stalker", 1979), ("The Mirror", 1975), ("The White Sun of the Desert", 1970),
                ("Battle of Moscow", 1985), ("The Come and See", 1985), ("Sacrifice", 1986), ("Road", 2009),
                ("The Oldboy", 2003),
            ]
        ]
    },
    "title_with_year_inside_and_Year_col_empty__ratings.csv": {None: [STALKER, COME]},
    "title_with_year_inside_no_Year_col_MovieLens___ratings.csv": {
        None: [STALKER, row("Come and See (Idi i smotri)", 1985, also=("Come and See", "Idi i smotri"))]
    },
    "trailing_article__films.csv": {
        None: [
            row("The Ascent", 1977, also=("Ascent, The",)),
            row("The Brest Fortress", 2010, also=("Brest Fortress, The",)),
            row("The Thing", 1982, also=("Thing, The",)),
        ]
    },
    "trakt_csv_listed_watchlist__trakt-watchlist.csv": {
        "watchlist": [row("Stalker", 1979, "tt0079944", on=datetime(2020, 1, 2, tzinfo=UTC), day=NAMED)]
    },
    "trakt_history_csv__history.csv": {
        "seen": [row("Stalker", 1979, "tt0079944", on=datetime(2014, 4, 5, 15, 27, tzinfo=UTC))]
    },
    "trakt_json_watched__watched-movies.json": {
        "seen": [row("Stalker", 1979, "tt0079944", on=datetime(2014, 4, 5, 15, 27, tzinfo=UTC))]
    },
    "two_rows_same_film_two_year_variants__watched.csv": {None: [STALKER, FilmRow("Stalker", 1980)]},
    "yamtrack__yamtrack.csv": {"seen": [row("Stalker", on=datetime(2026, 8, 3, 15, 28, tzinfo=UTC))]},
    "year_in_brackets__films.csv": {None: [STALKER, COME]},
    "year_range__films.csv": {None: [STALKER]},
}  # fmt: skip
REFUSED = {"letterboxd_profile_csv__profile.csv": "no columns"}


def test_every_case_has_its_right_value() -> None:
    assert {path.name for path in CASES.iterdir()} == RIGHT.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_case_is_read_rightly(name: str) -> None:
    found = read((CASES / name).read_bytes(), name.rsplit("__", maxsplit=1)[-1])
    assert found.rows == RIGHT[name]
    assert (found.left, found.damaged, found.unclear_days) == ([], 0, 0)
    assert found.names_days == any(one.at for several in RIGHT[name].values() for one in several)


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_a_case_is_refused_rightly(name: str, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read((CASES / name).read_bytes(), name.rsplit("__", maxsplit=1)[-1])
    assert refused.value.reason == reason
