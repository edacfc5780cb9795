"""Schema versions of the document file. `upgrade` brings an older working copy to the present one."""

from __future__ import annotations

import contextlib
from pathlib import Path

from alembic import command
from alembic.config import Config

from organisatiecanvas.models.connection import connect

FOLDER = Path(__file__).parent


def configuration(path: Path, password: str = "") -> Config:
    """Alembic's configuration for one file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes.update(path=path, password=password)
    return config


def revision_of(version: int) -> str:
    """The migration that leads to a schema version: `user_version` 1 is revision 0001."""
    return f"{version:04d}"


def upgrade(path: Path, password: str = "", *, to: int | None = None) -> None:
    """Convert a working copy in place to schema version `to`, by default the present one."""
    from organisatiecanvas.models.storage import APPLICATION_ID, SCHEMA_VERSION, flush_to_disk

    with contextlib.closing(connect(path, password)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    config = configuration(path, password)
    if version:
        command.stamp(config, revision_of(version))
    target = SCHEMA_VERSION if to is None else to
    command.upgrade(config, revision_of(target))
    with contextlib.closing(connect(path, password)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={target}")
        connection.execute("DROP TABLE alembic_version")
        connection.commit()
    flush_to_disk(path)
