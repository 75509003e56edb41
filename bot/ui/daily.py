"""The film of the day: the post, and what a server's managers read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.card import Card
from bot.domain.daily import EVERY_DAY, WEEKDAYS
from bot.ui.film_card import film_card
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import DailyState
from bot.ui.kit.components import Choice, Component, Picture, button, row, select, words
from bot.ui.kit.language import N_, NP_, Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import escape, joined, one_line, quoted, shorten
from db.daily_types import DailyPause, DailyPost, DailySubscription

RIGHTS: Final[Mapping[str, str]] = {
    # Translators: permissions, as Discord's own settings call them in your language.
    "view": NP_("permission", "View Channel"),
    "send": NP_("permission", "Send Messages"),
    "send_in_threads": NP_("permission", "Send Messages in Threads"),
    "attach": NP_("permission", "Attach Files"),
    "threads": NP_("permission", "Create Public Threads"),
    "history": NP_("permission", "Read Message History"),
    "mention": NP_("permission", "Mention @everyone, @here, and All Roles"),
}
"""Rights by the names that `DailySubscription.missing` has them by."""
_LACKING: Final[Mapping[str, str]] = {
    # Translators: {right} is a permission that the bot lacks.
    "attach": N_("Without *{right}*, posts come without their poster."),
    "threads": N_("Without *{right}*, posts come without a thread."),
    "history": N_(
        "Without *{right}*, I cannot look whether a post has arrived when the connection breaks off, so it is not "
        "repeated."
    ),
    "mention": N_("Without *{right}*, the role is not pinged: not all may mention it."),
}
_PAUSED: Final[Mapping[DailyPause, str]] = {
    "manager": N_("Paused."),
    "rights": N_("Paused: I was not allowed to send messages there. Allow it, then press “Resume”."),
    "access": N_(
        "Paused: I could not see the channel. Let me see it and send messages there, then press “Resume”."
    ),
    "channel": N_("Paused: the channel is gone."),
    "list": N_("Paused: the list is gone, or no film is on it. Set it up again with `/daily set`."),
}
_DAYS: Final[Mapping[int, str]] = {
    EVERY_DAY: NP_("choice", "Every day"),
    WEEKDAYS: NP_("choice", "Monday to Friday"),
    1: NP_("choice", "Mondays"),
    2: NP_("choice", "Tuesdays"),
    4: NP_("choice", "Wednesdays"),
    8: NP_("choice", "Thursdays"),
    16: NP_("choice", "Fridays"),
    32: NP_("choice", "Saturdays"),
    64: NP_("choice", "Sundays"),
}


def post(
    language: Language,
    card: Card,
    subscription: DailySubscription,
    of_deck: DailyPost,
    list_title: str | None,
    poster: Picture | None = None,
) -> Answer:
    """The message in the channel: the film's card with its number in the deck, and the role that is pinged above it."""
    _ = language.gettext
    is_weekly = subscription.days not in {EVERY_DAY, WEEKDAYS}
    line = joined(
        [
            "📅 " + (_("Film of the week") if is_weekly else _("Film of the day")),
            _("**{position} of {of}**", position=of_deck.position, of=of_deck.of),
            _("on *{list}*", list=escape(shorten(one_line(list_title), 80))) if list_title else None,
        ]
    )
    laid_out = film_card(language, card, poster=poster, note=f"-# {line}")
    if not subscription.role_id:
        return laid_out
    return replace(laid_out, items=(words(_role(subscription.role_id)), *laid_out.items))


def set_up(
    language: Language,
    subscription: DailySubscription,
    list_title: str | None,
    moments: Sequence[int],
    others: Sequence[DailySubscription],
) -> Answer:
    """What was set up, the next dates, and what the bot does without."""
    _ = language.gettext
    lines = [
        "## " + _("A film will be posted in this channel"),
        _described(language, subscription, list_title),
        _dates(language, moments),
        *_notes(language, subscription),
        *_in_trouble(language, others),
    ]
    shown = button("daily:show", DailyState(subscription.channel_id), _("Pause, stop, next film now"))
    return Answer(language, (words("\n".join(lines)), row(shown)), colour.INK)


def panel(
    language: Language,
    shown: DailySubscription,
    list_title: str | None,
    moments: Sequence[int],
    all_of_them: Sequence[DailySubscription],
    *,
    said: str = "",
) -> Answer:
    """One channel with what can be done about it, and a way to the server's others; `said` stands above it."""
    _ = language.gettext
    others = [one for one in all_of_them if one.channel_id != shown.channel_id]
    state = DailyState(shown.channel_id)
    lines = [
        *([said] if said else []),
        "## " + _("Film of the day in {channel}", channel=_channel(shown.channel_id)),
        _described(language, shown, list_title),
        _(_PAUSED[shown.paused]) if shown.paused else _dates(language, moments),
        *_notes(language, shown),
        *_in_trouble(language, others),
    ]
    items: list[Component] = [
        words("\n".join(lines)),
        row(
            button("daily:resume", state, _("Resume"), kind="main")
            if shown.paused
            else button("daily:pause", state, _("Pause")),
            button("daily:next", state, _("Next film now")),
            button("daily:stop", state, _("Stop"), kind="danger"),
        ),
    ]
    if others:
        # A select shows no channels, so they are told apart by when they post; the lines below say which is which.
        numbered = list(enumerate(all_of_them, 1))
        names = [f"{number}. {_channel(one.channel_id)}" for number, one in numbered]
        items.append(words("-# " + joined(names)))
        choices = [
            Choice(
                base36(one.channel_id),
                f"{number}. {_rhythm(language, one)}",
                chosen=one.channel_id == shown.channel_id,
            )
            for number, one in numbered
        ]
        items.append(select("daily:choose", state, _("Another channel of this server …"), choices))
    return Answer(language, tuple(items), colour.INK)


