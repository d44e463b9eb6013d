"""The day and the number of the meeting beside its decision: letters name them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What the change adds; adding a column rebuilds nothing, so the decision keeps its guards."""
    op.add_column("decision", sa.Column("met_on", sa.Date(), nullable=True))
    op.add_column("decision", sa.Column("minutes_number", sa.String(), nullable=True))


def downgrade() -> None:
    """How it is undone."""
    op.drop_column("decision", "minutes_number")
    op.drop_column("decision", "met_on")
