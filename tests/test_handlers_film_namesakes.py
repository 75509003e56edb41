"""Two films of one title: the card shows one, the other stays one select away, wherever the card is turned."""

from __future__ import annotations

from pathlib import Path

from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db.engine import Database
from seed import content
from seed.load import refresh
from tests import make, pages
from tests.conftest import url_of
from tests.odd_bot import odd_bot
from tests.pages import film_of, message_of, press


async def test_what_a_title_may_have_meant_stays_to_be_chosen(
    standin: StandIn, database_file: Path, tmp_path: Path
) -> None:
    films = make.records({"title": "Solaris", "year": 1972}, {"title": "Solaris", "year": 2002})
    database = Database(url_of(database_file))
    await refresh(database, [content.SHIPPED, make.folder(tmp_path / "more", films={"two.jsonl": films})])
    catalogue = Catalogue(database)
    await catalogue.open()
    await catalogue.titles(patience=30)
    async with odd_bot(catalogue=catalogue, standin=standin):
        card = await standin.slash("film", {"title": "solaris"})
        first, others = film_of(card), pages.offered_films(card, "card:pick")
        assert others
        components = message_of(card).data["components"]
        picked = await pages.open_film(standin, card, "card:pick", others[0])
        assert film_of(picked) == others[0]
        assert pages.offered_films(picked, "card:pick") == [first, *others[1:]]
        details = await press(standin, picked, "card:more")
        back = await press(standin, details, "card:less")
        assert pages.offered_films(back, "card:pick") == [first, *others[1:]]
        again = await pages.open_film(standin, back, "card:pick", first)
        assert message_of(again).data["components"] == components
    await catalogue.close()
    await database.close()
