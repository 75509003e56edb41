"""`python -m bot run` at work: connected to Discord, with all that it needs, until it is told to stop."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack, suppress
from importlib import import_module

from prometheus_client import CollectorRegistry, ProcessCollector

from bot.cli.bootstrap import gallery_of, opened
from bot.cli.memory import give_back, settle
from bot.cli.process import complain
from bot.client import Kinoteka
from bot.runtime.deadlines import Deadlines
from bot.runtime.metrics import Metrics
from bot.runtime.supervisor import LoginRefusedError, supervise
from bot.services.catalogue import Catalogue, CatalogueNotReadyError
from bot.settings import EX_CONFIG, Settings, SettingsError

_GIVING_BACK = 30.0
"""Seconds; it takes a millisecond or two."""


async def serve(settings: Settings, token: str, stop: asyncio.Event) -> int:
    """The exit status. Raise SettingsError for a port that is taken."""
    dice, deadlines = random.SystemRandom(), Deadlines()
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    metrics = Metrics(registry)
    clients: list[Kinoteka] = []

    def connect() -> Kinoteka:
        client = Kinoteka(
            catalogue,
            dice,
            api_url=settings.discord_api_url,
            gallery=gallery,
            metrics=metrics,
            deadlines=deadlines,
            zone=settings.zone,
            shard_count=settings.shard_count or None,
            shard_ids=settings.shards,
            by_http=bool(settings.interactions_port),
            posts=True,
        )
        clients[:] = [client]
        return client

    def receiver() -> Kinoteka | None:
        return clients[0] if clients else None

    def health() -> tuple[bool, str]:
        return clients[0].health() if clients else (False, "not connected")

    async with AsyncExitStack() as stack:
        if settings.interactions_port:
            # Not for everyone: PyNaCl and a web server take three megabytes.
            endpoint = import_module("bot.runtime.endpoint")
            taking = endpoint.Endpoint(receiver, health, metrics, deadlines)
            where = settings.interactions_host, settings.interactions_port
            try:
                await stack.enter_async_context(endpoint.listening(taking, *where, stop))
            except OSError as error:
                said = f"{settings.interactions_host}:{settings.interactions_port}: {error.strerror}"
                raise SettingsError(f"INTERACTIONS_PORT: {said}") from error
        catalogue = await stack.enter_async_context(opened(settings, deadlines))
        gallery = await stack.enter_async_context(gallery_of(settings))
        catalogue.watch()
        catalogue.on_renewed.append(settle)
        settling = asyncio.create_task(keep_settled(catalogue))
        stack.callback(settling.cancel)
        if settings.metrics_port:
            # Not for everyone: a web server takes two megabytes.
            served = import_module("bot.cli.metrics_server").served
            await stack.enter_async_context(served(registry, health, settings.metrics_port))
        try:
            await supervise(connect, token, stop, dice, deadlines)
        except LoginRefusedError as error:
            return complain(error, EX_CONFIG)
    return 0


async def keep_settled(catalogue: Catalogue) -> None:
    """Settle once everything is read in, and give back now and then what a busy minute took."""
    with suppress(CatalogueNotReadyError):
        await catalogue.titles(patience=600)
        await catalogue.suggestions(patience=600)
    settle()
    while True:
        await asyncio.sleep(_GIVING_BACK)
        give_back()
