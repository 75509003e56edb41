"""Which words of a film's record call for which scene.

Under each scene's key stand lines of words behind their weight: 5 for the very thing the scene shows, 1 for a hint.
Words are looked for in title, themes, genres and synopsis, whole, in lower case; a trailing asterisk matches any
ending. Continued lines are indented further.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_TABLE = """
slope
    3  winter, snowfield*, blizzard, ascent, avalanche
    2  snow*, frozen, frost, mountaineer*, climb*
    1  cold, partisans, martyrdom, survival
floe
    4  arctic, antarctic*, airship, tent
    3  polar, ice, iceberg*, icebreaker
    2  expedition, exploration, rescue
    1  north pole
wire
    4  gulag, amnesty, prison camp, barbed wire, labour camp
    3  political exile*, prisoner*, criminals, prison
    2  far north, penal, convict*, jail, camp
    1  stalinism, justice
windows
    4  new year, christmas, uniform housing
    3  identical, flat, apartment
    2  loneliness, mistaken place, neighbour*, romantic comedy
    1  city life, midlife, winter
peaks
    4  mountain*, himalaya*, alps, caucasus, everest
    2  summit, peak*, highland*, climb*
    1  expedition
fortress
    4  fortress, castle, last stand
    3  garrison, citadel, defenders
    2  siege
    1  1941, barracks, wall
wedge
    4  high command, mass battle, revolution, uprising
    3  battle, general staff, defence of moscow, october revolution
    2  eastern front, epic, official history, offensive, staff rooms
    1  historical, propaganda
encircled
    5  encirclement, encircled
    3  retreat, surrounded, trap*
    2  war correspondent, suspicion, defeat
    1  1941, unit
signal
    4  reconnaissance, radio, scouting, scouts, wireless
    3  behind enemy lines, spy, spies, star
    2  espionage, signaller, secret mission
    1  1944
eye
    4  atrocity, atrocities, witness, punitive expeditions, genocide, massacre
    3  holocaust, trauma, loss of innocence, horror
    2  childhood in war, watched, eyes, blind*
    1  occupation, village burned
column
    2  army, soldiers, regiment, infantry, trench*, front line, world war i, world war ii
    1  war, comradeship, sacrifice, 1941, 1942, 1943, 1944, 1945
searchlights
    4  air raid*, bomber*, blockade, pilot*, aviation, aviator*
    3  aircraft, airfield, blitz
    2  anti-aircraft, night
    1  city, fighter
cartridges
    4  bullet*, cartridge*, gunfight, duel, sniper*
    3  revenge, western, lone hero, outlaw*
    2  ostern, basmachi, bandit*, gun*
    1  action, adventure
rails
    4  railway, train*, leave from the front
    3  journey, railroad, station
    2  travel*, homecoming, mother and son, leave
    1  on the way, kindness
locomotive
    5  locomotive*, steam locomotives
    3  engine driver, steam, railwaymen
    2  taiga, siberia, logging, railway
    1  worker*, industr*
road
    4  road, post-apocalyp*, walk south
    3  father and son, wander*, cannibalism
    2  hunger, post-apocalypse, walks, wasteland
    1  survival, disaster, hope
steamer
    4  emigration, white emigration, emigr*, refugee*, evacuat*
    3  exile, displacement, constantinople, steamer, ship, passage
    2  flight, harbour, port, russian civil war, immigra*
    1  paris, diaspora, home
desert
    5  desert, sands, dunes
    3  harem, sahara, caravan, central asia
    2  ostern, sun, heat, oasis
    1  civil war aftermath, homesickness
zone
    5  zone, forbidden
    3  pilgrimage, guide, science versus belief, alien*
    2  faith, desire, doubt, science fiction, mystery
    1  ruins, water
waves
    4  sea, ocean, sailor*, shipwreck, submarine, whal*
    3  island, fisher*, boat, voyage
    2  coast, navy, pirate*, swim*
    1  water, storm
trunks
    4  fog, mist, forest, woods
    2  partisans, collaboration, suspicion, fatalism, taiga
    1  occupation, guilt, hunt*, moral choice
marsh
    4  swamp, marsh*, dawn*, karelia, women at war
    3  lake, sunrise, anti-aircraft gunners
    2  forest, quiet, river, saboteurs
    1  1942, summer
volcano
    6  volcano, vesuvius, pompeii, eruption
    3  ancient rome, gladiator*, antiquity, ancient greece, earthquake
    2  catastrophe, disaster, roman
    1  early christians
lone_tree
    4  vow, prayer, last film
    3  faith, god, madness, tree, burning house, monastery, priest
    2  silence, family, island, sacrifice, prophet
    1  coast, lonely house, philosoph*
