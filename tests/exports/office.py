"""LibreOffice as a second opinion: recalculate workbooks without a window, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def available() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(sources: list[Path], folder: Path, kind: str = "xlsx") -> list[Path]:
    """Open each workbook, calculate every formula anew whatever value it carries, and write it to `folder`."""
    program = available()
    assert program is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE)
    out = folder / "out"
    words = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", kind, "--outdir", out]
    done = subprocess.run([*words, *sources], capture_output=True, text=True, timeout=240, check=True)
    made = [out / source.with_suffix(f".{kind}").name for source in sources]
    assert all(path.exists() for path in made), done.stderr
    return made


@cache
def values(path: Path) -> Workbook:
    """What the cells show; read once, so don't change it."""
    return load_workbook(path, data_only=True)
