"""`lianxin serve`: the web server."""

import argparse
import os
import sys

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.interfaces.jobs import language

# Each has one thread, and waits for the database now and then: two a core keep it busy.
WORKERS = 2 * (os.cpu_count() or 1)
PATIENCE = "10"  # seconds that a process gets to end


class Command(language.Verb):
    """Serve the pages with granian."""

    help = gettext_noop(
        "Serve the pages: gathers the assets, checks the tables, then starts the web server."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take an address, a port and a number of processes."""
        parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
        parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
        parser.add_argument("--workers", type=int, default=WORKERS, help=_("processes"))

    def handle(self, *, host: str, port: int, workers: int, **_: object) -> None:
        """Replace this process by the server."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("the tables are not up to date: run `lianxin migrate` first")
        connection.close()
        call_command("collectstatic", interactive=False, verbosity=0)
        sys.stdout.flush()
        command = [sys.executable, "-m", "granian", *_options(host, port, workers)]
        os.execv(sys.executable, command)  # noqa: S606  our own server, no shell


def _options(host: str, port: int, workers: int) -> list[str]:
    return [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "1",
        "--workers-kill-timeout",
        PATIENCE,  # one that is only just starting does not hear that it is to end
        "--log-level",
        "error",
        "lianxin.config.wsgi:application",
    ]
