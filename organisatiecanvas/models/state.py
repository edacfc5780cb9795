"""Where the program keeps what is not a document: working copies, settings, reports.

Light to import: the empty window needs it, and not the database layer.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

STATE_VARIABLE = "ORGANISATIECANVAS_STATE"
SUFFIX = ".orgcanvas"  # of documents and their working copies


def state_folder() -> Path:
    """Where working copies and settings live; ORGANISATIECANVAS_STATE overrules the system's choice."""
    chosen = os.environ.get(STATE_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_state_dir("organisatiecanvas", appauthor=False))


def origin_path(path: Path) -> Path:
    """Where stands which file a locked working copy belongs to."""
    return Path(f"{path}-origin")


def remove_database(path: Path) -> None:
    """Delete a database with what SQLite and we keep beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    origin_path(path).unlink(missing_ok=True)
