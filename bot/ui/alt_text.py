"""What is on a picture, in one or two sentences, for those who do not see it. No Discord in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.art.picture import DrawnPicture
from bot.ui.kit.language import N_, NP_, Language
from bot.ui.kit.text import heading
from db.types import Film, FilmList

MAX_ALT_TEXT = 1024
"""Longest description of a picture, in characters (components/reference, media gallery and thumbnail)."""

SCENES: Mapping[str, str] = {
    # Translators: what is drawn on a poster, for those who do not see it; several may be joined by "and".
    "slope": N_("two small figures climbing a steep snowfield under a round sun"),
    "floe": N_("a triangular tent on broken ice, radio rings around its mast and an airship above"),
    "wire": N_("strands of barbed wire, one of them cut, before a northern shore and a low sun"),
    "windows": N_("two identical blocks of flats in the snow, one window lit, a fir between them"),
    "peaks": N_("sharp two-toned mountains with a few birds below the summit"),
    "fortress": N_("a brick fortress gate under a fan of rays, a boy with a trumpet in its arch"),
    "wedge": N_("a wedge driven through rings around a star"),
    "encircled": N_("arrows from every side closing in on a single figure"),
    "signal": N_("a great star sending rings over a file of soldiers, with a line of Morse code"),
    "eye": N_("a wide-open eye with a burning house in its pupil"),
    "column": N_("ranks of soldiers marching uphill, bayonet behind bayonet"),
    "searchlights": N_("searchlights crossing over dark roofs and catching an aeroplane"),
    "cartridges": N_("a row of cartridges before dunes and a sun, one of them set apart"),
    "rails": N_("railway tracks running into a low sun past telegraph poles, a woman waiting far off"),
    "locomotive": N_("a steam locomotive with a star, head-on, between fir trees"),
    "road": N_("a man and a child on an empty road between dead trees"),
    "steamer": N_("a steamer leaning away from the quay while a crowd hurries towards it"),
    "desert": N_("a pale sun over dunes, a man leading a file of veiled figures"),
    "zone": N_("rails leading three men towards a great ring of light between crooked poles"),
    "waves": N_("a small sailing boat on rows of rounded waves"),
    "trunks": N_("tree trunks in bands of fog, one man carrying another between them"),
    "marsh": N_("sunrise over still water, a file of figures walking past the sun between birches"),
    "volcano": N_("an erupting volcano behind a small temple and a falling column"),
    "lone_tree": N_("a bare tree by the water, a house burning on the far shore"),
    "blast": N_("rings of light like a false sun over a farm with a wind pump"),
    "wheat": N_("ears of grain against a large sun"),
    "cranes": N_("a wedge of cranes flying over a flight of steps, a woman looking up"),
    "madonna": N_("a woman in a greatcoat and pointed cap holding a swaddled child before a row of bayonets"),
    "promenade": N_("a lady with a parasol and a small dog on a seaside promenade, a man at some distance"),
    "mirror": N_("one face twice, dark and light, and a fire between the two profiles"),
    "mourning": N_("bearers with a coffin in the snow before circles within circles"),
    "lovers": N_("two overlapping discs and two faces that almost touch"),
    "farewell": N_("a woman under a street lamp, a figure walking out of its light into the rain"),
    "kite": N_("a child flying a kite from a round hill"),
    "curtain": N_("a smiling mask before a curtain of lozenges"),
    "ruins": N_("the front of a bombed house with empty windows, one of them still lived in"),
    "balconies": N_("a great house seen steeply from below, balcony above balcony, one window lit"),
    "greatcoat": N_("an enormous empty overcoat and, at its hem, a very small man"),
    "desk": N_("a wall of drawers, one of them open, and a small man looking up at it"),
    "staircase": N_("a winding staircase seen from above, one figure with a long shadow at its foot"),
    "skyline": N_("tall buildings leaning together over a street, a figure between them"),
    "market": N_("a cupola and a row of arches under a crescent moon"),
    "gas_mask": N_("a gas mask over a heap of letters"),
    "letters": N_("letters rising like birds from a large envelope"),
    "orbit": N_("a planet with its rings and a small rocket on a curve"),
    "strings": N_("a gramophone record with waves of sound"),
    "lens": N_("the blades of a lens closing around a man with a camera on a tripod"),
    "chessboard": N_("a chessboard in steep perspective, one piece against four"),
    "proun": N_("a circle, bars and steps in balance"),
}
"""A phrase for every scene the art room can draw."""

# the colour words a reader may expect, with a typical hue each
_COLOURS: Mapping[str, tuple[int, int, int]] = {
    NP_("colour", "black"): (20, 18, 16),
    NP_("colour", "dark blue"): (30, 45, 74),
    NP_("colour", "dark green"): (30, 70, 60),
    NP_("colour", "brown"): (120, 75, 40),
    NP_("colour", "dark red"): (139, 31, 19),
    NP_("colour", "grey"): (130, 130, 120),
    NP_("colour", "light grey"): (190, 188, 178),
    NP_("colour", "cream"): (239, 230, 210),
    NP_("colour", "red"): (212, 52, 30),
    NP_("colour", "orange"): (221, 148, 64),
    NP_("colour", "yellow"): (235, 180, 65),
    NP_("colour", "ochre"): (197, 160, 103),
    NP_("colour", "pink"): (230, 164, 150),
    NP_("colour", "pale blue"): (188, 207, 212),
    NP_("colour", "grey-blue"): (125, 159, 172),
    NP_("colour", "blue"): (75, 106, 148),
    NP_("colour", "teal"): (44, 122, 132),
    NP_("colour", "sage green"): (142, 162, 152),
    NP_("colour", "green"): (111, 143, 109),
    NP_("colour", "olive"): (120, 125, 95),
    NP_("colour", "violet"): (106, 99, 144),
}


def of_poster(language: Language, film: Film, picture: DrawnPicture) -> str:
    """What a film's poster shows, at most MAX_ALT_TEXT characters."""
    _ = language.gettext
    scenes = [_(SCENES[scene]) for scene in picture.scenes if scene in SCENES]
    return _short(
        _(
            "Poster for {film}: {scene}, in flat {colours}. Large lettering: {lettering}.",
            film=heading(film.title, film.year),
            scene=language.enumeration(scenes) or _("a drawing"),
            colours=_colours(language, picture.inks[:3]),
            lettering=picture.lettering,
        )
    )


