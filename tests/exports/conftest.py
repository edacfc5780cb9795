"""Workbooks made once for the whole folder, and recalculated by LibreOffice in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from organisatiecanvas.exports import Still, export
from organisatiecanvas.models.organisation import Organisation
from tests.exports import cases, office
from tests.exports.edits import CHANGED, change_levels, sort_people

SEEDS = range(8)


@dataclass(frozen=True)
class Made:
    """A workbook as we wrote it, of which variant, and as LibreOffice calculated it (None: not converted)."""

    organisation: Organisation
    variant: str
    path: Path
    recalculated: Path


@pytest.fixture(scope="session")
def workbooks(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Workbooks, each with its recalculated twin.

    Skills («name/variant»), actions («name»), flow («flow/name»), control («control/name/variant»), dossier.
    """
    if office.available() is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("workbooks")
    organisations: dict[str, Organisation] = {name: cases.example(name) for name in ("bosch", "aldowa")}
    organisations["awkward"] = cases.awkward()
    organisations |= {f"drawn{seed}": cases.drawn(seed) for seed in SEEDS}
    made: dict[str, tuple[Organisation, str, Path]] = {}
    for name, organisation in organisations.items():
        moment = Still(organisation, name, "document", 1)
        for variant in organisation.variants:
            (path,) = export(moment, folder, "skills", variant)
            made[f"{name}/{variant}"] = organisation, variant, path
        (path,) = export(moment, folder, "actions")
        made[name] = organisation, "", path
        (path,) = export(moment, folder, "flow")
        made[f"flow/{name}"] = organisation, "", path
        if name in ("bosch", "awkward"):
            (path,) = export(moment, folder, "dossier")
            made[f"dossier/{name}"] = organisation, "", path
        if name in ("bosch", "aldowa", "awkward"):
            for variant in organisation.variants:
                (path,) = export(moment, folder, "control", variant)
                made[f"control/{name}/{variant}"] = organisation, variant, path
                (path,) = export(moment, folder, "workload", variant)
                made[f"workload/{name}/{variant}"] = organisation, variant, path
    (path,) = export(Still(organisations["bosch"], "geteld", "document", 1), folder, "skills", "soll-1", "none")
    made["none"] = organisations["bosch"], "soll-1", path
    for name, edit in (("changed", change_levels), ("sorted", sort_people)):
        path = _edited(folder, name, made["bosch/soll-1"][2], edit)
        made[name] = organisations["bosch"] if name == "sorted" else CHANGED(), "soll-1", path
    converted = office.convert([path for _organisation, _variant, path in made.values()], folder)
    return {name: Made(*item, twin) for (name, item), twin in zip(made.items(), converted, strict=True)}


def _edited(folder: Path, name: str, source: Path, edit: Callable[..., None]) -> Path:
    book = load_workbook(source)
    edit(book)
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path
