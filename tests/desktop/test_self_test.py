"""`--self-test` says that the program works, and says what does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from organisatiecanvas.desktop import help_pages, self_test


def test_the_whole_round_passes_in_a_process_of_its_own(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    found = subprocess.run(
        [sys.executable, "-m", "organisatiecanvas", "--self-test"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        env=environment,
        timeout=240,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert lines[-1] == "self-test passed"
    said = [line.strip().partition(":")[0] for line in lines[1:-1]]
    assert said == ["window", "figures", "draw", "workspaces", "help", "save", "export", "again"]


def test_what_was_left_behind_is_said(window, tmp_path, monkeypatch):
    monkeypatch.setattr(help_pages, "folder", lambda: tmp_path)
    help_pages.chapters.cache_clear()
    with pytest.raises(self_test.SelfTestError, match="left behind"):
        self_test._help(window, tmp_path)
    help_pages.chapters.cache_clear()
