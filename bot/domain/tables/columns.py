"""What the columns of a table of films are called: by programs that export such tables, and by people in spreadsheets.

A name is compared without case, accents, spaces, punctuation and what stands in brackets. Of several columns that
could hold the same, the one whose name stands first here is taken: "Watched Date" before "Date".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, Literal

Column = Literal[
    "title", "original", "year", "released", "imdb", "tmdb", "link", "directors", "minutes", "note", "fact",
    "position", "kind", "status", "watched", "logged", "listed", "rating", "is_seen", "is_wanted", "series",
]  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    "title": _names(
        """
        title name film movie movietitle filmtitle filmname moviename titleoffilm titleyear filmyearandtitle
        primarytitle englishtitle titleenglish titel filmtitel filmname titre titredufilm film titulo pelicula
        titulodelapelicula filme titolo titolodelfilm tytul tytulfilmu nazev nazevfilmu nimi tittel cim filmcime
        filmadi naslov titlu
        название фильм названиефильма названиенарусском русскоеназвание кино наименование картина назва фільм
        назвафільму
        片名 电影 電影 標題 标题 タイトル 作品名 映画 題名 제목 영화 영화제목 τιτλος ταινια
        """
    ),
    "original": _names(
        """
        originaltitle originalname titleoriginal titreoriginal originaltitel titulooriginal titolooriginale
        tytuloryginalny оригинальноеназвание названиеоригинал названиеворигинале оригинал оригінальнаназва
        akatitle aka alternativetitle alternatetitle englishname internationaltitle 原題 原名
        """
    ),
    "year": _names(
        """
        year releaseyear yearofrelease yearreleased filmyear movieyear productionyear yr startyear jahr
        erscheinungsjahr produktionsjahr annee anneedeproduction anneedesortie ano anodelanzamiento anno annodiuscita
        rok rokprodukcji rokvyroby ar jaar vuosi ev yil an год годвыпуска годвыхода годпроизводства рік
        年 年份 公開年 製作年 年代 연도 년도 제작년도 ετος
        """
    ),
    "released": _names(
        """
        releasedate dateofrelease released premiere premieredate premiered firstreleased erscheinungsdatum datedesortie
        fechadeestreno datadiuscita датавыхода датавыпуска премьера датапремьеры 公開日 上映日期
        """
    ),
    "imdb": _names(
        "imdbid imdb const tconst imdburl imdblink imdbcode imdbtt ttid imdburi idimdb titleid ссылканаimdb"
    ),
    "tmdb": _names("tmdbid tmdb themoviedbid themoviedb tmdburl idtmdb"),
    "link": _names("url link uri href address links webpage site ссылка adresse lien enlace"),
    "directors": _names(
        """
        directors director directedby dir dirs filmmaker filmmakers regie regisseur regisseure realisateur realisateurs
        realisation realisateurtrice regia regista direccion directora directores direcao realizador realizacao
        rezyseria rezyser rezie regi regissor ohjaaja rendezo yonetmen
        режиссер режиссеры режиссерпостановщик постановщик реж режисер 监督 監督 导演 導演 감독 σκηνοθετης
        """
    ),
    "minutes": _names(
        """
        runtimemins runtime runtimeminutes runtimemin minutes mins min duration length laufzeit dauer duree duracion
        durata duracao длительность продолжительность хронометраж минут мин время 片长 片長 上映時間
        """
    ),
    "note": _names(
        """
        description note notes comment comments review reviews why whyithere reason blurb remark remarks text about
        annotation mynotes mycomment listnote beschreibung notiz notizen kommentar kommentare bemerkung bemerkungen
        anmerkung anmerkungen begrundung warum commentaire commentaires remarque remarques avis pourquoi notas nota
        comentario comentarios resena porque descripcion descricao descrizione commento commenti perche opis komentarz
        uwagi popis komentar описание заметка заметки комментарий комментарии примечание примечания отзыв рецензия
        почему зачем очем опис коментар 备注 備註 评论 評論 コメント 感想 메모
        """
    ),
    "fact": _names(
        "fact facts trivia funfact факт факты интересныйфакт fakt fakten fait dato curiosidad curiosita"
    ),
    "position": _names(
        """
        position rank # number no nr num n place order pos index ranking listorder platz rang nummer reihenfolge
        numero puesto posicion posizione posto posicao miejsce poradi место номер позиция порядок пп номерпп 順位 序号
        """
    ),
    "kind": _names(
        """
        titletype type mediatype mediakind itemtype contenttype entitytype kind format category typ medientyp titretype
        tipo typedemedia тип типзаписи категория вид 类型 種類
        """
    ),
    "status": _names(
        "status state watchstatus liststatus mystatus userstatus shelf статус состояние statut estado stato stav"
    ),
    "watched": _names(
        """
        watcheddate watchedat watchedon datewatched dateseen seendate seenon seenat viewdate dateviewed viewedon
        viewedat viewingdate lastwatchedat lastwatched lastseen lastwatcheddate lastviewed enddate finishdate
        datefinished finished finishedat completedat completeddate datecompleted playedat playdate scrobbledat
        watchtime gesehenam gesehen sehdatum datumgesehen vule datedevisionnage datevue vistoel fechavisto
        fechadevisionado fechavista vistoil datavisione datadavisao dataogladania obejrzano
        датапросмотра просмотрен просмотрено когдасмотрел смотрел смотрела когдапосмотрел деньпросмотра датаперегляду
        watched seen 鑑賞日 観た日 观看日期 觀看日期 본날짜
        """
    ),
    "logged": _names(
        """
        date daterated ratedat ratedon ratingdate created createdat dateadded addedat addeddate added dateadd addedon
        day when loggedat timestamp startdate datum hinzugefugt bewertetam dateajout datedajout fecha fechaagregada
        data dataaggiunta datadodania дата датадобавления добавлено датаоценки день kdy pvm dato 日期 日付 날짜
        modified
        """
    ),
    "listed": _names("listedat watchlistedat listed"),
    "rating": _names(
        "yourrating yourated youratd rating score myrating userrating stars оценка мояоценка bewertung"
    ),
    "is_seen": _names("checked iswatched isseen haveseen viewed"),
    "is_wanted": _names("watchlist iswatchlist towatch wanttosee wanttowatch plantowatch"),
    "series": _names("seasonnumber episodenumber season episode сезон эпизод серия"),
}
"""By column; taken in the order given."""

_BRACKETED: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def plain(name: str) -> str:
    """A column's name as it is compared: "Runtime (mins)" and "runtime" are one."""
    bare = name.strip().lstrip("\ufeff")
    if bare in {"#", "№", "No.", "Nr."}:
        return "#"
    kept = _letters(_BRACKETED.sub("", bare))
    return kept or _letters(bare)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if c.isalnum())


