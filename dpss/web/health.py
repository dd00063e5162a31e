"""What a load balancer asks: is the process up, and can it do its work?"""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dpss.celery import app

BROKER_SECONDS = 2
UNAVAILABLE = 503
_log = logging.getLogger("dpss.web.health")


class NotMigrated(Exception):
    """The tables are older than the code."""


@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anything else."""
    return HttpResponse("live\n", content_type="text/plain")


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Database, tables and broker can be used; else 503 with the name of the first that cannot."""
    for name, check in CHECKS.items():
        try:
            check()
        except Exception:
            _log.warning("not ready: %s", name, exc_info=True)
            return HttpResponse(f"{name}\n", content_type="text/plain", status=UNAVAILABLE)
    return HttpResponse("ready\n", content_type="text/plain")


def check_database() -> None:
    """Ask the database something."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def check_migrations() -> None:
    """Compare the tables with the code. Raises NotMigrated."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated


def check_broker() -> None:
    """Reach the broker within two seconds."""
    with app.connection_for_write(transport_options={"socket_connect_timeout": BROKER_SECONDS}) as broker:
        broker.ensure_connection(max_retries=0, timeout=BROKER_SECONDS)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
}
