"""What a verdict says when its editor gave no more than the verdict."""

from __future__ import annotations

import pytest

from bot.ui.verdicts import corrections, on_fact
from db.types import Check, Verdict


def _check(verdict: Verdict, note: str | None) -> Check:
    return Check(key="a", part="fact", claim="It was shot in a week.", verdict=verdict, note=note, sources=())


@pytest.mark.parametrize("verdict", ["wrong", "misleading"])
def test_what_is_true_is_only_announced_where_it_is_known(verdict: Verdict) -> None:
    known, unknown = _check(verdict, "It took a month."), _check(verdict, None)
    for said in (on_fact([known]), corrections([known])):
        assert said.endswith("The list says: “It was shot in a week.” In fact: It took a month.")
    for said in (on_fact([unknown]), corrections([unknown])):
        assert said.endswith("The list says: “It was shot in a week.”")
