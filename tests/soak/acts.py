"""What a member, or somebody with a forged client, can send: made by hypothesis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from bot.domain.member_data import MAX_FILE
from bot.preview.world import ANNA, BORIS, FANS, Json
from bot.ui.kit.base36 import base36
from bot.ui.kit.custom_id import FORMS
from db.types import stable_id
from tests.soak.vanishing import ENTRY_SLUG, LIST_SLUG, SLUGS, TITLES_THAT_VANISH

LONGEST = 6_000
"""Characters of a text option, for which a client takes no more."""
KINDS = ("slash", "autocomplete", "press", "mangled", "forged", "select", "modal", "old")
"""A command; typing; a button; one whose custom id was damaged, or made up; a select; a modal; a press on a message
about films that come and go."""

LOCALES = st.sampled_from(["en-US", "ru", "ja", "ar", "pt-BR", "zh-TW", "uk", "hi", "th"])
TITLES = st.sampled_from(
    ["Come and See", "Восхождение", "Solaris", "stalkr", "The Ascent (1977)", "Зеркало", *TITLES_THAT_VANISH]
)
PINGS = ["@everyone", "@here", "<@1290000000000000101>", "<@&1>", "<#1>", "<t:0:R>", "</film:1>", "<:x:1>"]
MARKDOWN = [
    "# big",
    "> quote",
    "```",
    "||spoiler||",
    "[a](http://b.c)",
    "https://discord.gg/x",
    "\\",
    "\n\n",
    "1. ",
]
CHOSEN = ["id:", "id:zzzzzzzzzzzz", "id:-1", *(f"id:{base36(stable_id(slug))}" for slug in SLUGS)]
ODD = ["\u202e", "\u200b" * 300, "e\u0301" * 200, "\U0001f469\u200d" * 50, "\x00", "\ufdfd" * 300]
TRAPS = st.sampled_from([*PINGS, *MARKDOWN, *CHOSEN, *ODD])
CHARACTERS = st.characters(
    exclude_categories=["Cs"]
)  # half of a pair is no character, and travels in no JSON
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=60),
    st.sampled_from(CHOSEN),
    st.lists(st.one_of(TRAPS, TITLES, st.text(CHARACTERS, max_size=20)), max_size=6).map(" ".join),
    st.builds(
        lambda text, times: (text * times)[:LONGEST],
        st.one_of(TRAPS, st.text(CHARACTERS, min_size=1, max_size=40)),
        st.integers(1, LONGEST),
    ),
)
KNOWN_IDS = [
    *(stable_id(slug) for slug in ("come-and-see-1985", "stalker-1979", "survival", *SLUGS, LIST_SLUG)),
    stable_id(f"{LIST_SLUG}/{ENTRY_SLUG}"),
]
NUMBERS = st.one_of(st.integers(0, 40), st.integers(0, 2**64), st.sampled_from(KNOWN_IDS)).map(base36)
FIELDS = st.one_of(
    NUMBERS,
    st.sampled_from(["", "0", "-1", "z" * 14, "Я", "1290000000000000101", "lists", "seen", "watchlist"]),
    st.text(CHARACTERS, max_size=12),
)
CUSTOM_IDS = st.one_of(
    st.builds(
        lambda form, fields: ":".join([form, *fields])[:100],
        st.sampled_from(sorted(FORMS)),
        st.lists(FIELDS, max_size=7),
    ),
    st.text(CHARACTERS, min_size=1, max_size=100),
)
ROWS = st.lists(
    st.builds(lambda title, year: f'"{title}",{year}\n', TITLES, st.sampled_from([1985, 1977, 1, "", "x"])),
    max_size=30,
).map(lambda rows: ("Name,Year\n" + "".join(rows)).encode())
OWN = st.builds(
    '{{"kinoteka": 1, "{}": [{{"film_id": {}, "at": "{}"}}], "films": {}}}'.format,
    st.sampled_from(["seen", "watchlist", "decks"]),
    st.one_of(st.sampled_from(KNOWN_IDS), st.integers(-1, 2**70)),
    st.sampled_from(["2024-05-01T12:00:00+00:00", "0001-01-01", "9999-12-31T23:59:59", "yesterday"]),
    st.sampled_from(["{}", "[]", "null", '{"1": {"title": 5}}']),
).map(str.encode)
FILES = st.tuples(
    st.sampled_from(["watched.csv", "watchlist.csv", "ratings.zip", "x", "фильмы.CSV", "@everyone`||.csv"]),
    st.one_of(
        st.binary(max_size=300),
        st.text(CHARACTERS, max_size=300).map(str.encode),
        ROWS,
        ROWS.map(lambda rows: rows.decode().encode("utf-16")),
        OWN,
        st.just("large"),
    ).map(lambda content: b"Name\n" * (MAX_FILE // 5 + 1) if content == "large" else content),
)


@dataclass(frozen=True, slots=True)
class Act:
    """Something a member does; what it refers to is chosen by number among what there is then."""

    kind: str
    which: int
    text: str
    texts: list[str]
    custom_id: str
    file: tuple[str, bytes]
    flag: bool
    at_boris: bool
    in_dm: bool
    locale: str

    def __repr__(self) -> str:
        """Without eight megabytes of a file, should hypothesis show it."""
        about = {name: getattr(self, name) for name in self.__slots__} | {"file": self.file[1][:300]}
        return f"Act({about})"


ACTS = st.builds(
    Act,
    kind=st.just("slash"),
    which=st.integers(0, 10_000),
    text=TEXTS,
    texts=st.lists(TEXTS, min_size=8, max_size=8),
    custom_id=CUSTOM_IDS,
    file=FILES,
    flag=st.booleans(),
    at_boris=st.booleans(),
    in_dm=st.booleans(),
    locale=LOCALES,
)


def mangled(custom_id: str, act: Act) -> str:
    """One field replaced, one too many or one too few: still of a form that might have been ours."""
    parts = custom_id.split(":")
    position = act.which % len(parts)
    if act.flag:
        parts[position] = act.custom_id[:20]
    elif act.at_boris:
        del parts[position]
    else:
        parts.insert(position, "1")
    return ":".join(parts)[:100] or ":"


def leaves_of(commands: list[Json], before: str = "") -> Iterator[tuple[str, list[Json]]]:
    """Every command that can be typed, "me export" too, with its options."""
    for one in commands:
        if not before and one.get("type", 1) != 1:
            continue  # a command of a message's menu (application commands, types)
        name, options = f"{before}{one['name']}", one.get("options") or []
        if any(option["type"] in {1, 2} for option in options):
            yield from leaves_of(options, f"{name} ")
        else:
            yield name, options


def value_for(option: Json, text: str, act: Act) -> Any:
    """Of the option's type, which Discord itself sees to; a string may be of any length and content."""
    if option.get("choices"):
        return option["choices"][act.which % len(option["choices"])]["value"]
    member = BORIS if act.flag else ANNA
    values = {4: act.which, 5: act.flag, 6: member, 8: FANS.id, 10: float(act.which), 11: act.file}
    return values.get(option["type"], text or "x")


def modal_of(act: Act, custom_id: str) -> Json:
    """A modal that the bot never opened, with a field for the text."""
    field = {"type": 4, "id": 2, "custom_id": act.custom_id[:20] or "x", "style": 2}
    return {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}]}