blast
    4  nuclear war, fallout, atomic, radiation sickness, missile*, hiroshima, radiation
    3  nuclear, cold war, bomb, chernobyl
    2  rural america, disaster, aftermath
    1  farm, catastrophe
wheat
    4  harvest, peasant*, village life, collective farm, kolkhoz
    3  farm*, field*, countryside, soil
    2  village, rural, earth, land
cranes
    5  crane*, birds, flying
    3  home front, waiting, separation
    2  first love, missing, loyalty, sweetheart
    1  grief, evacuation, moscow, air raid
madonna
    5  motherhood, pregnan*, give birth, childbirth
    4  commissar
    3  mother, newborn, baby
    2  duty versus family, jewish life, child
    1  russian civil war, red army
promenade
    5  adultery, lady, resort, dog
    3  holiday, yalta, affair, unhappy marriage
    2  longing, secrecy, seaside, provincial life, chekhov
    1  literary adaptation, marriage
mirror
    5  mirror
    3  dream*, autobiograph*, memory, memories, childhood, narrator
    2  poetry, double, twins, identity, past, mother
    1  divorce, experimental, newsreel
mourning
    4  burial, mourning, death, funeral
    3  circle, grave, dead father
    2  grief, decay, dying, father and son, suicide
    1  poverty, far north, illness
lovers
    4  love story, lovers
    3  romance, love, late love
    2  passion, marriage, couple, kiss, wedding
    1  separation, musical
farewell
    3  noir, farewell, waiting, melodrama
    2  separation, parting, rain, street, night
    1  longing, loneliness, loss, crime
kite
    4  childhood, children, family film, boy, coming of age
    3  girl, school*, pioneer*, youth
    2  friendship, fairy tale, animation, child
    1  innocence, summer
curtain
    4  theatre, circus, actor*, cabaret, clown*
    3  comedy, satire, farce, masquerade
    2  tragicomedy, musical, stage, absurd*
    1  wedding
ruins
    4  urban warfare, ruined apartment, stalingrad, city ruins, bombed
    3  ruins, ruined, rubble, siege
    2  love in war, street fighting, volga, leningrad
    1  spectacle, city
balconies
    4  purges, embankment, privilege, apartment block
    3  house, stalinism, conformism, informer, elite
    2  betrayal, moscow, academic, denunciation
    1  memory, career, power
greatcoat
    6  overcoat, coat
    4  little man, clerk, humiliation
    2  poverty, petersburg, gogol, stolen
    1  bureaucracy, literary adaptation
desk
    4  bureaucracy, office, official*, archive*, certificate
    3  court, trial, lawyer, dystopia, kafka
    2  corruption, politics, party, ministry, factory
    1  satire, conformism
staircase
    4  detective, crime, thriller, murder*
    3  police, investigation, suspense, heist, killer
    2  mystery, conspiracy, psychological, guilt
    1  noir, night
skyline
    3  city, metropolis, urban, new york, street*
    2  moscow, leningrad, capital, modern life, worker*
    1  drama, youth
market
    4  bazaar, harem, orient*, tashkent, bukhara, istanbul
    3  central asia, turkey, persia, caucasus
    2  islam*, sultan, east
gas_mask
    5  gas mask*, shelter, bunker
    4  post-apocalypse, guilt of science
    3  letters, plague, epidemic, virus
    2  nuclear war, museum, cellar, science
    1  children, hope
letters
    4  correspondence, letter, letters, diary, writer*
    3  postman, novelist, poet
    2  literature, poetry, words, book*
    1  memory, absence
orbit
    5  space, cosmonaut*, astronaut*, planet*, rocket*, spaceship
    4  cosmos, moon, mars, stars
    2  science fiction, robot*, future, alien*
    1  technology
strings
    5  music*, composer, pianist, orchestra, jazz, singer, opera
    3  song, songs, ballad, dance*, ballet, rock
    1  radio
lens
    5  documentary, filmmaker, cinema, newsreel, camera, photograph*
    3  director, journalist, reporter, avant-garde
    1  experimental
chessboard
    5  chess, game, gambl*
    3  politic*, intrigue, diplomacy, king, queen, tsar, emperor
    2  power, court, strategy
    1  historical
proun
    0.2  drama
    0.1  film
"""


@lru_cache(maxsize=1)
def calls() -> Mapping[str, Mapping[str, float]]:
    """Scene key -> word -> weight."""
    table: dict[str, dict[str, float]] = {}
    words: dict[str, float] = {}
    weight = 0.0
    for line in _TABLE.strip().splitlines():
        if not line.startswith(" "):
            words = table.setdefault(line.strip(), {})
            continue
        first, _, rest = line.strip().partition("  ")
        if rest:
            weight = float(first)
        words |= {term.strip(): weight for term in (rest or first).split(",") if term.strip()}
    return table
