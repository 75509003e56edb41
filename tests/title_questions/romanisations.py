"""How six systems and a few habits write Russian in Latin letters, each from its own rules and not from ours.

Sources: BGN/PCGN 1947, ISO 9:1995, ALA-LC 2012, GOST 7.79-2000 system B, scientific (DIN 1460), Duden, French press.
"""

from __future__ import annotations

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

_SYSTEMS = {
    "bgn": "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
    "iso9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
    "ala": "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a",
    "gost": "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh `` y` ` e` yu ya",
    "scientific": "a b v g d e ë ž z i j k l m n o p r s t u f ch c č š šč ʺ y ʹ ė ju ja",
    "german": "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja",
    "french": "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia",
    "guess": "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sh - i - e u ya",
}

SYSTEMS = tuple(_SYSTEMS)
_VOWELS = "аеёиоуыэюяъь"


def romanised(text: str, system: str) -> str:
    """The Russian text in Latin letters; what is not Russian stays."""
    table = dict(zip(_LETTERS, _SYSTEMS[system].replace("-", "∅").split(" "), strict=True))
    out = []
    for place, letter in enumerate(text):
        lower = letter.lower()
        latin = table.get(lower, letter).replace("∅", "")
        before = text[place - 1].lower() if place else " "
        if system == "bgn" and lower in "её" and (before in _VOWELS or not before.isalpha()):
            latin = "ye" if lower == "е" else "yo"
        if (
            system == "german"
            and lower == "с"
            and before in _VOWELS
            and text[place + 1 : place + 2].lower() in set(_VOWELS)
        ):
            latin = "ss"
        out.append(latin.capitalize() if letter.isupper() and latin else latin)
    return "".join(out)
