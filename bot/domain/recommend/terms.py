"""What films and wishes are compared by, and the fields of a film in which it may stand."""

from __future__ import annotations

from typing import Final, Literal, NewType, cast, get_args

from db.types import Job

Label = Literal["theme", "genre", "tone", "undertone", "colour", "country", "language", "studio", "award"]
"""Fields of a film that hold short names, said plainly."""
Text = Literal["synopsis", "description", "fact"]
Field = Label | Text | Job | Literal["title", "character", "book", "list", "year"]

JOBS: Final[tuple[Job, ...]] = get_args(Job)
LABELS: Final[tuple[Label, ...]] = get_args(Label)
FIELDS: Final[tuple[Field, ...]] = (
    *LABELS, *cast("tuple[Text, ...]", get_args(Text)), *JOBS, "title", "character", "book", "list", "year",
)  # fmt: skip

Term = NewType("Term", str)
"""What films and wishes are compared by: a stem, or with a sign before it a concept, a name, a full name, a decade,
or one of these in the name of a prize."""


def stem_term(stem: str) -> Term:
    """A word, in any of its forms."""
    return Term(stem)


def concept_term(concept: str) -> Term:
    """A meaning, in any of its words."""
    return Term(f"#{concept}")


def name_term(*skeletons: str) -> Term:
    """One word of somebody's name, or two that stand beside each other."""
    return Term(f"@{' '.join(skeletons)}")


def won_term(term: Term) -> Term:
    """What stands in the name of a prize that a film has won: where, of whom, for what."""
    return Term(f"&{term}")


def nominated_term(term: Term) -> Term:
    """A prize for which a film was only nominated."""
    return Term(f"~{term}")


def decade_term(year: int) -> Term:
    """The ten years that a year is one of."""
    return Term(f"%{year // 10}")
