"""`flask organisers`: the municipalities that hold their calls here."""

import click

from app.cli.site import with_site
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_organiser


@click.group()
def organisers() -> None:
    """The municipalities that run competitions here."""


@organisers.command()
@click.argument("slug")
@click.argument("name")
@with_site
def create(slug: str, name: str) -> None:
    """Make the municipality NAME known under the short name SLUG (it stands in addresses and files)."""
    with acting(db.session(), SYSTEM) as act:
        create_organiser(act, slug, name)
    click.echo(f"organiser {slug} is there")
