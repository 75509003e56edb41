from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deck import Filter
from bot.domain.private_match import MOST
from bot.ui.kit.base36 import base36, number
from bot.ui.kit.button_state import (
    AboutState,
    AskedState,
    CardState,
    CompanyState,
    DailyState,
    FilteredListState,
    ListState,
    MarkState,
    MatchState,
    MineState,
    PutBackState,
    QuestionState,
    SourcesState,
    State,
)
from bot.ui.kit.curate_state import (
    CuratedEntryState,
    CuratedListState,
    RehearsalState,
    ReportState,
    SuggestState,
)
from bot.ui.kit.custom_id import (
    FORMS,
    MAX_CUSTOM_ID,
    CustomIdError,
    form_of,
    in_language,
    language_code_of,
    read,
    read_choice,
    write,
    write_choice,
)
from bot.ui.kit.filter_code import read_deal, write_deal
from bot.ui.kit.night_state import NightFilmState, NightLogState, NightStarsState, NightState
from bot.ui.kit.quiz_state import QuizState, RoundState
from tests.given_out import GIVEN_OUT


def test_numbers_are_read_back() -> None:
    assert base36(0) == "0"
    assert base36(35) == "z"
    assert base36(36) == "10"
    assert len(base36(2**64 - 1)) == 13


@given(st.integers(0, 2**64 - 1))
def test_any_number_is_read_back(value: int) -> None:
    assert number(base36(value)) == value


GIVEN_OUT_WITH_THE_MEMBER: list[tuple[str, str, State]] = [
    ("card:show:a:b:c:", "card:show", CardState(10, 11)),
    ("card:prev:0:b:c:", "card:prev", CardState(0, 11)),
    ("card:next:0:b:c:0", "card:next", CardState(0, 11, "0")),
    ("card:deal:a:b:c:z", "card:deal", CardState(10, 11, "z")),
    ("card:pick:a:b:c:", "card:pick", CardState(10, 11)),
    ("card:voice:a:b:c:0", "card:voice", CardState(10, 11, "0")),
    ("card:more:a:b:c:", "card:more", CardState(10, 11)),
    ("card:less:a:b:c:", "card:less", CardState(10, 11)),
    ("card:deal:a:b:c:z.m3c.d5h.tzz", "card:deal", CardState(10, 11, "z.m3c.d5h.tzz")),
    ("card:aside:a:b:c:0.uhsf00", "card:aside", CardState(10, 11, "0.uhsf00")),
    ("card:group:a:b:c:z.m3c.s1", "card:group", CardState(10, 11, "z.m3c.s1")),
    ("card:alike:a:b:c:", "card:alike", CardState(10, 11)),
    ("list:show:a:0:c", "list:show", ListState(10, 0)),
    ("list:back:a:1:c", "list:back", ListState(10, 1)),
    ("list:prev:a:1:c", "list:prev", ListState(10, 1)),
    ("list:next:a:1:c", "list:next", ListState(10, 1)),
    ("list:pick:0:0:c", "list:pick", ListState(0, 0)),
    ("list:entry:a:0:c", "list:entry", ListState(10, 0)),
    ("sifted:prev:a:0:c:u", "sifted:prev", FilteredListState(10, 0, "u")),
    ("sifted:next:a:1:c:s", "sifted:next", FilteredListState(10, 1, "s")),
    ("sifted:entry:a:1:c:u", "sifted:entry", FilteredListState(10, 1, "u")),
    ("recommend:next:c:5:a:0.m3c", "recommend:next", QuestionState(5, 10, "0.m3c")),
    ("recommend:open:c:0:0:z", "recommend:open", QuestionState(0, 0, "z")),
]
"""By versions that kept in a custom id whose message it is."""


@pytest.mark.parametrize(("custom_id", "form", "state"), GIVEN_OUT)
def test_what_was_given_out_is_read_for_ever(custom_id: str, form: str, state: State) -> None:
    """Messages live for years: add lines, never change one."""
    assert read(custom_id) == (form, state)
    assert write(form, state) == custom_id


@pytest.mark.parametrize(("custom_id", "form", "state"), GIVEN_OUT_WITH_THE_MEMBER)
def test_what_older_versions_gave_out_is_read_for_ever(custom_id: str, form: str, state: State) -> None:
    assert read(custom_id) == (form, state)


def test_every_form_is_pinned() -> None:
    assert {form for _, form, _ in GIVEN_OUT} == set(FORMS)


