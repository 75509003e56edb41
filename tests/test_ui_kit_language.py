"""The catalogues of sentences: complete, in step with the code, and short enough for Discord in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.ui.kit.language import DOMAIN, ENGLISH, LOCALE, code_of, language, languages
from bot.ui.kit.text import MAX_LABEL, MAX_OPTION, MAX_PLACEHOLDER

BOT = Path(__file__).parents[1] / "bot"
PO_FILES = sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}
"""Those of `make messages`."""
LOOKED_UP = frozenset(KEYWORDS)
COMMAND = re.compile(r"`(/[^`]*)`")
LONGEST = {"film": "x" * 67, "language": "x" * 20}
"""What stands for a placeholder in a label at its longest; for others, mostly numbers, seven characters."""

Key = tuple[str | None, str]


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def key(message: Message) -> Key:
    return message.context, ids(message)[0]


def messages(catalogue: Catalog) -> dict[Key, Message]:
    return {key(one): one for one in catalogue if one.id}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def in_code() -> set[Key]:
    """Every message that the code looks up, by context and English words."""
    found = extract_from_dir(
        str(BOT), [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"]
    )
    return {
        (context, message if isinstance(message, str) else message[0]) for _, _, message, _, context in found
    }


def test_there_are_others_beside_english() -> None:
    assert PO_FILES
    assert set(languages()) == {ENGLISH, *(path.parents[1].name for path in PO_FILES)}
    assert [one.name for one in languages().values()] == ["English", "Русский"]


@pytest.mark.parametrize("path", PO_FILES, ids=str)
def test_a_catalogue_has_what_the_code_says_and_nothing_else(path: Path, in_code: set[Key]) -> None:
    known = set(messages(catalogue(path)))
    assert len(in_code) > 300
    assert not in_code - known, "run `make messages`"
    assert not known - in_code, "run `make messages`"


@pytest.mark.parametrize("path", PO_FILES, ids=str)
def test_what_is_installed_was_compiled_from_it(path: Path) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make messages`"


@pytest.mark.parametrize("path", PO_FILES, ids=str)
def test_every_sentence_is_translated_in_every_number(path: Path) -> None:
    known = catalogue(path)
    for one in messages(known).values():
        assert not one.fuzzy, one.id
        assert len(strings(one)) == (1 if isinstance(one.id, str) else known.num_plurals), one.id
        assert all(text.strip(" ") for text in strings(one)), one.id


@pytest.mark.parametrize("path", PO_FILES, ids=str)
def test_placeholders_commands_and_line_breaks_survive_translation(path: Path) -> None:
    for one in messages(catalogue(path)).values():
        whole = ids(one)[-1]
        for text in strings(one):
            assert placeholders(text) == placeholders(whole), one.id
            assert sorted(COMMAND.findall(text)) == sorted(COMMAND.findall(whole)), one.id
            assert text.count("**") == whole.count("**"), one.id
            assert text.count("\n") == whole.count("\n"), one.id


def test_no_sentence_is_looked_up_within_an_f_string() -> None:
    """Babel would not see it."""
    hidden = []
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                hidden += [f"{path}:{call.lineno}" for call, _ in looked_up(node)]
    assert not hidden


def test_plurals_follow_the_language() -> None:
    russian = language("ru")
    counted = {n: russian.ngettext("{count} film", "{count} films", n) for n in (1, 2, 5, 11, 21, 112, 1234)}
    assert counted == {
        1: "1 фильм",
        2: "2 фильма",
        5: "5 фильмов",
        11: "11 фильмов",
        21: "21 фильм",
        112: "112 фильмов",
        1234: "1\N{NO-BREAK SPACE}234 фильма",
    }


def test_what_nobody_translated_is_english() -> None:
    assert language("ru").gettext("Nobody wrote this.") == "Nobody wrote this."
    assert language("xx") is language(ENGLISH)
    assert [code_of(one) for one in ("ru", "en-US", "en-GB", "uk", "", None)] == [
        "ru",
        "en",
        "en",
        None,
        None,
        None,
    ]


def test_values_are_not_read_as_placeholders() -> None:
    said = language("en").gettext("Films by {director}", director="{count} {0} {director}")
    assert said == "Films by {count} {0} {director}"


# Discord's limits: labels are found where the code hands them over, in every language and at their longest


def looked_up(node: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call within that looks up a literal message, with the message in the plural."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            name = one.func.attr if isinstance(one.func, ast.Attribute) else getattr(one.func, "id", "")
            literals = [a.value for a in one.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in LOOKED_UP and literals:
                yield one, literals[-1]


def handed_over(function: ast.AST, argument: ast.AST) -> list[str]:
    """The messages of an argument: those within, or those that a variable of that name was given."""
    found = [message for _, message in looked_up(argument)]
    if isinstance(argument, ast.Name):
        for one in ast.walk(function):
            named = isinstance(one, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == argument.id for target in one.targets
            )
            if named:
                found += [message for _, message in looked_up(one.value)]  # type: ignore[attr-defined]
    return found


def labels() -> Iterator[tuple[str, int]]:
    """Every label of a button, placeholder of a select and text of an option, with the most characters it may have."""
    places = {
        "button": {2: MAX_LABEL},
        "select": {2: MAX_PLACEHOLDER},
        "Choice": {1: MAX_OPTION, 2: MAX_OPTION},
    }
    for path in sorted((BOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                limits = places.get(getattr(call.func, "id", ""), {})
                for position, most in limits.items():
                    for argument in call.args[position : position + 1]:
                        yield from ((message, most) for message in handed_over(function, argument))
        for node in tree.body:  # tables of labels
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                of_table = {"_WITHOUT": MAX_LABEL, "LABELS": MAX_LABEL, "_FILTERS": MAX_OPTION}.get(
                    getattr(target, "id", "")
                )
                if of_table:
                    yield from ((message, of_table) for _, message in looked_up(node.value))


def test_every_label_fits_in_every_language() -> None:
    found = set(labels())
    assert len(found) > 50
    said = 0
    for path in PO_FILES:
        by_id: dict[str, list[str]] = {}
        for one in messages(catalogue(path)).values():
            by_id.setdefault(ids(one)[-1], []).extend([*strings(one), *ids(one)])
        for message, most in found:
            for text in by_id[message]:
                names = placeholders(text)
                filled = text.format(**{name: LONGEST.get(name, "9" * 7) for name in names})
                assert len(filled) <= most, filled
                said += 1
    assert said > 120
