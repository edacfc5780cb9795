"""What `check` says of a file: its version, its soundness, and what would be converted. The file is only read."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from organisatiecanvas.models import storage
from organisatiecanvas.models.check import organisation_faults, value_faults
from organisatiecanvas.models.connection import engine_for
from organisatiecanvas.models.document import UNREADABLE
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.rescue import rescue


@dataclass(frozen=True)
class Inspection:
    """Plain lines on what the file is, and what is wrong with it (none when sound)."""

    lines: list[str]
    faults: list[str]


def inspect_file(path: Path, password: str = "") -> Inspection:
    """Look at a document without changing it. Raises OrganisationError when it isn't one, is newer, or is locked."""
    header = storage.read_header(path, password)
    storage.refuse_newer(path, header)
    lines = [
        _("{name}: Organisatiecanvas document, format {version}.").format(name=path.name, version=header.schema_version)
    ]
    if header.schema_version < storage.SCHEMA_VERSION:
        lines.append(
            _("Opening converts a copy from format {old} to {new}; the original stays.").format(
                old=header.schema_version, new=storage.SCHEMA_VERSION
            )
        )
    faults = storage.damage(path, password)
    if not faults:
        with tempfile.TemporaryDirectory() as folder:
            faults = _content_faults(path, Path(folder) / "copy.orgcanvas", header.schema_version, lines, password)
    if faults:
        backup = storage.backup_path(path)
        if backup.exists():
            lines.append(_("The previous version is in {name}.").format(name=backup.name))
        lines.append(_savable(path, password))
    else:
        lines.append(_("Sound: no faults found."))
    return Inspection(lines, faults)


def _savable(path: Path, password: str) -> str:
    """What `--rescue` would write of a damaged document."""
    try:
        found = rescue(path, password)
    except OrganisationError as error:
        return str(error)
    found.document.close()
    return _("Can be saved with --rescue: {kept}.").format(kept=found.kept_words())


def _content_faults(path: Path, copy: Path, version: int, lines: list[str], password: str) -> list[str]:
    storage.copy_in(path, copy)
    engine = engine_for(copy, password)
    try:
        if version < storage.SCHEMA_VERSION:
            from organisatiecanvas.models.migrations import upgrade

            upgrade(copy, password)
        with storage.session_on(engine) as session:
            organisation, file = storage.load(session)
            lines.append(
                ngettext(
                    "{title}: saved {count} time, last by {who}.",
                    "{title}: saved {count} times, last by {who}.",
                    file.revision,
                ).format(title=organisation.workshop.title, count=file.revision, who=file.saved_by or "?")
            )
            found = [fault for row in organisation.rows() for fault in value_faults(organisation, row, row.FIELDS)]
            found.extend(organisation_faults(organisation))
            return storage.wrong_values(engine) + [str(fault) for fault in found]
    except OrganisationError as error:
        return [str(error)]
    except UNREADABLE:
        return [_("a value in it can't be read")]
    finally:
        engine.dispose()
