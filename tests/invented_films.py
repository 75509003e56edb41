"""A few invented films, what they are searched with, and questions to them."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.recommend.document import FilmDocument, document
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.ranking import Ranking, rank
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.vocabulary import Concept, QuestionWords, Span, Vocabulary
from bot.domain.recommend.wish_reader import read_wish
from db.types import Check, Credit, Entry, FilmPage, stable_id
from tests import make

WORDS = QuestionWords(
    years=(Span(("seventies", "семидесятые"), 1970, 1979),),
    minutes=(
        Span(("short", "короткий"), None, 92),
        Span(("long",), 150, None),
        Span(("shorter",), None, 100, relative=True),
    ),
    ignored=(
        "a",
        "the",
        "film",
        "about",
        "something",
        "but",
        "from",
        "by",
        "is",
        "it",
        "and",
        "in",
        "all",
        "his",
        "won",
        "winner",
        "и",
        "про",
        "фильм",
    ),
    refusals=("not", "no", "nothing", "не", "без"),
    harmless=("not only",),
    turns=("but", "а"),
    alternatives=("or",),
    likenesses=("like", "similar to", "похоже на"),
    comparisons=("than",),
    topics=("about", "by", "про"),
    negations=("no", "not", "never"),
    losses=("lost",),
    convictions=("faith",),
    wins=("won", "winner"),
    nominations=("nomination",),
)
VOCABULARY = Vocabulary(
    concepts=(
        Concept("winter", ("snow", "зима", "снег"), ("north",)),
        Concept("north", ("far north", "север")),
        Concept("war", ("battle", "война"), ()),
        Concept("civil war", ("гражданская война",), (), ("war",)),
        Concept("comedy", ("funny", "=light", "комедия")),
        Concept("romance", ("love", "longing", "любовь"), (), (), (("de", ("liebe*",)),)),
        Concept("Sweden", ("Swedish",)),
        Concept("remote house", (), idioms=("lonely house",)),
        Concept("loneliness", ("lonely",)),
        Concept("faith", ()),
        Concept("son", ()),
        Concept("sharks", ("shark",), ("winter",)),
        Concept("award", ("prize",)),
        Concept("Golden Bear", ("Golden Bear",), (), ("award",)),
        Concept("Cannes", (), (), ("award",)),
        Concept("bears", ("bear",)),
    ),
    languages=(("", WORDS), ("de", QuestionWords(ignored=("ein", "film"), refusals=("ohne",)))),
)
THESAURUS = Thesaurus(VOCABULARY)


def entry(
    film: str, list_slug: str, rank_: int, description: str, fact: str | None = None, **more: object
) -> Entry:
    checks = more.get("checks", ())
    assert isinstance(checks, tuple)
    return Entry(
        id=stable_id(f"{list_slug}/{film}"), list_id=stable_id(list_slug), list_slug=list_slug,
        list_title=list_slug.title(), list_size=9, rank=rank_, listed_title=film, listed_year=2000,
        description=description, fact=fact, film_id=stable_id(film), nearest=None, note=None, checks=checks,
        previous_id=None, next_id=None,
    )  # fmt: skip


def page(title: str, year: int, *entries: Entry, **more: object) -> FilmPage:
    film = replace(make.film(title.lower(), title=title, year=year, **more), id=stable_id(title))
    return FilmPage(film, entries)


WRONG = Check("a", "fact", "It was shot at sea.", "wrong", "It was not.", (), ("It was shot at sea.",))

PAGES = [
    page(
        "Frost", 1975, entry("Frost", "cold", 1, "Two soldiers walk. The snow never ends."),
        themes=("winter", "guilt"), genres=("war", "drama"), runtime_minutes=90, countries=("Soviet Union",),
        directors=("Andrei Tarkovsky",),
    ),
    page(
        "Harbour", 1985, entry("Harbour", "cold", 2, "Sailors wait.", "It was shot at sea.", checks=(WRONG,)),
        themes=("love",), genres=("comedy",), runtime_minutes=160, countries=("Sweden",),
        cast=(Credit("Viggo Mortensen", "Sukhov"),),
    ),
    page(
        "Red Snow", 1971, entry("Red Snow", "cold", 3, "The civil war goes on in the far north."),
        entry("Red Snow", "hot", 1, "No Swedish film is like it."),
        themes=("civil war", "winter"), genres=("drama",), runtime_minutes=80, countries=("Soviet Union",),
        directors=("Andrei Tarkovsky",),
    ),
    page("Plain", 1999, entry("Plain", "hot", 2, "Nothing happens."), genres=("drama",)),
]  # fmt: skip


def invented() -> FilmIndex:
    """The films, searchable."""
    return FilmIndex((document(one, THESAURUS) for one in PAGES), THESAURUS)


def asked(index: FilmIndex, question: str, *likes: FilmDocument) -> Ranking:
    wish = read_wish(question, THESAURUS, index.titles, index.people)
    return rank(index, wish, likes=[*likes, *(document(index.pages[one], THESAURUS) for one in wish.likes)])


def answer(index: FilmIndex, question: str, *likes: FilmDocument) -> list[str]:
    return [one.film.title for one in asked(index, question, *likes).films]
