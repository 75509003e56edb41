"""The front end of the title index: folding, romanisation, numbers, keyboards, interpretations."""

from __future__ import annotations

import pytest

from bot.domain.titles.fold import MAX_TEXT, MAX_WORDS, unaccented, words_of
from bot.domain.titles.initials import short_forms
from bot.domain.titles.keyboard import other_layout
from bot.domain.titles.numerals import in_digits
from bot.domain.titles.query import imdb_number, interpretations
from bot.domain.titles.romanise import plain, sound, sounds
from tests.title_questions.romanisations import SYSTEMS, romanised


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'Avventura", "l avventura"),
        ("L’AVVENTURA", "l avventura"),
        ("O'Brien", "obrien"),
        ("Don't Look Now", "dont look now"),
        ("M*A*S*H", "mash"),
        ("E.T. the Extra-Terrestrial", "et the extra terrestrial"),
        ("e.t", "et"),
        ("R.M.N.", "rmn"),
        ("8½", "8 1 2"),
        ("…А зори здесь тихие", "а зори здесь тихие"),
        ("Броненосец «Потёмкин»", "броненосец потёмкин"),
        ("Kin-dza-dza!", "kin dza dza"),
        ("Come & See", "come and see"),
        ("1,000 Men", "1000 men"),
        ("$", "$"),
        ("Ca$h", "cash"),
        ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
        ("Se\u200bven\u00ad", "seven"),
        ("٣ Days", "3 days"),
        ("लगान", "लगान"),
        ("\ud800", ""),
        ("half\ud83d a smile", "half a smile"),
        ("2.5 Men", "2 1 2 men"),
        ("8,5", "8 1 2"),
        ("Version 2.55", "version 2 55"),
        ("  ", ""),
    ],
)
def test_folding(text: str, words: str) -> None:
    assert words_of(text) == words.split()


def test_folding_takes_accents_but_no_letters() -> None:
    assert " ".join(map(unaccented, words_of("Łoś ørn ёжик йод čaj"))) == "los orn ежик йод caj"


RUSSIAN = """
    Восхождение; Летят журавли; Иди и смотри; А зори здесь тихие; Зеркало; Жертвоприношение; Сталкер; Шинель;
    Холодное лето пятьдесят третьего; Белое солнце пустыни; Живые и мёртвые; Дама с собачкой; Щит и меч; Чучело;
    Хрусталёв машину; Цвет граната; Ёжик в тумане; Юность Максима; Экипаж; Объяснение в любви; Чапаев
"""
NEARLY = {"german", "french", "guess"}
"""Habits rather than systems, which give one letter to several sounds: nearly the same key is enough."""


@pytest.mark.parametrize("system", SYSTEMS)
def test_romanisations_meet(system: str) -> None:
    for title in RUSSIAN.split(";"):
        for word in words_of(title):
            typed = words_of(romanised(word, system))
            keys = sounds("".join(typed))
            best = min(_edits(key, sound(word)) for key in keys)
            assert best <= (2 if system in NEARLY else 0), (word, romanised(word, system), keys, sound(word))


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]


def test_plain_is_what_an_english_reader_types() -> None:
    typed = " ".join(map(plain, words_of("Зеркало, щит, ёжик, Amélie, Потёмкин, 七人の侍, 기생충")))
    assert typed == "zerkalo shchit ezhik amelie potemkin 七人no侍 gisaengchung"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("rocky ii", "rocky 2"),
        ("rocky two", "rocky 2"),
        ("twelve angry men", "12 angry men"),
        ("the forty first", "the 41"),
        ("the 9th company", "the 9 company"),
        ("девятая рота", "9 рота"),
        ("двадцать дней без войны", "20 дней без войны"),
        ("nineteen eighty four", "1984"),
        ("two thousand one a space odyssey", "2001 a space odyssey"),
        ("one hundred and one dalmatians", "101 dalmatians"),
        ("four hundred blows", "400 blows"),
        ("one two three", "1 2 3"),
        ("malcolm x", "malcolm 10"),
        ("episode i the phantom menace", "episode 1 the phantom menace"),
        ("back to the future part ii", "back to the future 2"),
        ("it chapter two", "it 2"),
        ("kill bill vol 1", "kill bill 1"),
        ("дюна часть вторая", "дюна 2"),
        ("nine and a half weeks", "9 1 2 weeks"),
        ("the naked gun 2 and one half", "the naked gun 2 1 2"),
        ("33 and a third", "33 1 3"),
        ("восемь с половиной", "8 1 2"),
        ("7 я пуля", "7 пуля"),
        ("холодное лето 53го", "холодное лето 53"),
        ("twenty thousand leagues", "20000 leagues"),
    ],
)
def test_numbers(words: str, digits: str) -> None:
    assert in_digits(words.split()) == digits.split()


