"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sentences import sentences

WHOLE = [
    ("He served in the U.S. Army.",),
    ("It was bought by the U.S.", "The rest is known."),
    ("J. S. Bach wrote the music.", "A. S. Pushkin did not."),
    ("Dr. Oakes drives to St. Louis.", "Mr. Dahlberg stays."),
    ("It won at Cannes in 1971.", "1972 was quieter."),
    ("“Star” is their call sign.", "“Who goes there?” somebody asks.", "Nobody answers."),
    ("Nobody says “No.”", "Everybody hears it."),
    ("(It was cold.)", "She went home."),
    ("They wait… and wait.", "And then…", "Nothing."),
    ("What keeps people going?", "Films, e.g. Stalker, ask it!", "They do."),
    ("Entry no. 1 of vol. 2 is The Ascent.", "Vol. 3 follows."),
    ("Letters, etc.", "More of them follow."),
    ("||Both die.||", "The rest is silence."),
    ("It is three hours long (approx.) and worth it.",),
    ("1. Stalker is first.",),
    ("Фильм снят в 1941 г. в Москве.", "А. С. Пушкин не снимал."),
    ("Премьера была в 1972 г.", "Он вышел позже."),
    ("«Кто там?» — спросил он.", "Никто не ответил…", "И всё."),
    ("Съёмки шли на ул. Ленина и в г. Петрозаводске.", "Потом — в Москве."),
    ("Так, т. е. иначе.", "Ещё раз!"),
]


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole[0])
def test_a_text_is_cut_where_its_sentences_end(whole: tuple[str, ...]) -> None:
    assert sentences(" ".join(whole)) == whole


def test_a_paragraph_ends_a_sentence() -> None:
    assert sentences("A title\n\nAnd a sentence.  And one more.\n") == (
        "A title",
        "And a sentence.",
        "And one more.",
    )
    assert sentences(" ") == ()


@given(st.text(alphabet='Ab.?!…"»( \nЯя1|', max_size=60))
def test_nothing_is_lost_and_every_sentence_stands_in_the_text(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(sentence in text and sentence == sentence.strip() != "" for sentence in found)
