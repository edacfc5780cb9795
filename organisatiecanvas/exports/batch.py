"""Everything a document can be exported to, each kind to a file of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from organisatiecanvas.canvas.papers import Options
from organisatiecanvas.exports.action_plan import export_actions
from organisatiecanvas.exports.control_workbook import export_control
from organisatiecanvas.exports.dossier import DossierPiece
from organisatiecanvas.exports.flow_workbook import export_flow
from organisatiecanvas.exports.legend import Source
from organisatiecanvas.exports.saving import TargetBusyError, TargetError, publish
from organisatiecanvas.exports.skills_matrix import export_skills
from organisatiecanvas.exports.workload_workbook import export_workload
from organisatiecanvas.models.analysis import variant_of
from organisatiecanvas.models.anonymous import NAMES, Names, anonymous
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError, os_reason
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Variant

What = Literal["actions", "skills", "flow", "control", "workload", "dossier", "canvas", "cards", "all"]
WHAT: tuple[What, ...] = ("actions", "skills", "flow", "control", "workload", "dossier", "canvas", "cards", "all")
PICTURES = ("canvas", "cards")
FORMATS = ("xlsx", "pdf", "svg", "png")
DEFAULT_FORMAT = dict.fromkeys(("actions", "skills", "flow", "control", "workload", "dossier"), "xlsx") | {
    "canvas": "svg",
    "cards": "pdf",
}
# Ask what to do about a file that is open elsewhere: a path to write to (the same to try again), None to give up.
Ask = Callable[[TargetBusyError], Path | None]
_UNSAFE = re.compile(r"[^\w.()+-]+")
MAX_PART = 80


@dataclass(frozen=True)
class Still:
    """A document at one moment, to export in another thread while people work on."""

    organisation: Organisation
    name: str
    document_id: str
    revision: int


def still(document: Document) -> Still:
    """The document as it is now, taken in the thread in which it is edited; workbooks may be written in another."""
    return Still(document.snapshot(), document.name, document.document_id, document.revision)


class _Job(NamedTuple):
    kind: str
    variant: Variant | None
    format: str


@dataclass
class Piece:
    """One file that is to be made. `write` may be called in another thread; a picture only after `draw`.

    Raises OrganisationError; TargetBusyError when the file is open elsewhere.
    """

    path: Path
    write: Callable[[Path], Path]
    draw: Callable[[], object]


def export(
    document: Document | Still,
    target_folder: Path,
    what: str = "all",
    variant: str | None = None,
    names: Names = "full",
    format: str | None = None,
    ask: Ask | None = None,
    picture: Options | None = None,
) -> list[Path]:
    """Write what is asked for and return the files in the order in which they were made.

    `variant` is an id; without it one kind takes the variant as it is now, like `analyse`, and `all` takes every
    variant; the lead time puts every variant into one workbook. `format` None: workbooks xlsx, pictures svg, cards and
    what `picture` lays out on paper pdf; with `all`, a format leaves out the kinds that have it not, and cards are left
    out.
    Files are named DOCUMENT-what[-variant].ext, a drawing in tiles DOCUMENT-poster-variant.ext. Raises
    OrganisationError; TargetBusyError when a file is open elsewhere and `ask` is not given or answers None: what was
    written before stays.
    """
    pieces = prepare(document, target_folder, what, variant, names, format, picture)
    return [publish_piece(piece, ask) for piece in pieces]


def prepare(
    document: Document | Still,
    target_folder: Path,
    what: str = "all",
    variant: str | None = None,
    names: Names = "full",
    format: str | None = None,
    picture: Options | None = None,
) -> list[Piece]:
    """The files that `export` writes, not yet made; only the folder is there."""
    if names not in NAMES or what not in WHAT or format not in (None, *FORMATS):
        raise OrganisationError(_("There is no such export: {what}, {format}.").format(what=what, format=format))
    moment = document if isinstance(document, Still) else still(document)
    chosen = variant_of(moment.organisation, variant) if variant is not None else None
    shown = cache(lambda: anonymous(moment.organisation, names, moment.document_id))  # once, when it is first needed
    options = picture or Options()
    jobs = list(_jobs(moment.organisation, what, chosen, format, on_paper=bool(options.paper or options.tiles)))
    folder = _folder(target_folder)
    pieces: list[Piece] = []
    for job in jobs:
        path = _unused(folder / _file_name(moment.name, job, options), [piece.path for piece in pieces])
        if job.kind in PICTURES:
            drawing = _Drawing(moment, names, job, options)
            pieces.append(Piece(path, drawing.write, drawing.draw))
        elif job.kind == "dossier":
            dossier = DossierPiece(moment, names, job.variant, job.format)
            pieces.append(Piece(path, dossier.write, dossier.draw))
        else:
            pieces.append(Piece(path, partial(_write, moment, shown, names, job), lambda: None))
    return pieces


def publish_piece(piece: Piece, ask: Ask | None = None) -> Path:
    """Write a file; when it is open elsewhere, what `ask` answers is tried."""
    return _asking(piece.write, piece.path, ask)


def _jobs(
    organisation: Organisation, what: str, chosen: Variant | None, wanted: str | None, *, on_paper: bool
) -> Iterator[_Job]:
    kinds = [kind for kind in WHAT if kind not in ("all", "cards")] if what == "all" else [what]
    found = False
    for kind in kinds:
        reason = _not_there(kind, wanted)
        if reason:
            if what != "all":
                raise OrganisationError(reason)
            continue
        found = True
        format_ = wanted or ("pdf" if kind == "canvas" and on_paper else DEFAULT_FORMAT[kind])
        if kind == "actions":
            yield _Job(kind, None, format_)
        elif kind in ("dossier", "flow"):
            # One for the document. Lead times: all variants side by side or the one that was chosen; a dossier is
            # about the redesign that was chosen.
            yield _Job(kind, chosen, format_)
        else:
            for variant in _variants(organisation, chosen, everything=what == "all"):
                yield _Job(kind, variant, format_)
    if not found:
        raise OrganisationError(_("Nothing can be exported as {format} yet.").format(format=wanted))


def _variants(organisation: Organisation, chosen: Variant | None, *, everything: bool) -> list[Variant]:
    if chosen is not None:
        return [chosen]
    return list(organisation.variants.values()) if everything else [variant_of(organisation, None)]


def _not_there(kind: str, wanted: str | None) -> str:
    """Why a kind can't be written in this format; empty when it can."""
    if kind == "dossier":
        return (
            _("The works-council dossier is a workbook or a document: choose xlsx or pdf.")
            if wanted in ("svg", "png")
            else ""
        )
    if kind == "canvas":
        return _("A drawing is written as svg, png or pdf, not as a workbook.") if wanted == "xlsx" else ""
    if kind == "cards":
        return _("Tiles and cards are sheets of paper: choose pdf.") if wanted not in (None, "pdf") else ""
    if wanted == "pdf":
        return _("A workbook is not exported as pdf: choose xlsx.")
    if wanted in ("svg", "png"):
        return _("A workbook is not a picture: choose xlsx.")
    return ""


