"""Reading wishes: what is asked for, what is refused, when a film was made and how long it runs, in seven languages."""

from __future__ import annotations

import pytest

from bot.domain.recommend.terms import name_term
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import skeleton, stem, tokenize
from bot.domain.recommend.wish import Wish
from bot.domain.recommend.wish_reader import read_wish
from seed import content
from seed.vocabulary import read_vocabulary

STALKER, MIRROR, ROAD = 1, 2, 3
NAMES = {
    "Stalker": STALKER,
    "Сталкер": STALKER,
    "Mirror": MIRROR,
    "Зеркало": MIRROR,
    "The Road": ROAD,
    "Road": ROAD,
}
TITLES = {tuple(stem(token.text) for token in tokenize(name)): film for name, film in NAMES.items()}
PEOPLE = {name_term(skeleton("Sean"), skeleton("Connery"))}


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus(read_vocabulary(content.collect([content.SHIPPED]), []))


def read(thesaurus: Thesaurus, question: str) -> Wish:
    return read_wish(question, thesaurus, TITLES, PEOPLE)


def concepts(wish: Wish, *, refused: bool = False) -> set[str]:
    clauses = wish.refused if refused else wish.clauses
    return {sense.concept for clause in clauses for sense in clause.senses if sense.concept}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("a war film without love", ""), ("военный фильм без любви", ""), ("ein Kriegsfilm ohne Liebe", "de"),
        ("un film de guerre sans amour", "fr"), ("una película de guerra sin amor", "es"),
        ("film wojenny bez miłości", "pl"), ("воєнний фільм без кохання", "uk"), ("sin and redemption", ""),
        ("Stalker", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_question(thesaurus: Thesaurus, question: str, language: str) -> None:
    assert thesaurus.language_of(tokenize(question)) == language


@pytest.mark.parametrize(
    "question",
    [
        "love, not war", "love but not war", "love without war", "love, anything but war", "love except war",
        "my wife hates war, something about love", "I am tired of war. Love, please", "love, no war please",
        "no war but love", "not about war, about love", "love, less war", "nothing about war; love",
        "про любовь, но не про войну", "любовь без войны", "не про войну, а про любовь",
        "надоела война, хочу про любовь",
        "Liebe ohne Krieg", "kein Krieg, lieber Liebe", "amour sans guerre", "pas de guerre, plutôt l'amour",
        "amor sin guerra", "nada de guerra, algo de amor", "miłość bez wojny", "nie o wojnie, ale o miłości",
        "кохання без війни", "не про війну, а про кохання",
    ],
)  # fmt: skip
def test_what_is_refused_and_what_is_not(thesaurus: Thesaurus, question: str) -> None:
    wish = read(thesaurus, question)
    assert concepts(wish, refused=True) == {"war"}
    assert concepts(wish) == {"love"}


def test_a_refusal_of_several_things_is_one(thesaurus: Thesaurus) -> None:
    for question in (
        "no war, winter or love",
        "without war and winter and love",
        "no war, no winter, no love",
    ):
        assert concepts(read(thesaurus, question), refused=True) == {"war", "winter", "love"}
    assert concepts(read(thesaurus, "no war, winter or love, about the sea")) == {"sea"}


@pytest.mark.parametrize(
    "question",
    [
        "not only war", "war, why not", "not without war", "не только про войну", "nicht nur Krieg",
        "two men who hate each other in the war", "I had a long day, give me war", "тяжёлая неделя, хочу про войну",
    ],
)  # fmt: skip
def test_not_every_not_refuses(thesaurus: Thesaurus, question: str) -> None:
    wish = read(thesaurus, question)
    assert not wish.refused
    assert not wish.minutes
    assert concepts(wish) == {"war"}


@pytest.mark.parametrize(
    "question",
    [
        "you do not dare in the war", "soldiers don't surrender, war", "a man who does not forget, war",
        "people who do not speak; war", "they can't come back; war", "a hero won't speak in the war",
        "you are not allowed to leave the war", "он не решается, война", "люди не разговаривают, война",
    ],
)  # fmt: skip
def test_what_somebody_in_a_story_does_not_do_is_not_refused(thesaurus: Thesaurus, question: str) -> None:
    wish = read(thesaurus, question)
    assert not wish.refused
    assert "war" in concepts(wish)
    assert not {"speak", "dare"} & {clause.text for clause in wish.clauses}, "nor asked for"


@pytest.mark.parametrize(
    "question",
    [
        "love; it does not have war", "love that doesn't have war in it", "I do not want war, but love",
        "my wife does not watch war. Love", "he does not like war, something about love", "love, people, not war",
        "for my wife who does not like war: love", "любовь, она не хочет войну", "кто не любит войну: про любовь",
        "do not show me war, but love",
    ],
)  # fmt: skip
def test_what_the_film_does_not_have_or_the_member_does_not_like_is(
    thesaurus: Thesaurus, question: str
) -> None:
    wish = read(thesaurus, question)
    assert concepts(wish, refused=True) == {"war"}
    assert concepts(wish) == {"love"}


def test_who_asks_for_children_to_be_there_is_not_who_refuses_them(thesaurus: Thesaurus) -> None:
    assert concepts(read(thesaurus, "something to watch with children")) == {"family viewing"}
    assert concepts(read(thesaurus, "no films with children"), refused=True) == {"child"}


def test_what_is_wanted_is_not_refused(thesaurus: Thesaurus) -> None:
    wish = read(thesaurus, "a Soviet film, but no Soviet war films")
    assert concepts(wish) == {"Soviet Union"}
    assert concepts(wish, refused=True) == {"war"}


@pytest.mark.parametrize(
    ("question", "likes", "excluded"),
    [
        ("like Stalker", {STALKER}, {STALKER}), ("like Stalker and Mirror", {STALKER, MIRROR}, {STALKER, MIRROR}),
        ("something like the film Stalker", {STALKER}, {STALKER}), ("как «Сталкер»", {STALKER}, {STALKER}),
        ("wie Stalker", {STALKER}, {STALKER}), ("як «Сталкер»", {STALKER}, {STALKER}),
        ("Tarkovsky, not Stalker or Mirror", set(), {STALKER, MIRROR}), ("Tarkovsky except Mirror", set(), {MIRROR}),
        ("less bleak than The Road", set(), {ROAD}), ("not like Stalker", set(), {STALKER}),
        ("no road movies", set(), set()), ("Stalker", set(), set()), ("I would like a war film", set(), set()),
    ],
)  # fmt: skip
def test_films_that_are_named(
    thesaurus: Thesaurus, question: str, likes: set[int], excluded: set[int]
) -> None:
    wish = read(thesaurus, question)
    assert set(wish.likes) == likes
    assert wish.excluded == excluded


def test_a_name_of_two_words_is_one_clause(thesaurus: Thesaurus) -> None:
    for question in ("with Sean Connery", "sean connery", "Connery Sean", "by Stanley Kubrick"):
        (clause,) = read(thesaurus, question).clauses
        assert clause.person
        assert clause.topic


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("80s", (1980, 1989)), ("the 1950s", (1950, 1959)), ("'70s", (1970, 1979)), ("80-х", (1980, 1989)),
        ("1970-е годы", (1970, 1979)), ("made in 1985", (1985, 1985)), ("1970-1975", (1970, 1975)),
        ("семидесятых", (1970, 1979)), ("00s", (2000, 2009)), ("after 2000", (2001, None)),
        ("before the sixties", (None, 1959)), ("before the 60s", (None, 1959)), ("since 1990", (1990, None)),
        ("until 1970", (None, 1970)), ("between 1960 and 1965", (1960, 1965)), ("not older than 1990", (1990, None)),
        ("nothing after 1970", (None, 1970)), ("после 2000 года", (2001, None)), ("до 1960", (None, 1959)),
        ("не старше 2000 года", (2000, None)), ("aus den 70ern", (1970, 1979)), ("nach 2000", (2001, None)),
        ("années 70", (1970, 1979)), ("après 2000", (2001, None)), ("años 70", (1970, 1979)),
        ("antes de 1960", (None, 1959)), ("lata 70.", (1970, 1979)), ("po 2000", (2001, None)),
        ("після 2000", (2001, None)), ("60-ті", (1960, 1969)), ("from 1985 on", (1985, None)),
    ],
)  # fmt: skip
def test_years(thesaurus: Thesaurus, question: str, span: tuple[int | None, int | None]) -> None:
    assert [(one.least, one.most) for one in read(thesaurus, question).years] == [span]


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("under 90 minutes", (None, 90)), ("less than an hour and a half", (None, 90)), ("до двух часов", (None, 120)),
        ("up to 2.5 hours", (None, 150)), ("не длиннее 100 минут", (None, 100)), ("меньше часа", (None, 60)),
        ("not longer than two hours", (None, 120)), ("no more than 2 hours", (None, 120)), ("1h30", (None, 90)),
        ("I have 80 minutes", (None, 80)), ("not 3 hours", (None, 179)), ("at least three hours", (180, None)),
        ("about 90 minutes", (78, 102)), ("90-120 minutes", (90, 120)), ("короткий", (None, 92)), ("short", (None, 92)),
        ("not short", (92, None)), ("unter zwei Stunden", (None, 120)), ("nicht länger als 90 Minuten", (None, 90)),
        ("moins de deux heures", (None, 120)), ("menos de dos horas", (None, 120)),
        ("poniżej dwóch godzin", (None, 120)), ("не довше двох годин", (None, 120)), ("короче ста минут", (None, 100)),
    ],
)  # fmt: skip
def test_lengths(thesaurus: Thesaurus, question: str, span: tuple[int | None, int | None]) -> None:
    assert [(one.least, one.most) for one in read(thesaurus, question).minutes] == [span]


