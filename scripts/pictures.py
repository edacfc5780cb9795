"""Pictures of the real window on the main example, to look at: `make pictures`, or some of them with ARGS.

    make pictures ARGS="flow dialogs --language nl --theme dark --size 1024x768"

What can be named: start, every workspace, `sides` (the panels in them), `menus`, `dialogs`, any command that asks
something (`file.print`), `questions` (what stands in the way of opening), `help` and `tour`.
Without names all of it is made: workspaces in both languages, themes and sizes, the rest at the smaller size.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LANGUAGES, THEMES, SIZES = ("nl", "en"), ("light", "dark"), ("1440x900", "1024x768")
EXAMPLE = "bosch"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help="what to make")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--size", action="append", help=f"width x height; without it {' and '.join(SIZES)}")
    parser.add_argument("--example", default=EXAMPLE)
    parser.add_argument("--folder", type=Path, default=ROOT / "pictures")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    languages, themes = chosen.language or LANGUAGES, chosen.theme or THEMES
    start = time.monotonic()
    if len(languages) == len(themes) == 1:
        make(chosen, languages[0], themes[0])
        return 0
    # A process for each, two at a time: the language and the look are those of a whole window.
    waiting = [(language, theme) for language in languages for theme in themes]
    running: list[subprocess.Popen[bytes]] = []
    failed = 0
    while waiting or running:
        while waiting and len(running) < min(2, os.cpu_count() or 1):
            language, theme = waiting.pop(0)
            running.append(subprocess.Popen([*command(chosen), "--language", language, "--theme", theme]))
        failed += running.pop(0).wait() != 0
    print(f"{chosen.folder}: {time.monotonic() - start:.0f} s")
    return 1 if failed else 0


def command(chosen: argparse.Namespace) -> list[str]:
    sizes = [part for size in chosen.size or () for part in ("--size", size)]
    rest = ["--example", chosen.example, "--folder", str(chosen.folder)]
    return [sys.executable, str(Path(__file__)), *chosen.only, *sizes, *rest]


def make(chosen: argparse.Namespace, language: str, theme: str) -> None:
    """All that was asked for, in one language and one look."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false;qt.qpa.*=false")  # what offscreen can not do
    with tempfile.TemporaryDirectory() as state:
        os.environ["ORGANISATIECANVAS_STATE"] = state
        from PySide6.QtCore import Qt

        from organisatiecanvas.desktop import app as application
        from organisatiecanvas.desktop.settings import Settings

        application.speak(language)
        app = application.make_application(theme)
        app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        application.translate_qt()
        settings = Settings()
        settings.set(theme=theme, language=language)
        Pictures(settings, chosen, chosen.folder / f"{language}-{theme}").make()
        sys.stdout.flush()
        os._exit(0)  # the window is left as it is


class Pictures:
    """One window of which pictures are taken."""

    def __init__(self, settings, chosen: argparse.Namespace, folder: Path) -> None:
        from organisatiecanvas.desktop.window import MainWindow

        self.folder, self.only = folder, set(chosen.only)
        self.sizes = chosen.size or SIZES
        self.example = chosen.example
        self.window = MainWindow(settings)
        folder.mkdir(parents=True, exist_ok=True)

    def wanted(self, *names: str) -> bool:
        return not self.only or any(name in self.only for name in names)

    def make(self) -> None:
        from tests import walk

        window = self.window
        window.show()
        if self.wanted("start"):
            for size in self.sizes:
                self.resize(size)
                walk.until(lambda: bool(window.start.examples.lines))
                walk.wait(0.2)
                self.keep(f"start-{size}", window)
        window.open_example(self.example)
        walk.settle(window)
        for size in self.sizes:
            self.resize(size)
            for place in walk.places(window):
                if self.wanted(place):
                    for view in walk.views(window, place):
                        self.keep(f"{view}-{size}", window)
        for name, go in (("sides", walk.sides), ("menus", walk.menus), ("questions", walk.questions)):
            if self.wanted(name):
                go(window, self.keep)
        for name, place in list(walk.asking(window)):
            if self.wanted("dialogs", name):
                window.workspace.show_place(place)
                walk.opened(window, name, lambda name, shown: self.keep(f"dialog-{name}", shown))
        for name, go in (("help", walk.helping), ("tour", walk.tour)):  # the tour leaves the window elsewhere
            if self.wanted(name):
                go(window, self.keep)

    def resize(self, size: str) -> None:
        width, height = map(int, size.split("x"))
        self.window.resize(width, height)

    def keep(self, name: str, widget) -> None:
        widget.grab().save(str(self.folder / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
