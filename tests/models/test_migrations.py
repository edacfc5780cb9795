"""Old files open for ever: the migrations lead to the mapped schema, and one real file per version still opens."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from organisatiecanvas.models import interchange, storage
from organisatiecanvas.models.connection import engine_for
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.migrations import upgrade

FILES = sorted((Path(__file__).parent / "files").glob("version_*.orgcanvas"))


def described(path: Path) -> dict[str, object]:
    """Columns, keys and checks of every table."""
    engine = sa.create_engine(f"sqlite:///{path}")
    inspector = sa.inspect(engine)
    found: dict[str, object] = {}
    for table in inspector.get_table_names():
        columns = [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)]
        keys = sorted((tuple(k["constrained_columns"]), k["referred_table"]) for k in inspector.get_foreign_keys(table))
        checks = sorted((str(c["name"]), c["sqltext"]) for c in inspector.get_check_constraints(table))
        found[table] = (columns, inspector.get_pk_constraint(table)["constrained_columns"], keys, checks)
    engine.dispose()
    return found


def test_the_migrations_lead_to_the_mapped_schema(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.orgcanvas", tmp_path / "migrated.orgcanvas"
    engine = engine_for(made, alone=False)
    storage.create_schema(engine)
    engine.dispose()
    sqlite3.connect(migrated).close()
    upgrade(migrated)
    assert described(migrated) == described(made)
    assert storage.read_header(migrated) == storage.read_header(made)


def test_there_is_a_file_of_every_version() -> None:
    assert [path.stem for path in FILES] == [f"version_{n}" for n in range(1, storage.SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_an_older_version_opens_and_stays_as_it_was(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with Document.open(path, read_only=True) as document:
        assert interchange.dump(document.organisation) == path.with_suffix(".json").read_text("utf-8")
        document.save(tmp_path / "again.orgcanvas")
    with Document.open(tmp_path / "again.orgcanvas") as again:
        assert interchange.dump(again.organisation) == path.with_suffix(".json").read_text("utf-8")
    assert path.read_bytes() == before