def test_the_longest_fits() -> None:
    most = 2**64 - 1
    most_asked = Filter(2**60 - 1, 1440, 2**33 // 60, 2200, 2**60 - 1, "seen")
    longest: dict[type, State] = {
        CardState: CardState(most, most, write_deal(most_asked)),
        QuestionState: QuestionState(100_000, 2**60, write_deal(most_asked)),
        ListState: ListState(most, most),
        SourcesState: SourcesState(most, most),
        MarkState: MarkState(2**60, 2**60, 2**33),
        MineState: MineState("watchlist", most),
        PutBackState: PutBackState("watchlist", most, 2**60, 2**33),
        FilteredListState: FilteredListState(2**60, most, "u"),
        AskedState: AskedState(2**33),
        DailyState: DailyState(most),
        AboutState: AboutState(),
        CompanyState: CompanyState(tuple(most - n for n in range(MOST))),
        MatchState: MatchState(2**60, 2**60, write_deal(most_asked)),
        QuizState: QuizState(2**60, 2**60, 2**60, True),
        RoundState: RoundState(2**63),
        NightState: NightState(2**63),
        NightFilmState: NightFilmState(2**63, 2**60),
        NightStarsState: NightStarsState(2**63, 5),
        NightLogState: NightLogState(1_000_000),
        RehearsalState: RehearsalState(2**33, most),
        CuratedListState: CuratedListState(2**60, most),
        CuratedEntryState: CuratedEntryState(2**60, 2**60),
        ReportState: ReportState(most, most),
        SuggestState: SuggestState(2**60, 2**60),
    }
    for form, kind in FORMS.items():
        assert len(in_language(write(form, longest[kind]), "ru")) <= MAX_CUSTOM_ID
    assert len(write_choice(most, most)) <= 100


@given(
    st.one_of(
        st.text(max_size=120),
        st.from_regex(
            r"(card|list|sources|seen|watchlist|mine|sifted|import|forget|recommend|about|together|curate|curated|rehearsal|entry|report|suggest|mistake):[a-z]+(:[0-9a-zA-Z.~!]*){0,6}"
        ),
    )
)
def test_anything_else_is_refused_in_one_way(custom_id: str) -> None:
    try:
        form, state = read(custom_id)
    except CustomIdError:
        return
    assert read(write(form, state)) == (form, state)


@given(
    st.builds(
        Filter,
        st.integers(0, 2**60 - 1),
        st.integers(0, 1440),
        st.integers(0, 2**33 // 60),
        st.integers(187, 220).map(lambda decade: decade * 10),
        st.integers(0, 2**60 - 1),
        st.sampled_from(["any", "unseen", "seen"]),
    )
)
def test_what_is_dealt_from_is_read_back(wanted: Filter) -> None:
    assert read_deal(write_deal(wanted)) == wanted


@pytest.mark.parametrize(
    "deal",
    [
        ".m1",
        "0.",
        "0.m",
        "0.x1",
        "0.m1.m2",
        "0.m1000000",
        "0.d1",
        "0.tzzzzzzzzzzzzz",
        "0:1",
        "0..m1",
        "0.s3",
        "0.s",
    ],
)
def test_mangled_deals_are_refused(deal: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_deal(deal)


@pytest.mark.parametrize("value", ["", ":", "a", "a:b:c", "A:B", "١:٢", "a:-1", "zzzzzzzzzzzzzz:0", "1 :2"])
def test_mangled_choices_are_refused(value: str) -> None:
    with pytest.raises(CustomIdError):
        read_choice(value)


@pytest.mark.parametrize(
    "custom_id",
    ["card:show:{}:0:0:", "card:show:0:{}:0:", "list:show:{}:0:0", "sources:show:{}:0", "seen:mark:{}:0:0"],
)
def test_a_number_that_can_be_no_id_is_refused_before_a_database_sees_it(custom_id: str) -> None:
    assert read(custom_id.format(base36(2**60 - 1)))
    with pytest.raises(CustomIdError):
        read(custom_id.format(base36(2**60)))
    with pytest.raises(CustomIdError):
        read_choice(f"{base36(2**64 - 1)}:0")


def test_a_message_says_in_which_language_it_was_written() -> None:
    for custom_id, form, state in GIVEN_OUT:
        assert in_language(custom_id, "en") == custom_id, "and every message from before there were others"
        assert language_code_of(custom_id) == "en"
        russian = in_language(custom_id, "ru")
        assert russian == f"{custom_id}@ru" == in_language(russian, "ru")
        assert language_code_of(russian) == "ru"
        assert (read(russian), form_of(russian)) == ((form, state), form)
        assert in_language(russian, "en") == custom_id


@pytest.mark.parametrize(
    "custom_id", ["list:show:a:1@", "list:show:a:1@RU", "list:show:a:1@r", "list:show@ru:a:1", "@ru"]
)
def test_mangled_languages_are_refused(custom_id: str) -> None:
    with pytest.raises(CustomIdError):
        read(custom_id)
