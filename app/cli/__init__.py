"""The `flask` command: its words, and where each is found when it is asked for.

It stands over Flask's own, which would load the whole site and every plugin's commands to say anything.
"""

from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "call": "app.cli.call:call",
    "db": "app.cli.db:db",
    "demo": "app.cli.demo:demo",
    "worker": "app.cli.worker:worker",
    "audit": "app.cli.audit:audit",
    "organisers": "app.cli.organisers:organisers",
    "users": "app.cli.users:users",
    "files": "app.cli.files:files",
    "maintenance": "app.cli.maintenance:maintenance",
    "serve": "app.cli.serve:serve",
    "run": "flask.cli:run_command",
    "shell": "flask.cli:shell_command",
    "routes": "flask.cli:routes_command",
}
SHORT_HELP = {
    "call": "Recompute, verify, bring in and write out calls.",
    "db": "Bring the database to this version.",
    "demo": "Make the demonstration, or remove it.",
    "worker": "Send what waits in the outbox.",
    "audit": "Check the chain of events.",
    "organisers": "The municipalities that run competitions here.",
    "users": "The people who may enter, and their roles.",
    "files": "Look after the files that are kept.",
    "maintenance": "Close the site for maintenance, and open it again.",
    "serve": "Serve the site with its demonstration.",
    "run": "Serve the site for development.",
    "shell": "Open a Python shell with the site.",
    "routes": "List the site's pages.",
}


class Commands(click.Group):
    """A group that knows its commands by name and loads only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        if module == "flask.cli":
            ctx.obj = _script_info()
        return getattr(import_module(module), attribute)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SHORT_HELP.items()))


def _script_info() -> Any:
    """What Flask's own commands need to find the site."""
    from flask.cli import ScriptInfo  # noqa: PLC0415 - only for these: the archive's commands must start at once

    def create_app() -> Any:
        return import_module("app").create_app()

    return ScriptInfo(create_app=create_app)


@click.command(cls=Commands)
def main() -> None:
    """Konkurss: a youth-initiative competition from its call to its awards."""
