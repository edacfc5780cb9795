"""Long use, in short: hundreds of edits by mouse and keys; `make trust` makes ten thousand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from tests.desktop.conftest import answers, window  # noqa: F401 - fixtures
from tests.trust.long_use import morning

pytestmark = pytest.mark.journey


def test_after_many_edits_undo_leads_back_to_the_beginning(window, monkeypatch):  # noqa: F811
    def no_dialog(dialog: QDialog) -> int:
        raise AssertionError(f"a dialog opened: {dialog.windowTitle()}")

    monkeypatch.setattr(QDialog, "exec", no_dialog)
    window.commands.run("file.new")
    found = morning(window, 60)
    assert found.edits >= 60
    assert found.undone > 25
    assert found.back
    assert found.growth < 1.5