def of_cover(language: Language, film_list: FilmList, picture: DrawnPicture) -> str:
    """What a list's cover shows, at most MAX_ALT_TEXT characters."""
    _, title = language.gettext, film_list.summary.title
    colour = _colours(language, picture.inks[:1])
    titles = list(dict.fromkeys(line.film.title for line in film_list.entries if line.film))
    if not titles:
        said = _(
            "Cover of the list {list}: large lettering on {colour} beside a bare wall.",
            list=title,
            colour=colour,
        )
    else:
        said = _(
            "Cover of the list {list}: large lettering on {colour} beside the posters of its films pasted on a wall: "
            "{titles}.",
            list=title,
            colour=colour,
            titles=language.enumeration(titles),
        )
    return _short(said)


def _colours(language: Language, inks: Iterable[str]) -> str:
    return language.enumeration([language.pgettext("colour", word) for word in colour_words(inks)])


def colour_words(inks: Iterable[str]) -> list[str]:
    """The nearest plain English word for each "#rrggbb", every word once."""
    return list(dict.fromkeys(min(_COLOURS, key=lambda word: _distance(ink, _COLOURS[word])) for ink in inks))


def _distance(ink: str, colour: tuple[int, int, int]) -> float:
    """How different two colours look, roughly: the eye minds green most (Riemersma's weighted distance)."""
    red, green, blue = (int(ink[i : i + 2], 16) for i in (1, 3, 5))
    mean = (red + colour[0]) / 2
    parts = (red - colour[0]) ** 2, (green - colour[1]) ** 2, (blue - colour[2]) ** 2
    return (2 + mean / 256) * parts[0] + 4 * parts[1] + (2 + (255 - mean) / 256) * parts[2]


def _short(text: str) -> str:
    return text if len(text) <= MAX_ALT_TEXT else text[: MAX_ALT_TEXT - 1].rsplit(" ", 1)[0] + "…"
