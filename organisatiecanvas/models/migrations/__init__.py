"""Schema versions of the document file. `upgrade` brings an older working copy to the present one."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config

FOLDER = Path(__file__).parent


def configuration(path: Path) -> Config:
    """Alembic's configuration for one file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["path"] = path
    return config


def revision_of(version: int) -> str:
    """The migration that leads to a schema version: `user_version` 1 is revision 0001."""
    return f"{version:04d}"


def upgrade(path: Path, *, to: int | None = None) -> None:
    """Convert a working copy in place to schema version `to`, by default the present one."""
    from organisatiecanvas.models.storage import APPLICATION_ID, SCHEMA_VERSION

    with contextlib.closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    config = configuration(path)
    if version:
        command.stamp(config, revision_of(version))
    target = SCHEMA_VERSION if to is None else to
    command.upgrade(config, revision_of(target))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={target}")
        connection.execute("DROP TABLE alembic_version")
        connection.commit()
