"""Places that stay, lines with their corners, saved views, and the history of mastery."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("units", "notes"):
        op.add_column(table, sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("links", sa.Column("route", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("links", sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "views",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("box", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("overlay", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["variant"], ["variants.id"], name="fk_views_owner", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("variant", "id"),
    )
    op.create_table(
        "assessments",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("level >= 0 AND level <= 4", name="ck_assessments_level"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name="fk_assessments_person", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["skill"], ["skills.id"], name="fk_assessments_skill", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("person", "skill", "assessed_on"),
    )