def nothing_set_up(language: Language, *, stopped: int = 0) -> Answer:
    """No channel of the server has one; `stopped`: the channel that had until now."""
    _ = language.gettext
    if stopped:
        said = _("Nothing will be posted in {channel} any more.", channel=_channel(stopped))
        return notice(
            language, said + "\n" + _("`/daily set` in a channel sets up a film of the day for it.")
        )
    return notice(
        language,
        _("No channel of this server has a film of the day. `/daily set` in a channel sets one up for it."),
    )


def stopped(language: Language, channel_id: int) -> str:
    """Above the panel of another channel: this one has none any more."""
    return language.gettext("Nothing will be posted in {channel} any more.", channel=_channel(channel_id))


def posted(language: Language) -> str:
    """Above the panel: the next film was posted."""
    return language.gettext("The next film was posted.")


def not_posted(language: Language) -> str:
    """Above the panel: the next film could not be posted; why stands below where it is paused."""
    return language.gettext("The next film was not posted: Discord did not take it.")


def perhaps_posted(language: Language) -> str:
    """Above the panel: Discord does not answer."""
    return language.gettext(
        "Discord does not answer, so I do not know yet whether the film was posted. I will look in five minutes."
    )


def lacking(language: Language, rights: Sequence[str]) -> Answer:
    """Nothing can be posted in this channel for lack of these rights."""
    names = [language.pgettext("permission", RIGHTS[one]) for one in rights]
    named = language.enumeration([f"*{name}*" for name in names])
    said = language.gettext(
        "I cannot post in this channel, because I lack these permissions here: {rights}. Allow them in the channel's "
        "settings, under Permissions, and use `/daily set` again.",
        rights=named,
    )
    return notice(language, said)


def not_a_time(language: Language, typed: str) -> Answer:
    """What was typed is no time of day."""
    said = language.gettext(
        "I cannot read “{typed}” as a time of day. Say `20:00` or `8 pm`.", typed=quoted(typed)
    )
    return notice(language, said)


def not_a_zone(language: Language, typed: str) -> Answer:
    """What was typed is no time zone."""
    said = language.gettext(
        "I do not know the time zone “{typed}”. Type the first letters of a large city of your country and pick from "
        "what appears.",
        typed=quoted(typed),
    )
    return notice(language, said)


def not_for_everyone(language: Language) -> Answer:
    """@everyone was named as the role."""
    return notice(language, language.gettext("I ping no one but a role of your own, so not @everyone."))


def _described(language: Language, subscription: DailySubscription, list_title: str | None) -> str:
    _ = language.gettext
    return joined(
        [
            f"**{_rhythm(language, subscription)}**",
            _("from *{list}*", list=escape(shorten(one_line(list_title), 80)))
            if list_title
            else _("from all lists"),
            # Translators: {role} is a mention of a role.
            _("pings {role}", role=_role(subscription.role_id))
            if subscription.role_id
            else _("without a sound"),
            _("with a thread") if subscription.thread else None,
        ]
    )


def _rhythm(language: Language, subscription: DailySubscription) -> str:
    """On which days, when, and where that time is: "Every day, 20:00, Europe/Berlin"."""
    return language.gettext(
        "{days}, {time}, {zone}",
        days=language.pgettext("choice", _DAYS[subscription.days]),
        time=_clock(subscription.minute),
        zone=subscription.zone.replace("_", " "),
    )


def _dates(language: Language, moments: Sequence[int]) -> str:
    first, second = (f"<t:{at}:F>" for at in moments)
    return language.gettext("Next: {first}, then {second}", first=first, second=second)


def _notes(language: Language, subscription: DailySubscription) -> list[str]:
    return [
        "-# " + language.gettext(said, right=language.pgettext("permission", RIGHTS[right]))
        for right, said in _LACKING.items()
        if right in subscription.missing
    ]


def _in_trouble(language: Language, others: Sequence[DailySubscription]) -> list[str]:
    """Channels of the same server where something keeps the bot from posting, which no manager may have heard of."""
    return [
        f"⚠ {_channel(one.channel_id)}: {language.gettext(_PAUSED[one.paused])}"
        for one in others
        if one.paused not in {"", "manager"}
    ]


def _channel(channel_id: int) -> str:
    return f"<#{channel_id}>"


def _role(role_id: int) -> str:
    return f"<@&{role_id}>"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
