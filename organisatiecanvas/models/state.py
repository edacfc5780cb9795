"""Where the program keeps what is not a document: working copies, settings, reports. Light to import."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

STATE_VARIABLE = "ORGANISATIECANVAS_STATE"


def state_folder() -> Path:
    """Where working copies and settings live; ORGANISATIECANVAS_STATE overrules the system's choice."""
    chosen = os.environ.get(STATE_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_state_dir("organisatiecanvas", appauthor=False))
