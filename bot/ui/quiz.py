"""The pages of the quiz "True or false?": a claim with three buttons, what is true, and a round for a channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.quiz import Question, check_id
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState, State
from bot.ui.kit.components import Component, button, row, words
from bot.ui.kit.language import N_, NP_, Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.quiz_state import QuizState, RoundState
from bot.ui.kit.text import escape, joined, link, prose, short_heading, shorten
from db.types import QuizResult, Said

_SOURCES: Final = 3
LABELS: Final[Mapping[Said, str]] = {
    # Translators: the three answers to "True or false?", on buttons.
    "confirmed": NP_("quiz", "True"),
    "misleading": NP_("quiz", "Not quite"),
    "wrong": NP_("quiz", "False"),
}
"""What members press, to be looked up in the context "quiz"."""
_RIGHT: Final[Mapping[Said, str]] = {
    "confirmed": N_("✓ Right: it is true"),
    "misleading": N_("✓ Right: it is not quite true"),
    "wrong": N_("✓ Right: it is false"),
}
_NOT_RIGHT: Final[Mapping[Said, str]] = {
    "confirmed": N_("✗ No: it is true"),
    "misleading": N_("✗ No: it is not quite true"),
    "wrong": N_("✗ No: it is false"),
}
_REVEALED: Final[Mapping[Said, str]] = {
    "confirmed": N_("It is true"),
    "misleading": N_("It is not quite true"),
    "wrong": N_("It is false"),
}


def question(language: Language, asked: Question, state: QuizState, *, shareable: bool) -> Answer:
    """The claim, for one member alone. `shareable`: there is a channel that could be asked."""
    _ = language.gettext
    items = (
        words("\n".join(["## " + _("True or false?"), *_claim(language, asked)])),
        row(
            *_choices(language, ("quiz:true", "quiz:partly", "quiz:false"), state),
            button("quiz:ask", state, _("Ask the channel")) if shareable else None,
        ),
    )
    return Answer(language, items, colour.of_list(asked.list_slug))


def answered(language: Language, asked: Question, state: QuizState, said: Said, *, shareable: bool) -> Answer:
    """Whether they were right, and what is true."""
    verdict = language.gettext((_RIGHT if said == asked.verdict else _NOT_RIGHT)[asked.verdict])
    return _solved(language, asked, state, f"## {verdict}", "", shareable=shareable)


def round_question(language: Language, asked: Question, state: RoundState, asker: int) -> Answer:
    """The claim, for a whole channel; `asker` is the id of the member who asks."""
    _ = language.gettext
    who = f"<@{asker}>"
    rule = _(
        "Nobody sees what you answer, and you may change it until {member} reveals how many were right.",
        member=who,
    )
    items = (
        words("\n".join(["## " + _("True or false?"), *_claim(language, asked), f"-# {rule}"])),
        row(
            *_choices(language, ("round:true", "round:partly", "round:false"), state),
            button("round:reveal", state, _("Reveal")),
        ),
    )
    return Answer(language, items, colour.of_list(asked.list_slug))


def taken(language: Language, said: Said) -> Answer:
    """An answer in a round was put down."""
    sentence = language.gettext(
        "Your answer is “{answer}”. Only you see it; until the round is revealed, another button changes it.",
        answer=label(language, said),
    )
    return notice(language, sentence)


def revealed(language: Language, asked: Question, result: QuizResult, *, late: bool = False) -> Answer:
    """What is true, and how many were right. `late`: for somebody who answers after that."""
    _ = language.gettext
    if result.answered:
        how_many = _(
            "Right answers: {right} of {answered}.",
            right=language.number(result.right),
            answered=language.number(result.answered),
        )
    else:
        how_many = _("Nobody answered.")
    head = f"## {_(_REVEALED[asked.verdict])}"
    if late:
        head = _("This round has been revealed already, so your answer no longer counts.") + f"\n{head}"
    state = QuizState(asked.entry, check_id(asked.check))
    return _solved(language, asked, state, head, f"**{how_many}**", shareable=False)


def not_the_asker(language: Language) -> Answer:
    """Somebody else wants to reveal a round."""
    return notice(language, language.gettext("Only whoever asked can reveal how many were right."))


def nothing_to_ask(language: Language, *, of_a_list: bool) -> Answer:
    """No check can be asked about."""
    _ = language.gettext
    if of_a_list:
        return notice(
            language, _("This list has no claim to ask about. `/quiz` without `list:` asks about all.")
        )
    return notice(language, _("There is no claim to ask about yet: no list has been checked."))


def _claim(language: Language, asked: Question) -> list[str]:
    """The film, and what is claimed of it; behind a warning where that gives away the ending."""
    film = f"**{escape(short_heading(asked.film.title, asked.film.year, 200))}**"
    claim = f"> {_hidden(asked, prose(asked.check.claim, 800))}"
    if not asked.check.spoils:
        return [film, claim]
    warning = language.gettext("⚠️ This gives away how the film ends. Press the dark bar to read it.")
    return [film, f"-# {warning}", claim]


def _hidden(asked: Question, text: str) -> str:
    return f"||{text}||" if asked.check.spoils else text


def _solved(
    language: Language, asked: Question, state: QuizState, head: str, result: str, *, shareable: bool
) -> Answer:
    _ = language.gettext
    check = asked.check
    note = _hidden(asked, prose(check.note, 900)) if check.note else ""
    cited = joined(link(shorten(one.name, 80), one.url) for one in check.sources[:_SOURCES])
    of_list = escape(asked.list_title)
    origin = (
        _("Checked for the list **{list}**: {sources}", list=of_list, sources=cited)
        if cited
        else _("Checked for the list **{list}**", list=of_list)
    )
    lines = [head, *_claim(language, asked), note, result, f"-# {origin}"]
    card = CardState(asked.film.id, asked.entry)
    buttons = row(
        button("quiz:another", state, _("Another one"), kind="main"),
        button("card:open", card, _("The film")),
        button("quiz:ask", state, _("Ask the channel")) if shareable else None,
    )
    text = words("\n".join(line for line in lines if line))
    return Answer(language, (text, buttons), colour.of_list(asked.list_slug))


def _choices(language: Language, forms: tuple[str, ...], state: State) -> list[Component]:
    return [
        button(form, state, label(language, said), kind="main")
        for form, said in zip(forms, LABELS, strict=True)
    ]


def label(language: Language, said: Said) -> str:
    """An answer, as its button says it."""
    return language.pgettext("quiz", LABELS[said])
