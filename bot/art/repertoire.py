"""Every scene that can be drawn, and the mood it is printed in.

To add a scene: draw a function in `bot/art/scenes`, name it here, say in `calls.py` which words call for it, and put
a phrase for it into `bot/ui/alt_text.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.art.palette import Mood
from bot.art.scenes import battle, city, earth, front, ideas, indoors, journeys, memory, people, rails, winter
from bot.art.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    key: str
    draw: Callable[[Stage], None]
    mood: Mood


@lru_cache(maxsize=1)
def repertoire() -> tuple[Scene, ...]:
    """All scenes, in a fixed order; earlier ones win ties. The last is for films that tell us nothing."""
    return (
        Scene("slope", winter.slope, "cold"),
        Scene("floe", winter.floe, "cold"),
        Scene("wire", winter.wire, "night"),
        Scene("windows", city.windows, "feast"),
        Scene("peaks", winter.peaks, "cold"),
        Scene("fortress", battle.fortress, "fire"),
        Scene("wedge", battle.wedge, "red flag"),
        Scene("encircled", battle.encircled, "ash"),
        Scene("signal", front.signal, "night"),
        Scene("eye", front.eye, "fire"),
        Scene("column", front.column, "red flag"),
        Scene("searchlights", front.searchlights, "night"),
        Scene("cartridges", battle.cartridges, "sand"),
        Scene("rails", rails.rails, "memory"),
        Scene("locomotive", rails.locomotive, "forest"),
        Scene("road", journeys.road, "ash"),
        Scene("steamer", journeys.steamer, "sea"),
        Scene("desert", journeys.desert, "sand"),
        Scene("zone", rails.zone, "forest"),
        Scene("waves", journeys.waves, "sea"),
        Scene("trunks", earth.trunks, "forest"),
        Scene("marsh", earth.marsh, "forest"),
        Scene("volcano", earth.volcano, "fire"),
        Scene("lone_tree", earth.lone_tree, "sea"),
        Scene("blast", earth.blast, "ash"),
        Scene("wheat", earth.wheat, "sand"),
        Scene("cranes", people.cranes, "memory"),
        Scene("madonna", people.madonna, "red flag"),
        Scene("promenade", people.promenade, "love"),
        Scene("mirror", memory.mirror, "memory"),
        Scene("mourning", memory.mourning, "cold"),
        Scene("lovers", memory.lovers, "love"),
        Scene("farewell", people.farewell, "night"),
        Scene("kite", people.kite, "love"),
        Scene("curtain", people.curtain, "feast"),
        Scene("ruins", city.ruins, "fire"),
        Scene("balconies", city.balconies, "office"),
        Scene("greatcoat", indoors.greatcoat, "cold"),
        Scene("desk", indoors.desk, "office"),
        Scene("staircase", indoors.staircase, "night"),
        Scene("skyline", city.skyline, "office"),
        Scene("market", city.market, "sand"),
        Scene("gas_mask", ideas.gas_mask, "ash"),
        Scene("letters", ideas.letters, "memory"),
        Scene("orbit", ideas.orbit, "night"),
        Scene("strings", ideas.strings, "feast"),
        Scene("lens", ideas.lens, "red flag"),
        Scene("chessboard", indoors.chessboard, "office"),
        Scene("proun", ideas.proun, "red flag"),
    )