def _write(moment: Still, anonymised: Callable[[], Organisation], names: Names, job: _Job, target: Path) -> Path:
    shown = anonymised()
    variant = shown.variants[job.variant.id] if job.variant is not None else None
    source = Source(shown, variant, names, moment.document_id, moment.revision)
    if job.kind == "actions":
        return export_actions(source, target)
    if job.kind == "flow":
        return export_flow(source, target)
    assert variant is not None
    if job.kind == "workload":
        return export_workload(source, variant, target)
    if job.kind == "control":
        return export_control(source, variant, target)
    return export_skills(source, variant, target)


class _Drawing:
    """A picture of a variant; drawn in the thread that has the windows, for drawings are made with Qt."""

    def __init__(self, moment: Still, names: Names, job: _Job, options: Options) -> None:
        self._moment, self._names, self._job, self._options = moment, names, job, options
        self._drawn: Any = None

    def draw(self) -> None:
        """Draw it, once. Raises OrganisationError."""
        if self._drawn is not None:
            return
        try:
            from organisatiecanvas.canvas.picture import draw_picture
        except ImportError as error:  # Qt finds no system libraries
            raise OrganisationError(_("The drawing cannot be made here: {reason}.").format(reason=error)) from error
        variant, kind, format_ = self._job.variant, self._job.kind, self._job.format
        assert variant is not None
        seed = self._moment.document_id
        organisation: Any = self._moment.organisation
        how: Any = {"subject": kind, "options": self._options, "seed": seed}
        self._drawn = draw_picture(organisation, variant.id, format_, self._names, **how)  # type: ignore[arg-type]

    def write(self, target: Path) -> Path:
        """Write it, and let go of it: a folder full of posters need not be kept at once."""
        self.draw()
        made = publish(target, self._drawn.write)
        self._drawn = None
        return made


def _asking(write: Callable[[Path], Path], target: Path, ask: Ask | None) -> Path:
    while True:
        try:
            return write(target)
        except TargetBusyError as error:
            answer = ask(error) if ask is not None else None
            if answer is None:
                raise
            target = answer


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TargetError(
            folder, _("The folder {name} cannot be made: {reason}.").format(name=folder, reason=os_reason(error))
        ) from error
    return folder


def _file_name(document: str, job: _Job, options: Options) -> str:
    tiled = job.kind == "canvas" and options.tiles is not None
    parts = [_safe(document) or "organisatie", "poster" if tiled else job.kind]
    if job.variant is not None:
        parts.append(_safe(job.variant.id) or "variant")
    return f"{'-'.join(parts)}.{job.format}"


def _safe(text: str) -> str:
    """Signs that every file system takes; letters of every language stay."""
    return _UNSAFE.sub("-", text).strip("-. ")[:MAX_PART]


def _unused(path: Path, made: list[Path]) -> Path:
    """Another name where two variants' ids differ only in signs that a file name can't hold."""
    number, candidate = 1, path
    while any(other.name.casefold() == candidate.name.casefold() for other in made):
        number += 1
        candidate = path.with_stem(f"{path.stem}-{number}")
    return candidate
