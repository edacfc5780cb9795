"""The pictures in the handbook, taken of the real window in Dutch on the main example: `make handbook`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs" / "handleiding" / "beeld"
SIZE = (1240, 780)


def _nothing(_window) -> None:
    """As the workspace shows itself."""


def _select_cell(window) -> None:
    window.workspace.canvas.reveal("units", "cel-b")


def _training_plan(window) -> None:
    window.commands.run("skills.plan")


def _timeline(window) -> None:
    window.workspace.pages["actions"].show_view("timeline")


# Name of the picture → workspace, variant, and what to do first.
PICTURES: dict[str, tuple[str, str, Callable[..., None]]] = {
    "canvas": ("canvas", "ist", _nothing),
    "tekenen": ("canvas", "soll-1", _select_cell),
    "gegevens": ("data", "ist", _nothing),
    "vaardigheden": ("skills", "soll-1", _training_plan),
    "doorlooptijd": ("flow", "ist", _nothing),
    "regelcapaciteit": ("control", "soll-1", _nothing),
    "werkbelasting": ("workload", "ist", _nothing),
    "vergelijken": ("compare", "soll-1", _nothing),
    "acties": ("actions", "soll-1", _timeline),
    "or-dossier": ("dossier", "soll-1", _nothing),
}


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false;qt.qpa.*=false")  # what offscreen can not do
    with tempfile.TemporaryDirectory() as state:
        os.environ["ORGANISATIECANVAS_STATE"] = state
        from organisatiecanvas.desktop import app as application
        from organisatiecanvas.desktop.settings import Settings
        from organisatiecanvas.desktop.window import MainWindow
        from tests import walk

        application.speak("nl")
        application.make_application("light")
        window = MainWindow(Settings())
        window.resize(*SIZE)
        window.show()
        window.open_example("bosch")
        walk.settle(window)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, (place, variant, prepare) in PICTURES.items():
            window.session.show_variant(variant)
            window.workspace.show_place(place)
            prepare(window)
            walk.settle(window)
            walk.wait(0.6)
            window.grab().save(str(FOLDER / f"{name}.png"))
            print(FOLDER / f"{name}.png")
        sys.stdout.flush()
        os._exit(0)  # the window is left as it is


if __name__ == "__main__":
    sys.exit(main())
