"""What the window remembers between two starts: a JSON file in the state folder.

Nothing in it can block a start: a value that is missing, damaged or of the wrong kind gives way to its default.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from organisatiecanvas.models.state import state_folder

FILE_NAME = "settings.json"
MAX_RECENT = 10
DEFAULTS: dict[str, Any] = {
    "language": "",  # empty: that of the system
    "theme": "system",  # or light, dark
    "scale": 1.0,  # of everything in the window, from the next start
    "geometry": [],  # x, y, width, height of the window, in screen units
    "maximised": False,
    "inspector_width": 300,
    "inspector_open": True,
    "findings_height": 188,
    "findings_open": True,
    "minimap_open": True,
    "people_open": False,
    "people_width": 240,
    "legend_open": False,
    "outline_open": False,
    "outline_width": 260,
    "layers": {},  # document id → hidden layers
    "present_screen": "",  # name of the screen to present on; empty: one that is not the window's own
    "present_without_names": False,
    "timer_minutes": 25.0,
    "timer_sound": True,
    "link_kind": "consultation",  # what the tool for links draws
    "snap_grid": True,
    "snap_guides": True,
    "wheel_zooms": False,  # without Ctrl; with it the wheel scrolls
    "recent": [],
    "commands_used": [],  # ids of commands run from the palette, the last first
    "import_mappings": {},  # what was answered for a kind of workbook, by that kind
    "folder": "",
    "tour_seen": False,
}


class Settings:
    """Values by name; `set` writes at once, beside the old file and renamed over it."""

    def __init__(self) -> None:
        self._values = dict(DEFAULTS)
        for name, value in _read().items():
            if name in DEFAULTS and type(value) is type(DEFAULTS[name]):
                self._values[name] = value

    def get(self, name: str) -> Any:
        return self._values[name]

    def set(self, **values: Any) -> None:
        """Keep these values; a state folder that can't be written is no reason to stop."""
        if all(self._values[name] == value for name, value in values.items()):
            return
        self._values.update(values)
        path = state_folder() / FILE_NAME
        beside = path.with_suffix(".new")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            beside.replace(path)

    # -- recent files --------------------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """Files opened before, newest first; those that are gone are included, so that the page can say so."""
        return [Path(item) for item in self._values["recent"] if isinstance(item, str) and item][:MAX_RECENT]

    def remember_file(self, path: Path) -> None:
        others = [str(item) for item in self.recent() if item != path]
        self.set(recent=[str(path), *others][:MAX_RECENT], folder=str(path.parent))

    def forget_file(self, path: Path) -> None:
        self.set(recent=[str(item) for item in self.recent() if item != path])

    def folder(self) -> Path:
        """Where file dialogs start: the folder used last, if it is still there."""
        last = Path(self._values["folder"])
        return last if self._values["folder"] and last.is_dir() else Path.home()

    def geometry(self) -> tuple[int, int, int, int] | None:
        """The place of the window; None when it was never kept or makes no sense."""
        values = self._values["geometry"]
        if len(values) != 4 or not all(isinstance(value, int) and abs(value) < 100_000 for value in values):
            return None
        x, y, width, height = values
        return (x, y, width, height) if width > 100 and height > 100 else None


def _read() -> dict[str, Any]:
    try:
        values = json.loads((state_folder() / FILE_NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
