"""Starting the window: the application object, language, look, and what happens when something fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from organisatiecanvas.models import collector, language
from organisatiecanvas.models.language import N_, _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.settings import Settings
    from organisatiecanvas.desktop.window import MainWindow

DEMO = "bosch"
STYLE = "fusion"


def run(path: Path | None = None, demo: bool = False, chosen_language: str | None = None) -> int:
    """Open the window, on a file, on the main example (`demo`), or on the start page. Returns the exit code."""
    from organisatiecanvas.desktop.settings import Settings

    settings = Settings()
    speak(chosen_language or settings.get("language"))
    _scale(settings.get("scale"))
    window = show_window(settings, path, demo)
    from organisatiecanvas.desktop import crash, icons

    window.setWindowIcon(icons.application_icon())
    crash.install(window)
    code = QApplication.exec()
    crash.remove()
    return code


def show_window(settings: Settings, path: Path | None, demo: bool) -> MainWindow:
    """The window on its way to the screen, as quickly as may be."""
    with collector.no_collector():
        make_application(settings.get("theme"))
        from organisatiecanvas.desktop.window import MainWindow

        window = MainWindow(settings)
        if path is not None or demo:
            window.open_later(path, DEMO)
        window.show()
        QTimer.singleShot(0, window, translate_qt)  # Qt's own words stand in dialogs only, and take time to read
    return window


def _scale(scale: float) -> None:
    """Make everything larger than the system asks; Qt reads this once, before there is an application."""
    if 1.0 < scale <= 3.0:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale:g}")


def speak(chosen: str) -> None:
    """Use this language; without a choice that of the system, and Dutch where it names none that we have."""
    language.use(chosen if chosen in language.LANGUAGES else language.preferred(fallback="nl"))


class _QtWords(QTranslator):
    """What Qt's own catalogue lacks: it is asked after that."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, _note: str | None = None, _count: int = -1) -> str | None:  # type: ignore[override]
        """None is for Qt to go on looking; an empty text would be shown."""
        known = {"&Look in:": N_("&Look in:"), "Files of &type:": N_("Files of &type:")}
        return _(known[source]) if context == "QFileDialog" and source in known else None


def translate_qt() -> None:
    """Qt's own words (file dialogs, Ok and Cancel) and number notation in the language in use."""
    QLocale.setDefault(QLocale(language.current()))
    app = QApplication.instance()
    for known in app.findChildren(QTranslator):
        app.removeTranslator(known)
        known.deleteLater()
    app.installTranslator(_QtWords(app))
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language.current()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def make_application(look: str = "system") -> QApplication:
    """The one application object, in the `look` of theme.CHOICES and with the number notation of the language.

    Qt's own words are not there yet: `translate_qt`.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", STYLE])
    elif app.style().name() != STYLE:
        app.setStyle(STYLE)
    app.setApplicationName("Organisatiecanvas")
    app.setApplicationDisplayName("Organisatiecanvas")
    app.setDesktopFileName("organisatiecanvas")
    QLocale.setDefault(QLocale(language.current()))
    from organisatiecanvas.desktop import theme

    if not theme.choose(look):
        theme.apply(app)
    return app
