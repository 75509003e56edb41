"""Slips of the fingers: typos, and what no film is called."""

from __future__ import annotations

import random

ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"


def typo(rng: random.Random, text: str) -> str:
    """One edit: a letter left out, doubled, hit beside, or swapped with the next; a text without letters as it is."""
    places = [p for p in range(len(text)) if text[p].isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    way = rng.randrange(4)
    letter = text[place].lower()
    if way == 0:
        return text[:place] + text[place + 1 :]
    if way == 1:
        return text[:place] + text[place] + text[place:]
    if way == 2 and place + 1 < len(text) and text[place + 1].isalpha():
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    keys = RUSSIAN_KEYS if letter in RUSSIAN_KEYS else "qwertyuiopasdfghjklzxcvbnm"
    at = keys.find(letter)
    near = keys[max(at - 1, 0)] if rng.random() < 0.5 or at + 1 >= len(keys) else keys[at + 1]
    return text[:place] + (near if near != letter else keys[at + 1]) + text[place + 1 :]


def nonsense(rng: random.Random) -> str:
    """What no film is called: hit at random, in one alphabet or the other, in one word or more."""
    letters = rng.choice(
        ["qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзхъфывапролджэячсмитьбю", "bcdfghjklmnpqrstvwxz"]
    )
    way = rng.randrange(4)
    if way == 0:  # syllables
        return " ".join(
            "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
            + rng.choice(["", "x", "q", "zz", "k"])
            for _ in range(rng.randint(1, 3))
        )
    if way == 1:  # a hand on the keyboard
        row = rng.choice(["asdfghjkl", "qwertyuiop", "zxcvbnm", "фывапролдж", "йцукенгшщз"])
        return "".join(rng.choice(row) for _ in range(rng.randint(6, 14)))
    return " ".join(
        "".join(rng.choice(letters) for _ in range(rng.randint(4, 9))) for _ in range(rng.randint(1, 3))
    )
