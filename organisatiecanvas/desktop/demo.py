"""What `make run` does on a machine without a display: the whole job on the BOSCH example, into a folder."""

from __future__ import annotations

from pathlib import Path

from organisatiecanvas.exports import export
from organisatiecanvas.models import examples
from organisatiecanvas.models.analysis import analyse, report
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, ngettext


def run_without_window(folder: Path) -> int:
    """Analyse and export the BOSCH example into `folder` and say in plain words what was made. Returns 0."""
    folder.mkdir(parents=True, exist_ok=True)
    print(_("There is no display, so the BOSCH example is worked out without a window."))
    with Document.new(rows=examples.read("bosch")) as document:
        organisation = document.organisation
        saved = document.save(folder / "bosch.orgcanvas", overwrite=True)
        print(_("Document: {path}").format(path=folder / saved.name))
        for variant in organisation.variants.values():
            figures = analyse(organisation, variant.id)
            text = folder / f"bosch-analyse-{variant.id}.txt"
            text.write_text(report(figures, organisation) + "\n", "utf-8")
            count = len(figures["findings"])
            print(
                ngettext(
                    "{variant}: {count} finding, in {path}", "{variant}: {count} findings, in {path}", count
                ).format(variant=variant.name, count=count, path=text)
            )
        for path in export(document, folder, what="all"):
            print(_("Export: {path}").format(path=path))
    print(_("Open the workbooks with Excel or LibreOffice; on a machine with a screen, make run opens the window."))
    return 0