def _by_name() -> dict[str, list[tuple[Column, int]]]:
    found: dict[str, list[tuple[Column, int]]] = {}
    for column, names in NAMES.items():
        for preference, name in enumerate(names):
            found.setdefault(_letters(name) or name, []).append((column, preference))
    return found


_BY_NAME: Final = _by_name()


def columns_of(header: Sequence[str]) -> dict[Column, list[int]]:
    """Where in a row things stand, best first; what the header does not name is absent."""
    found: dict[Column, list[tuple[int, int]]] = {}
    for position, cell in enumerate(header):
        if len(cell) > 60:
            continue
        for column, preference in _BY_NAME.get(_plain_or_spelled(cell), ()):
            found.setdefault(column, []).append((preference, position))
    return {column: [position for _, position in sorted(places)] for column, places in found.items()}


def _plain_or_spelled(cell: str) -> str:
    name = plain(cell)
    return name if name in _BY_NAME else _letters(cell)


def is_header(columns: Mapping[Column, Sequence[int]], cells: Sequence[str]) -> bool:
    """Whether a row names the columns of a table of films: a title or an IMDb id, and nearly nothing else in it."""
    filled = sum(bool(cell.strip()) for cell in cells)
    known = len({place for places in columns.values() for place in places})
    if "title" in columns:
        return filled == 1 or known >= 2  # a title and one more
    if "imdb" in columns:
        return filled == 1 or known >= 2
    return "link" in columns and filled == 1
