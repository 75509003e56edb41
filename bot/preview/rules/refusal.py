"""An answer of Discord that is not 2xx, and the table of those the stand-in gives.

Docs: topics/opcodes-and-status-codes (JSON error codes), reference (error messages).
"""

from __future__ import annotations

from bot.preview.world import Json


class Refusal(Exception):  # noqa: N818  (Discord's "no" is no error of ours)
    """Raised by whatever judges a request; becomes the status and body the bot receives."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.body = status, body

    @property
    def reply(self) -> tuple[int, Json]:
        return self.status, self.body


def _refusal(status: int, code: int, message: str) -> Refusal:
    return Refusal(status, {"message": message, "code": code})


def unauthorized() -> Refusal:
    return _refusal(401, 0, "401: Unauthorized")


def unknown_endpoint() -> Refusal:
    return _refusal(404, 0, "404: Not Found")


def wrong_method() -> Refusal:
    return _refusal(405, 0, "405: Method Not Allowed")


def unknown_application() -> Refusal:
    return _refusal(404, 10002, "Unknown Application")


def unknown_channel() -> Refusal:
    return _refusal(404, 10003, "Unknown Channel")


def missing_access() -> Refusal:
    return _refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return _refusal(403, 50013, "Missing Permissions")


def thread_exists() -> Refusal:
    return _refusal(400, 160004, "A thread has already been created for this message")


def unknown_message() -> Refusal:
    return _refusal(404, 10008, "Unknown Message")


def unknown_webhook() -> Refusal:
    return _refusal(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refusal:
    return _refusal(404, 10062, "Unknown interaction")


def already_acknowledged() -> Refusal:
    return _refusal(400, 40060, "Interaction has already been acknowledged.")


def too_large() -> Refusal:
    return _refusal(413, 40005, "Request entity too large")


def empty_message() -> Refusal:
    return _refusal(400, 50006, "Cannot send an empty message")


def token_expired() -> Refusal:
    return _refusal(401, 50027, "Invalid Webhook Token")


def invalid_json() -> Refusal:
    return _refusal(400, 50109, "The request body contains invalid JSON.")


def invalid_form(errors: Json) -> Refusal:
    """`errors` is nested like the body, with {"_errors": [{"code", "message"}]} where something is wrong."""
    return Refusal(400, {"message": "Invalid Form Body", "code": 50035, "errors": errors})
