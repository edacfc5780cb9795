"""The works-council dossier: its country, variants, dates of stages, outcome and further texts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = ("changes", "planning", "training", "technology", "privacy", "evaluation", "annexes")


def upgrade() -> None:
    # Written out: a column that comes with its checks and references is one that every database takes.
    _add("country", "TEXT DEFAULT 'nl' NOT NULL CONSTRAINT ck_dossier_country CHECK (country IN ('nl', 'be'))")
    for name in ("before", "after"):
        _add(name, f"TEXT CONSTRAINT fk_dossier_{name} REFERENCES variants (id) DEFERRABLE INITIALLY DEFERRED")
    op.add_column(
        "dossier", sa.Column("stage_dates", sa.JSON(none_as_null=True), nullable=False, server_default=sa.text("'{}'"))
    )
    _add("outcome", "TEXT CONSTRAINT ck_dossier_outcome CHECK (outcome IN ('follows', 'departs'))")
    op.add_column("dossier", sa.Column("wait_waived", sa.Date(), nullable=True))
    for name in TEXTS:
        op.add_column("dossier", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def _add(name: str, what: str) -> None:
    op.execute(f'ALTER TABLE dossier ADD COLUMN "{name}" {what}')