def test_years_and_lengths_that_are_neither(thesaurus: Thesaurus) -> None:
    for question in (
        "like 3 friends",
        "around the world in 80 days",
        "1941",
        "the war of 1812",
        "under three",
    ):
        wish = read(thesaurus, question)
        assert not wish.years
        assert not wish.minutes


def test_bounds_after_a_refusal_are_asked_for(thesaurus: Thesaurus) -> None:
    (years,) = read(thesaurus, "a war film without love after 2000").years
    assert (years.least, years.most, years.refused) == (2001, None, False)
    first, second = read(thesaurus, "nothing from the fifties or sixties").years
    assert first.outside
    assert second.outside


def test_longer_and_shorter_are_relative(thesaurus: Thesaurus) -> None:
    (bounds,) = read(thesaurus, "like Stalker but shorter").minutes
    assert bounds.relative
    (bounds,) = read(thesaurus, "a war film shorter than Stalker").minutes
    assert bounds.film == STALKER


def test_longing_is_not_long(thesaurus: Thesaurus) -> None:
    wish = read(thesaurus, "longing")
    assert not wish.minutes
    assert concepts(wish) == {"longing"}


def test_an_or_makes_an_alternative(thesaurus: Thesaurus) -> None:
    first, second = read(thesaurus, "war or love").clauses
    assert not first.alternative
    assert second.alternative


def test_anything_is_read(thesaurus: Thesaurus) -> None:
    for question in (
        "not not not",
        "like like like",
        "than",
        "не",
        "no, no or",
        "«»",
        "0" * 200,
        "like «",
        "the",
    ):
        read(thesaurus, question)


@pytest.mark.parametrize(
    "question", ["nobody believes him", "nobody helps her", "no one trusts them", "никто не верит"]
)
def test_what_nobody_does_in_a_story_is_not_refused(thesaurus: Thesaurus, question: str) -> None:
    assert not read(thesaurus, question).refused
    assert "kindness" not in concepts(read(thesaurus, question))


@pytest.mark.parametrize("question", ["a film where nobody kills", "a war film in which nobody is in love"])
def test_nobody_refuses_what_is_to_happen_to_no_one(thesaurus: Thesaurus, question: str) -> None:
    assert read(thesaurus, question).refused
