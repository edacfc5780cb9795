"""One dossier on its way to a file: drawings in the thread that has the windows, everything else in any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from organisatiecanvas.canvas.papers import Options
from organisatiecanvas.exports.dossier_workbook import export_dossier
from organisatiecanvas.exports.legend import Source
from organisatiecanvas.exports.saving import publish
from organisatiecanvas.models import changes
from organisatiecanvas.models.anonymous import Names, anonymous
from organisatiecanvas.models.dossier import build, chosen
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import COLLECTIONS, SINGLES, Dossier, Organisation, Variant

if TYPE_CHECKING:
    from organisatiecanvas.exports.batch import Still

PICTURE = Options(paper="A3", dpi=200)  # what a sheet of the workbook prints on


class DossierPiece:
    """The dossier of a document as it was; `about`: the redesign it is about, where that is not the dossier's own."""

    def __init__(self, moment: Still, names: Names, about: Variant | None, format: str) -> None:
        self._moment, self._names, self._format = moment, names, format
        self._organisation = _about(moment.organisation, about)
        self._drawn: dict[str, Any] | None = None

    def draw(self) -> None:
        """Draw both variants, once. Raises OrganisationError."""
        if self._drawn is not None:
            return
        variants = [variant.id for variant in chosen(self._organisation) if variant is not None]
        try:
            from organisatiecanvas.canvas.picture import draw_picture

            if self._format == "pdf":
                from organisatiecanvas.exports.dossier_print import record
        except ImportError as error:  # Qt finds no system libraries
            raise OrganisationError(_("The drawing cannot be made here: {reason}.").format(reason=error)) from error
        organisation, names, seed = self._organisation, self._names, self._moment.document_id
        if self._format == "pdf":
            self._drawn = {one: record(organisation, one, names, seed) for one in variants}
        else:
            self._drawn = {
                one: draw_picture(organisation, one, "png", names, options=PICTURE, seed=seed) for one in variants
            }

    def write(self, target: Path) -> Path:
        """Write it, and let go of the drawings."""
        self.draw()
        assert self._drawn is not None
        moment = self._moment
        contents = build(self._organisation, self._names, moment.document_id)
        shown = anonymous(self._organisation, self._names, moment.document_id)
        source = Source(shown, None, self._names, moment.document_id, moment.revision)
        if self._format == "pdf":
            from organisatiecanvas.exports.dossier_print import dossier_pdf

            found = dossier_pdf(source, contents, self._drawn)
            made = publish(target, lambda path: path.write_bytes(found))
        else:
            made = export_dossier(source, contents, {one: drawn.data() for one, drawn in self._drawn.items()}, target)
        self._drawn = None
        return made


def _about(organisation: Organisation, variant: Variant | None) -> Organisation:
    """The same organisation with a dossier about this redesign."""
    before, after = chosen(organisation)
    if variant is None or variant in (before, after):
        return organisation
    other = Organisation()
    for name in (*SINGLES, *COLLECTIONS):
        setattr(other, name, getattr(organisation, name))
    values = {name: getattr(organisation.dossier, name) for name in Dossier.FIELDS}
    dossier = changes.make(Dossier, values | {"after": variant.id})
    assert isinstance(dossier, Dossier)
    other.dossier = dossier
    return other
