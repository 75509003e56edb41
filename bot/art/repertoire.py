"""Every scene that can be drawn: the words that call for it, and the moods it suits.

A scene is called by what a film's record says. Words are looked for in title, themes, genres and synopsis; a trailing
asterisk matches any ending. A weight of 3 is a thing the scene shows, 1 a hint. To add a scene: draw a function in
`bot/art/scenes`, name it here, and put its sentence into `bot/ui/alt_text.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.art.palette import Mood
from bot.art.scenes import battle, city, earth, ideas, journeys, people, winter
from bot.art.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    key: str
    draw: Callable[[Stage], None]
    mood: Mood
    words: Mapping[str, float]


def _words(text: str) -> dict[str, float]:
    """"3 snow, far north; 1 winter" -> {"snow": 3, "far north": 3, "winter": 1}."""
    weights: dict[str, float] = {}
    for group in text.split(";"):
        weight, _, terms = group.strip().partition(" ")
        weights.update({term.strip(): float(weight) for term in terms.split(",")})
    return weights


@lru_cache(maxsize=1)
def repertoire() -> tuple[Scene, ...]:
    """All scenes, in a fixed order; earlier ones win ties."""
    return (
        Scene("slope", winter.slope, "cold", _words("3 winter, snowfield*, blizzard, ascent, avalanche; 2 snow*, frozen, frost, mountaineer*, climb*; 1 cold, partisans, martyrdom, survival")),
        Scene("floe", winter.floe, "cold", _words("4 arctic, antarctic*, airship, tent; 3 polar, ice, iceberg*, icebreaker; 2 expedition, exploration, rescue; 1 north pole")),
        Scene("wire", winter.wire, "night", _words("4 gulag, amnesty, prison camp, barbed wire, labour camp; 3 political exile*, prisoner*, criminals, prison; 2 far north, penal, convict*, jail, camp; 1 stalinism, justice")),
        Scene("windows", winter.windows, "feast", _words("4 new year, christmas, uniform housing; 3 identical, flat, apartment; 2 loneliness, mistaken place, neighbour*, romantic comedy; 1 city life, midlife, winter")),
        Scene("peaks", winter.peaks, "cold", _words("4 mountain*, himalaya*, alps, caucasus, everest; 2 summit, peak*, highland*, climb*; 1 expedition")),
        Scene("fortress", battle.fortress, "fire", _words("4 fortress, castle, last stand; 3 garrison, citadel, defenders; 2 siege; 1 1941, barracks, wall")),
        Scene("wedge", battle.wedge, "red flag", _words("4 high command, mass battle, revolution, uprising; 3 battle, general staff, defence of moscow, october revolution; 2 eastern front, epic, official history, offensive, staff rooms; 1 historical, propaganda")),
        Scene("encircled", battle.encircled, "ash", _words("5 encirclement, encircled; 3 retreat, surrounded, trap*; 2 war correspondent, suspicion, defeat; 1 1941, unit")),
        Scene("signal", battle.signal, "night", _words("4 reconnaissance, radio, scouting, scouts, wireless; 3 behind enemy lines, spy, spies, star; 2 espionage, signaller, secret mission; 1 1944")),
        Scene("eye", battle.eye, "fire", _words("4 atrocity, atrocities, witness, punitive expeditions, genocide, massacre; 3 holocaust, trauma, loss of innocence, horror; 2 childhood in war, watched, eyes, blind*; 1 occupation, village burned")),
        Scene("column", battle.column, "red flag", _words("2 army, soldiers, regiment, infantry, trench*, front line, world war i, world war ii; 1 war, comradeship, sacrifice, 1941, 1942, 1943, 1944, 1945")),
        Scene("searchlights", battle.searchlights, "night", _words("4 air raid*, bomber*, blockade, pilot*, aviation, aviator*; 3 aircraft, airfield, blitz; 2 anti-aircraft, night; 1 city, fighter")),
        Scene("cartridges", battle.cartridges, "sand", _words("4 bullet*, cartridge*, gunfight, duel, sniper*; 3 revenge, western, lone hero, outlaw*; 2 ostern, basmachi, bandit*, gun*; 1 action, adventure")),
        Scene("rails", journeys.rails, "memory", _words("4 railway, train*, leave from the front; 3 journey, railroad, station; 2 travel*, homecoming, mother and son, leave; 1 on the way, kindness")),
        Scene("locomotive", journeys.locomotive, "forest", _words("5 locomotive*, steam locomotives; 3 engine driver, steam, railwaymen; 2 taiga, siberia, logging, railway; 1 worker*, industr*")),
        Scene("road", journeys.road, "ash", _words("4 road, post-apocalyp*, walk south; 3 father and son, wander*, cannibalism; 2 hunger, post-apocalypse, walks, wasteland; 1 survival, disaster, hope")),
        Scene("steamer", journeys.steamer, "sea", _words("4 emigration, white emigration, emigr*, refugee*, evacuat*; 3 exile, displacement, constantinople, steamer, ship, passage; 2 flight, harbour, port, russian civil war, immigra*; 1 paris, diaspora, home")),
        Scene("desert", journeys.desert, "sand", _words("5 desert, sands, dunes; 3 harem, sahara, caravan, central asia; 2 ostern, sun, heat, oasis; 1 civil war aftermath, homesickness")),
        Scene("zone", journeys.zone, "forest", _words("5 zone, forbidden; 3 pilgrimage, guide, science versus belief, alien*; 2 faith, desire, doubt, science fiction, mystery; 1 ruins, water")),
        Scene("waves", journeys.waves, "sea", _words("4 sea, ocean, sailor*, shipwreck, submarine, whal*; 3 island, fisher*, boat, voyage; 2 coast, navy, pirate*, swim*; 1 water, storm")),
        Scene("trunks", earth.trunks, "forest", _words("4 fog, mist, forest, woods; 2 partisans, collaboration, suspicion, fatalism, taiga; 1 occupation, guilt, hunt*, moral choice")),
        Scene("marsh", earth.marsh, "forest", _words("4 swamp, marsh*, dawn*, karelia, women at war; 3 lake, sunrise, anti-aircraft gunners; 2 forest, quiet, river, saboteurs; 1 1942, summer")),
        Scene("volcano", earth.volcano, "fire", _words("6 volcano, vesuvius, pompeii, eruption; 3 ancient rome, gladiator*, antiquity, ancient greece, earthquake; 2 catastrophe, disaster, roman; 1 early christians")),
        Scene("lone_tree", earth.lone_tree, "sea", _words("4 vow, prayer, last film; 3 faith, god, madness, tree, burning house, monastery, priest; 2 silence, family, island, sacrifice, prophet; 1 coast, lonely house, philosoph*")),
        Scene("blast", earth.blast, "ash", _words("4 nuclear war, fallout, atomic, radiation sickness, missile*, hiroshima, radiation; 3 nuclear, cold war, bomb, chernobyl; 2 rural america, disaster, aftermath; 1 farm, catastrophe")),
        Scene("wheat", earth.wheat, "sand", _words("4 harvest, peasant*, village life, collective farm, kolkhoz; 3 farm*, field*, countryside, soil; 2 village, rural, earth, land")),
        Scene("cranes", people.cranes, "memory", _words("5 crane*, birds, flying; 3 home front, waiting, separation; 2 first love, missing, loyalty, sweetheart; 1 grief, evacuation, moscow, air raid")),
        Scene("madonna", people.madonna, "red flag", _words("5 motherhood, pregnan*, give birth, childbirth; 4 commissar; 3 mother, newborn, baby; 2 duty versus family, jewish life, child; 1 russian civil war, red army")),
        Scene("promenade", people.promenade, "love", _words("5 adultery, lady, resort, dog; 3 holiday, yalta, affair, unhappy marriage; 2 longing, secrecy, seaside, provincial life, chekhov; 1 literary adaptation, marriage")),
        Scene("mirror", people.mirror, "memory", _words("5 mirror; 3 dream*, autobiograph*, memory, memories, childhood, narrator; 2 poetry, double, twins, identity, past, mother; 1 divorce, experimental, newsreel")),
        Scene("mourning", people.mourning, "cold", _words("4 burial, mourning, death, funeral; 3 circle, grave, dead father; 2 grief, decay, dying, father and son, suicide; 1 poverty, far north, illness")),
        Scene("lovers", people.lovers, "love", _words("4 love story, lovers; 3 romance, love, late love; 2 passion, marriage, couple, kiss, wedding; 1 separation, musical")),
        Scene("farewell", people.farewell, "night", _words("3 noir, farewell, waiting, melodrama; 2 separation, parting, rain, street, night; 1 longing, loneliness, loss, crime")),
        Scene("kite", people.kite, "love", _words("4 childhood, children, family film, boy, coming of age; 3 girl, school*, pioneer*, youth; 2 friendship, fairy tale, animation, child; 1 innocence, summer")),
        Scene("curtain", people.curtain, "feast", _words("4 theatre, circus, actor*, cabaret, clown*; 3 comedy, satire, farce, masquerade; 2 tragicomedy, musical, stage, absurd*; 1 wedding")),
        Scene("ruins", city.ruins, "fire", _words("4 urban warfare, ruined apartment, stalingrad, city ruins, bombed; 3 ruins, ruined, rubble, siege; 2 love in war, street fighting, volga, leningrad; 1 spectacle, city")),
        Scene("balconies", city.balconies, "office", _words("4 purges, embankment, privilege, apartment block; 3 house, stalinism, conformism, informer, elite; 2 betrayal, moscow, academic, denunciation; 1 memory, career, power")),
        Scene("greatcoat", city.greatcoat, "cold", _words("6 overcoat, coat; 4 little man, clerk, humiliation; 2 poverty, petersburg, gogol, stolen; 1 bureaucracy, literary adaptation")),
        Scene("desk", city.desk, "office", _words("4 bureaucracy, office, official*, archive*, certificate; 3 court, trial, lawyer, dystopia, kafka; 2 corruption, politics, party, ministry, factory; 1 satire, conformism")),
        Scene("staircase", city.staircase, "night", _words("4 detective, crime, thriller, murder*; 3 police, investigation, suspense, heist, killer; 2 mystery, conspiracy, psychological, guilt; 1 noir, night")),
        Scene("skyline", city.skyline, "office", _words("3 city, metropolis, urban, new york, street*; 2 moscow, leningrad, capital, modern life, worker*; 1 drama, youth")),
        Scene("market", city.market, "sand", _words("4 bazaar, harem, orient*, tashkent, bukhara, istanbul; 3 central asia, turkey, persia, caucasus; 2 islam*, sultan, east")),
        Scene("gas_mask", ideas.gas_mask, "ash", _words("5 gas mask*, shelter, bunker; 4 post-apocalypse, guilt of science; 3 letters, plague, epidemic, virus; 2 nuclear war, museum, cellar, science; 1 children, hope")),
        Scene("letters", ideas.letters, "memory", _words("4 correspondence, letter, letters, diary, writer*; 3 postman, novelist, poet; 2 literature, poetry, words, book*; 1 memory, absence")),
        Scene("orbit", ideas.orbit, "night", _words("5 space, cosmonaut*, astronaut*, planet*, rocket*, spaceship; 4 cosmos, moon, mars, stars; 2 science fiction, robot*, future, alien*; 1 technology")),
        Scene("strings", ideas.strings, "feast", _words("5 music*, composer, pianist, orchestra, jazz, singer, opera; 3 song, songs, ballad, dance*, ballet, rock; 1 radio")),
        Scene("lens", ideas.lens, "red flag", _words("5 documentary, filmmaker, cinema, newsreel, camera, photograph*; 3 director, journalist, reporter, avant-garde; 1 experimental")),
        Scene("chessboard", ideas.chessboard, "office", _words("5 chess, game, gambl*; 3 politic*, intrigue, diplomacy, king, queen, tsar, emperor; 2 power, court, strategy; 1 historical")),
        Scene("proun", ideas.proun, "red flag", _words("0.2 drama; 0.1 film")),
    )
