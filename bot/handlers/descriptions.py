"""What Discord shows of commands and options while a member types; at most 100 characters each.

English, to be looked up by `command_texts`.
"""

from bot.ui.kit.language import N_, NP_, Language

FILM = N_("Show a film: by any of its titles, in any spelling")
FILM_TITLE = N_("The film’s title, or a part of it")
LIST = N_("All curated lists, or one of them")
LIST_NAME = N_("The list’s name, or a part of it")
LIST_SEEN = N_("Only films you have seen, or only those you have not; the answer is private")
RANDOM = N_("A film for tonight, dealt from a shuffled deck")
RANDOM_LIST = N_("Only from this list")
MINUTES = N_("How long it may be (120, 2h, 1:45), or when it must be over (until 23:00)")
DECADE = N_("Only from these years: 1970s, 70s")
THEME = N_("Only about this: winter, nuclear war, first love …")
RECOMMEND = N_("Films that fit what you ask for, each with the reason why")
RECOMMEND_WORDS = N_("In your own words: bleak winter, hard choices; a comedy for New Year’s Eve")
RECOMMEND_LIKE = N_("A film that the answers should be like")
QUIZ = N_("True or false? A claim about a film from our own checks, for you or for the channel")
QUIZ_LIST = N_("Only claims about the films of this list")
QUIZ_SPOILERS = N_("Also claims that give away how a film ends, each behind a warning")
ABOUT = N_("What this is, what it can do, and what is stored about you")
PRIVATE = N_("Only you see the answer")
SEEN = N_("Any film, only films you have not seen, or only films you have seen")
WITH = N_("A film that neither you nor this member has seen, if they allow it")
WITH_MORE = N_("And this member")
ME = N_("Your own films, for your eyes only")
ME_FILMS = N_("How far you are on each list, your watchlist, what you have seen")
ME_SETTINGS = N_("Which films you are shown, and in which language you are answered")
ME_EXPORT = N_("Everything stored about you, as files: for Letterboxd, a spreadsheet, or to import again")
ME_IMPORT = N_("Import films from a file; you see first what would happen")
ME_IMPORT_FILE = N_("watched.csv, watchlist.csv or diary.csv from Letterboxd, or a file from /me export")
ME_IMPORT_TO = N_("Where its films go, if the file itself does not say")
SEEN_FILMS = NP_("choice", "My seen films")
WATCHLIST = NP_("choice", "My watchlist")
ME_FORGET = N_("See what is stored about you, and erase it")

ANSWERS_PRIVATELY = {"private": True}
"""For the `extras` of a command whose every answer is for the member alone."""
FIND_FILMS = N_("Find films in this message")
"""A message command: 1 to 32 characters."""

SETTINGS = N_("How the bot behaves on this server")
SETTINGS_LANGUAGE = N_("In which language I answer for everyone to see")
SETTINGS_LANGUAGE_CHOICE = N_("A language, or as the server's own settings and its members say")
AUTOMATIC = NP_("choice", "Automatic")

CURATE = N_("This server’s own lists: bring, edit and export them")
CURATE_IMPORT = N_("Bring a list: a file from Letterboxd, IMDb, Trakt or a spreadsheet, or any text")
CURATE_LISTS = N_("This server’s lists: edit, reorder, hide, undo, export, delete")
CURATE_WHICH = N_("Which of the lists for everyone are shown on this server")
CURATE_REPORTS = N_("Films that members suggest, and mistakes they found")
CURATE_DELETE_ALL = N_("Delete every list of this server, for good")
DAILY = N_("A film of the day or of the week for a channel")
DAILY_SET = N_("Post a film in this channel, every day or once a week")
DAILY_TIME = N_("The local time: 20:00, 8 pm")
DAILY_ZONE = N_("The time zone: type a city, as Berlin or New York")
DAILY_DAYS = N_("On which days")
DAILY_ROLE = N_("Who is pinged; without it the post makes no sound")
DAILY_THREAD = N_("Open a thread at each post, to talk about the film")
DAILY_SHOW = N_("What is set up on this server: pause, stop, or the next film now")
NIGHT = N_("A film night: the club votes on what to watch")
NIGHT_START = N_("Put some films to the vote; you see them first")
NIGHT_LIST = N_("Draw the films from this list")
NIGHT_WHEN = N_("When the evening begins: 20:30, tomorrow 21:00, friday 20:00; the vote is open until then")
NIGHT_MINUTES = N_("No film longer than so many minutes")
NIGHT_FILMS = N_("How many films, from two to eight")
NIGHT_PICKER = N_("This member chooses the film alone, instead of a vote")
NIGHT_NOMINATE = N_("Nominate a film for the next night on this server")
NIGHT_FILM = N_("The film’s title")
NIGHT_HISTORY = N_("What this server has watched, and how it was rated")
DAYS = {
    "127": NP_("choice", "Every day"),
    "31": NP_("choice", "Monday to Friday"),
    "1": NP_("choice", "Mondays"),
    "2": NP_("choice", "Tuesdays"),
    "4": NP_("choice", "Wednesdays"),
    "8": NP_("choice", "Thursdays"),
    "16": NP_("choice", "Fridays"),
    "32": NP_("choice", "Saturdays"),
    "64": NP_("choice", "Sundays"),
}
"""The choices of days: a bit for each day of the week, Monday's the lowest."""

SEEN_CHOICES = (NP_("choice", "any"), NP_("choice", "unseen"), NP_("choice", "seen"))
"""The values of the option `seen`, which discord.py reads off its type."""


def lengths(language: Language) -> tuple[tuple[str, str], ...]:
    """What autocomplete offers for a time limit: its label, and what is sent."""
    _ = language.gettext
    return (
        (_("At most 90 minutes"), "90"),
        (_("At most 2 hours"), "2h"),
        (_("At most 2 and a half hours"), "2:30"),
        (_("Over by 23:00"), "until 23:00"),
        (_("Over by midnight"), "until midnight"),
    )