@pytest.mark.parametrize(
    "words",
    [
        "v for vendetta",
        "i robot",
        "idi i smotri",
        "the 39 steps",
        "come and see",
        "half a sixpence",
        "part of it",
        "",
    ],
)
def test_no_numbers(words: str) -> None:
    assert in_digits(words.split()) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cnfkrth", "сталкер"),
        ("Pthrfkj", "зеркало"),
        ("сщьу фтв ыуу", "come and see"),
        ("[jkjlyjt ktnj", "холодное лето"),
        (";bdst", "живые"),
        ("dpuk", "взгл"),
        ("jgthfwbz s", "операция ы"),
        ("ыпею ыегиин: фт фьукшсфт рукщ", "sgt. stubby: an american hero"),
    ],
)
def test_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@pytest.mark.parametrize(
    "typed",
    # The last four would be words that nobody can pronounce.
    ["", "123", "stalker сталкер", "хъжэ", "!!!", "men and women", "grand", "омиссар", "ид и смотри"],
)
def test_no_other_layout(typed: str) -> None:
    assert other_layout(typed) is None


@pytest.mark.parametrize(
    ("text", "core", "year"),
    [
        ("stalker 1979", "stalker", 1979),
        ("stalker (1979)", "stalker", 1979),
        ("1979 stalker", "stalker", 1979),
        ("stalker '79", "stalker", 79),
        ("фильм сталкер 1979 смотреть онлайн", "сталкер", 1979),
        ("watch come and see full movie", "come and see", None),
        ("film by tarkovsky", "tarkovsky", None),
        ("movie", "movie", None),
        ("1984", "1984", None),
    ],
)
def test_readings(text: str, core: str, year: int | None) -> None:
    found = interpretations(text)
    assert [word.plain for word in found[0].words] == [plain(word) for word in words_of(text)]
    wanted = [plain(word) for word in core.split()]
    assert any([word.plain for word in one.words] == wanted and one.year == year for one in found)


def test_readings_are_bounded() -> None:
    assert interpretations("") == []
    assert max(len(one.words) for one in interpretations("ab " * 1000)) == MAX_WORDS
    assert (
        max(len("".join(word.plain for word in one.words)) for one in interpretations("ab" * 1000))
        == MAX_TEXT
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("アキラ", "あきら"),
        ("アキラ", "Akira"),
        ("しちにんのさむらい", "shichininnosamurai"),
        ("キャッツ", "kyattsu"),
        ("ファイト", "faito"),
        ("ばんしゅん", "banshun"),
        ("기생충", "gisaengchung"),
        ("살인의", "salinui"),
        ("花樣年華", "花样年华"),
        ("霸王別姬", "霸王别姬"),
        ("東京", "东京"),
        ("広島", "广岛"),
        ("龍", "竜"),
    ],
)
def test_east_asian_spellings_meet(one: str, other: str) -> None:
    assert plain("".join(words_of(one))) == plain("".join(words_of(other)))


def test_initials() -> None:
    assert short_forms(["eternal", "sunshine", "of", "the", "spotless", "mind"]) == {"esotsm", "essm"}
    assert short_forms(["the", "good", "the", "bad", "and", "the", "ugly"]) == {"tgtbatu", "gtbatu", "gbu"}
    assert short_forms(["back", "to", "the", "future", "2"]) == {"bttf2", "bf2"}
    assert short_forms(["холодное", "лето", "53", "го"]) == {"khl53g"}
    assert short_forms(["stalker"]) == short_forms(["the", "star"]) == set()


def test_imdb_numbers() -> None:
    assert imdb_number("tt0079944") == imdb_number("https://m.imdb.com/title/tt0079944/?x=y") == 79944
    assert imdb_number("kitt0079944") is imdb_number("tt12") is imdb_number("stalker") is None
