"""What Discord shows of commands and options while a member types; at most 100 characters each."""

FILM = "One film’s card: any title, in any spelling"
FILM_TITLE = "The film’s title, or a part of it"
LIST = "All curated lists, or one of them"
LIST_NAME = "The list’s name, or a part of it"
LIST_SEEN = "Only films that you have seen, or have not; then only you see the answer"
RANDOM = "A film nobody has to look up"
RANDOM_LIST = "Only from this list"
MINUTES = "How long it may be (120, 2h, 1:45), or when it must be over (until 23:00)"
DECADE = "Only from these years: 1970s, 70s"
THEME = "Only about this: winter, nuclear war, first love …"
RECOMMEND = "Films that fit what you say, each with the reason why"
RECOMMEND_WORDS = "In your own words: bleak winter, hard choices; a comedy for New Year’s Eve"
RECOMMEND_LIKE = "A film they should be like"
ABOUT = "What this is, what it can do, and what is stored about you"
PRIVATE = "Only you see the answer"
SEEN = "Any film, only such as you have not seen, or only such as you have"
WITH = "A film that neither you nor this member has seen, if they allow it"
WITH_MORE = "And this member"
ME = "Your own films, for your eyes only"
ME_FILMS = "How far you are on each list, your watchlist, what you have seen"
ME_SETTINGS = "Which films you are shown, and whether others may pick films with you"
ME_EXPORT = "Everything kept of you, as files: for Letterboxd, a spreadsheet, or to come back with"
ME_IMPORT = "Take in films from a file; you see first what would happen"
ME_IMPORT_FILE = "watched.csv, watchlist.csv or diary.csv from Letterboxd, or a file from /me export"
ME_IMPORT_TO = "Where its films go, if the file itself does not say"
SEEN_FILMS = "My seen films"
WATCHLIST = "My watchlist"
ME_FORGET = "See what is stored about you, and erase it"

ANSWERS_PRIVATELY = {"private": True}
"""For the `extras` of a command whose every answer is for the member alone."""
FIND_FILMS = "Find films in this message"
"""A message command: 1 to 32 characters."""

LENGTHS = (
    ("At most 90 minutes", "90"),
    ("At most 2 hours", "2h"),
    ("At most 2 and a half hours", "2:30"),
    ("Over by 23:00", "until 23:00"),
    ("Over by midnight", "until midnight"),
)
"""What autocomplete offers for a time limit: its label, and what is sent."""
