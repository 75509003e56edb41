"""CONTRIBUTING.md held against the code: what a recipe asks for was done for everything there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from discord import app_commands

from bot.client import Kinoteka
from bot.settings import Settings
from bot.ui.film_details import JOBS as SHOWN_JOBS
from bot.ui.kept import KEPT
from bot.ui.kit.custom_id import FORMS
from bot.ui.recommend_page import REASONS
from db import members
from db.types import Job
from seed.records import JOBS as RECORD_JOBS

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"(?ms)^### (.+?)\n(.*?)(?=^##|\Z)", TEXT)
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)}


def said(command: app_commands.Command | app_commands.Group | app_commands.ContextMenu) -> Iterator[str]:  # type: ignore[type-arg]  # any
    """What a member types or clicks for a command and its subcommands."""
    if isinstance(command, app_commands.ContextMenu):
        yield f"*{command.name}*"
    elif isinstance(command, app_commands.Group):
        for one in command.commands:
            yield from said(one)
    else:
        yield f"`/{command.qualified_name}"


def test_every_file_of_a_recipe_is_there() -> None:
    named = [
        path
        for _, recipe in RECIPES
        for path in re.findall(r"`([\w/.<>-]+\.(?:py|md|txt|yaml|example|po))`", recipe)
    ]
    assert len(named) > 30, "no recipes were read"
    for path in named:
        where = ROOT / path
        if "<" in path:  # one of many: its folder
            where = next(parent for parent in where.parents if "<" not in str(parent.relative_to(ROOT)))
        assert where.exists(), path


@pytest.mark.parametrize(("title", "recipe"), RECIPES, ids=[title for title, _ in RECIPES])
def test_a_recipe_has_as_many_steps_as_it_says(title: str, recipe: str) -> None:
    promised = NUMBERS[re.search(r"\((\w+) files?", title)[1]]  # type: ignore[index]  # each title has it
    steps = re.findall(r"(?m)^\d+\. (.*(?:\n   .*)*)", recipe)
    files = sum(max(1, len(re.findall(r" and `", step.split(":")[0])) + 1) for step in steps)
    assert files == promised or len(steps) == promised, (title, steps)


async def test_every_command_stands_in_the_readme(bot: Kinoteka) -> None:
    typed = [one for command in bot.tree.get_commands() for one in said(command)]
    assert len(typed) > 5
    assert not [one for one in typed if one not in README]


def test_every_form_is_pinned_and_handled_in_one_file() -> None:
    handlers = [path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "handlers").glob("*.py")]
    pinned = (ROOT / "tests" / "given_out.py").read_text(encoding="utf-8")
    for form in FORMS:
        assert sum(f'"{form}"' in text for text in handlers) == 1, form
        assert f'"{form}"' in pinned, form


def test_every_setting_is_explained() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    known = [field.name.upper() for field in fields(Settings)]
    assert len(known) > 5
    for name in known:
        assert re.search(rf"(?m)^{name}=", example), name
        assert f"`{name}`" in OPERATING, name


def test_what_is_stored_per_member_is_told() -> None:
    assert set(KEPT) == set(members.tables())


def test_every_job_has_a_field_and_words() -> None:
    assert set(get_args(Job)) == set(SHOWN_JOBS) == set(RECORD_JOBS)
    assert set(get_args(Job)) <= set(REASONS), "a reason of /recommend would have no words"
