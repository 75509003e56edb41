"""The small world of the stand-in: an application, two servers, a private conversation and four members.

Everything here is frozen. The JSON is shaped like Discord's objects (docs: resources/user, resources/guild,
resources/channel, resources/application, interactions/receiving-and-responding).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]

APPLICATION_ID = 1290000000000000001
"""The id of the application, and of its bot user: since 2016 Discord gives both the same."""

ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes of one uploaded file in a server without boosts."""

VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38
CREATE_EVENTS = 1 << 44
"""Rights (docs: topics/permissions)."""
LOCALES = (
    *(
        "en-US",
        "ru",
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en-GB",
        "es-419",
        "es-ES",
        "fi",
        "fr",
        "hi",
        "hr",
        "hu",
        "id",
    ),
    *(
        "it",
        "ja",
        "ko",
        "lt",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "sv-SE",
        "th",
        "tr",
        "uk",
        "vi",
        "zh-CN",
        "zh-TW",
    ),
)
"""Discord's languages (docs: reference, locales); first those that the bot is translated into."""

MANAGE_GUILD = 1 << 5
EVERYONE = (
    (1 << 6)  # ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | (1 << 14)  # EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | (1 << 18)  # USE_EXTERNAL_EMOJIS
    | (1 << 31)  # USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | CREATE_EVENTS
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who types and presses."""

    id: int
    name: str
    locale: str = "en-US"
    """The language of their client, one of Discord's locales."""
    manager: bool = False
    """True: has "Manage Server"."""
    username: str = ""
    """What Discord allows only Latin letters in; empty: the name in lower case."""

    @property
    def permissions(self) -> int:
        return EVERYONE | (MANAGE_GUILD if self.manager else 0)

    def user_json(self) -> Json:
        """A user object."""
        return {
            "id": str(self.id),
            "username": self.username or self.name.lower(),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "bot": False,
            "public_flags": 0,
        }

    def member_json(self) -> Json:
        """A guild member object as it comes with an interaction: with permissions in the channel."""
        return {
            "user": self.user_json(),
            "nick": None,
            "avatar": None,
            "roles": [],
            "joined_at": "2024-10-01T12:00:00.000000+00:00",
            "premium_since": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "permissions": str(self.permissions),
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody types: a channel of a server, or their private conversation with the bot."""

    kind: Literal["server", "dm"]
    guild_id: int | None
    channel_id: int
    """In a DM only the base of the id: see `channel_of`."""
    bot_permissions: int = EVERYONE
    """What the bot may do here."""
    attachment_size_limit: int = ATTACHMENT_SIZE_LIMIT
    """What the bot is told that it may be."""
    age_restricted: bool = False
    """Whether the channel is for adults."""

    def channel_of(self, member: Member) -> int:
        """The id of the channel this member is in here: every member has a DM of their own."""
        return self.channel_id if self.kind == "server" else self.channel_id + member.id % 1000

    def channel_json(self, member: Member) -> Json:
        """The partial channel object that comes with an interaction."""
        channel: Json = {"id": str(self.channel_of(member)), "flags": 0, "last_message_id": None}
        if self.kind == "dm":
            return channel | {"type": 1}
        return channel | {
            "type": 0,
            "guild_id": str(self.guild_id),
            "name": "film-club",
            "topic": None,
            "nsfw": self.age_restricted,
            "position": 0,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "permissions": str(member.permissions),
        }

    def interaction_json(self, member: Member, guild_locale: str = "en-US", withheld: int = 0) -> Json:
        """What an interaction says about where it comes from and from whom; `guild_locale`: the server's language.

        `withheld`: rights that the bot was robbed of on the server.

        Docs: interactions/receiving-and-responding (interaction structure). A DM has no guild_locale.
        """
        about: Json = {
            "channel_id": str(self.channel_of(member)),
            "channel": self.channel_json(member),
            "app_permissions": str(self.bot_permissions & ~(withheld if self.kind == "server" else 0)),
            "attachment_size_limit": self.attachment_size_limit,
            "entitlements": [],
            "locale": member.locale,
        }
        if self.kind == "dm":
            return about | {
                "user": member.user_json(),
                "authorizing_integration_owners": {"1": str(member.id)},
                "context": 1,
            }
        guild_id = str(self.guild_id)
        return about | {
            "guild_id": guild_id,
            "guild": {"id": guild_id, "locale": guild_locale, "features": []},
            "guild_locale": guild_locale,
            "member": member.member_json(),
            "authorizing_integration_owners": {"0": guild_id},
            "context": 0,
        }


ANNA = Member(id=1290000000000000101, name="Anna")
BORIS = Member(id=1290000000000000102, name="Boris", manager=True)
VERA = Member(id=1290000000000000103, name="Вера", locale="ru", username="vera")
CLARA = Member(id=1290000000000000104, name="Clara", locale="en-GB")
MEMBERS = (ANNA, BORIS, VERA, CLARA)

SERVER = Place("server", guild_id=1290000000000000201, channel_id=1290000000000000202)
OTHER_SERVER = Place("server", guild_id=1290000000000000401, channel_id=1290000000000000402)
DM = Place("dm", guild_id=None, channel_id=1290000000000000300)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the server."""

    id: int
    name: str
    mentionable: bool = True
    """By everybody, not only by those with the right to mention all roles."""

    def json(self) -> Json:
        """A role object (docs: topics/permissions)."""
        return {
            "id": str(self.id),
            "name": self.name,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 1,
            "permissions": "0",
            "managed": False,
            "mentionable": self.mentionable,
            "flags": 0,
        }


FANS = Role(id=1290000000000000401, name="Film fans")
ROLES = (FANS,)


def member_called(name: str) -> Member | None:
    """The member with this name or username, whatever its case and with or without @."""
    wanted = name.removeprefix("@").casefold()
    return next(
        (one for one in MEMBERS if wanted in (one.name.casefold(), one.user_json()["username"])), None
    )


def guild_json(guild_id: int) -> Json:
    """A partial guild object, as the list of the bot's servers has it."""
    return {
        "id": str(guild_id),
        "name": f"Server {guild_id}",
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(EVERYONE),
        "features": [],
    }


def bot_user_json() -> Json:
    """The bot's own user object."""
    return {
        "id": str(APPLICATION_ID),
        "username": "Kinoteka",
        "global_name": None,
        "discriminator": "0000",
        "avatar": None,
        "bot": True,
        "flags": 0,
        "public_flags": 0,
        "mfa_enabled": False,
        "verified": True,
        "locale": "en-US",
    }


def application_json(verify_key: str = "0" * 64, interactions_url: str | None = None) -> Json:
    """The application object of GET /oauth2/applications/@me and GET /applications/@me.

    `interactions_url`: where interactions are sent by HTTP, signed for `verify_key`; None: through the gateway.
    """
    return {
        "id": str(APPLICATION_ID),
        "name": "Kinoteka",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": verify_key,
        "interactions_endpoint_url": interactions_url,
        "flags": 0,
        "owner": BORIS.user_json(),
        "team": None,
        "integration_types_config": {"0": {}, "1": {}},
    }
