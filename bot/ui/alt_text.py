"""What is on a picture, in one or two sentences, for those who do not see it. No Discord in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.art.picture import DrawnPicture
from db.types import Film, FilmList

MAX_ALT_TEXT = 1024
"""Longest description of a picture, in characters (components/reference, media gallery and thumbnail)."""

SCENES: Mapping[str, str] = {
    "slope": "two small figures climbing a steep snowfield under a round sun",
    "floe": "a triangular tent on broken ice, radio rings around its mast and an airship above",
    "wire": "strands of barbed wire, one of them cut, before a northern shore and a low sun",
    "windows": "two identical blocks of flats in the snow, one window lit, a fir between them",
    "peaks": "sharp two-toned mountains with a few birds below the summit",
    "fortress": "a brick fortress gate under a fan of rays, a boy with a trumpet in its arch",
    "wedge": "a wedge driven through rings around a star",
    "encircled": "arrows from every side closing in on a single figure",
    "signal": "a great star sending rings over a file of soldiers, with a line of Morse code",
    "eye": "a wide-open eye with a burning house in its pupil",
    "column": "ranks of soldiers marching uphill, bayonet behind bayonet",
    "searchlights": "searchlights crossing over dark roofs and catching an aeroplane",
    "cartridges": "a row of cartridges before dunes and a sun, one of them set apart",
    "rails": "railway tracks running into a low sun past telegraph poles, a woman waiting far off",
    "locomotive": "a steam locomotive with a star, head-on, between fir trees",
    "road": "a man and a child on an empty road between dead trees",
    "steamer": "a steamer leaning away from the quay while a crowd hurries towards it",
    "desert": "a pale sun over dunes, a man leading a file of veiled figures",
    "zone": "rails leading three men towards a great ring of light between crooked poles",
    "waves": "a small sailing boat on rows of rounded waves",
    "trunks": "tree trunks in bands of fog, one man carrying another between them",
    "marsh": "sunrise over still water, a file of figures walking past the sun between birches",
    "volcano": "an erupting volcano behind a small temple and a falling column",
    "lone_tree": "a bare tree by the water, a house burning on the far shore",
    "blast": "rings of light like a false sun over a farm with a wind pump",
    "wheat": "ears of grain against a large sun",
    "cranes": "a wedge of cranes flying over a flight of steps, a woman looking up",
    "madonna": "a woman in a greatcoat and pointed cap holding a swaddled child before a row of bayonets",
    "promenade": "a lady with a parasol and a small dog on a seaside promenade, a man at some distance",
    "mirror": "one face twice, dark and light, and a fire between the two profiles",
    "mourning": "bearers with a coffin in the snow before circles within circles",
    "lovers": "two overlapping discs and two faces that almost touch",
    "farewell": "a woman under a street lamp, a figure walking out of its light into the rain",
    "kite": "a child flying a kite from a round hill",
    "curtain": "a smiling mask before a curtain of lozenges",
    "ruins": "the front of a bombed house with empty windows, one of them still lived in",
    "balconies": "a great house seen steeply from below, balcony above balcony, one window lit",
    "greatcoat": "an enormous empty overcoat and, at its hem, a very small man",
    "desk": "a wall of drawers, one of them open, and a small man looking up at it",
    "staircase": "a winding staircase seen from above, one figure with a long shadow at its foot",
    "skyline": "tall buildings leaning together over a street, a figure between them",
    "market": "a cupola and a row of arches under a crescent moon",
    "gas_mask": "a gas mask over a heap of letters",
    "letters": "letters rising like birds from a large envelope",
    "orbit": "a planet with its rings and a small rocket on a curve",
    "strings": "a gramophone record with waves of sound",
    "lens": "the blades of a lens closing around a man with a camera on a tripod",
    "chessboard": "a chessboard in steep perspective, one piece against four",
    "proun": "a circle, bars and steps in balance",
}
"""A phrase for every scene the art room can draw."""

# the colour words a reader may expect, with a typical hue each
_COLOURS: Mapping[str, tuple[int, int, int]] = {
    "black": (20, 18, 16),
    "dark blue": (30, 45, 74),
    "dark green": (30, 70, 60),
    "brown": (120, 75, 40),
    "dark red": (139, 31, 19),
    "grey": (130, 130, 120),
    "light grey": (190, 188, 178),
    "cream": (239, 230, 210),
    "red": (212, 52, 30),
    "orange": (221, 148, 64),
    "yellow": (235, 180, 65),
    "ochre": (197, 160, 103),
    "pink": (230, 164, 150),
    "pale blue": (188, 207, 212),
    "grey-blue": (125, 159, 172),
    "blue": (75, 106, 148),
    "teal": (44, 122, 132),
    "sage green": (142, 162, 152),
    "green": (111, 143, 109),
    "olive": (120, 125, 95),
    "violet": (106, 99, 144),
}


def of_poster(film: Film, picture: DrawnPicture) -> str:
    """What a film's poster shows, at most MAX_ALT_TEXT characters."""
    shown = " and ".join(SCENES[scene] for scene in picture.scenes if scene in SCENES) or "a drawing"
    return _short(
        f"Poster for {film.title} ({film.year}): {shown}, in flat {_and(colour_words(picture.inks[:3]))}. "
        f"Large lettering: {picture.lettering}."
    )


def of_cover(film_list: FilmList, picture: DrawnPicture) -> str:
    """What a list's cover shows, at most MAX_ALT_TEXT characters."""
    summary = film_list.summary
    titles = list(dict.fromkeys(line.film.title for line in film_list.entries if line.film))
    wall = f"the posters of its films pasted on a wall: {_and(titles)}" if titles else "a bare wall"
    colour = _and(colour_words(picture.inks[:1]))
    return _short(f"Cover of the list {summary.title}: large lettering on {colour} beside {wall}.")


def colour_words(inks: Iterable[str]) -> list[str]:
    """The nearest plain word for each "#rrggbb", every word once."""
    return list(dict.fromkeys(min(_COLOURS, key=lambda word: _distance(ink, _COLOURS[word])) for ink in inks))


def _distance(ink: str, colour: tuple[int, int, int]) -> float:
    """How different two colours look, roughly: the eye minds green most (Riemersma's weighted distance)."""
    red, green, blue = (int(ink[i : i + 2], 16) for i in (1, 3, 5))
    mean = (red + colour[0]) / 2
    parts = (red - colour[0]) ** 2, (green - colour[1]) ** 2, (blue - colour[2]) ** 2
    return (2 + mean / 256) * parts[0] + 4 * parts[1] + (2 + (255 - mean) / 256) * parts[2]


def _and(words: list[str]) -> str:
    """One word, "red and blue", or "red, blue and green"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _short(text: str) -> str:
    return text if len(text) <= MAX_ALT_TEXT else text[: MAX_ALT_TEXT - 1].rsplit(" ", 1)[0] + "…"
