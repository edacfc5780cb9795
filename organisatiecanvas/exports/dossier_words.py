"""What the workbook and the PDF of a dossier say about it as a whole."""

from __future__ import annotations

import datetime

from organisatiecanvas.exports.legend import Source, names_words
from organisatiecanvas.models.dossier import Contents, Picture, Section, Table
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Organisation


def facts_of(source: Source, contents: Contents) -> list[tuple[str, str | datetime.date]]:
    """Lines for the front page: what is known of the request; what is not known has no line."""
    organisation: Organisation = source.organisation
    dossier = organisation.dossier
    variants = [organisation.variants[one].name for one in (contents.before, contents.after) if one is not None]
    found: list[tuple[str, str | datetime.date | None]] = [
        (_("Organisation"), organisation.workshop.organisation),
        (_("From → to"), " → ".join(variants)),
        (_("Procedure"), contents.law),
        (field_label("stage"), choice_label(dossier.stage)),
        # whoever asks is one person
        (field_label("requested_by"), dossier.requested_by if source.names != "none" else None),
        (field_label("reply_by"), dossier.reply_by),
        (_("Reference date"), contents.date),
        (_("Exported on"), datetime.date.today()),
        (_("Names"), names_words(source.names)),
        (_("State"), state_words(contents)),
    ]
    return [(label, value) for label, value in found if value]


def state_words(contents: Contents) -> str:
    """Whether something is still to be done."""
    count = len(open_points(contents))
    if not count:
        return _("complete")
    return ngettext("draft: {count} point is still open", "draft: {count} points are still open", count).format(
        count=count
    )


def open_points(contents: Contents) -> list[tuple[str, str]]:
    """What is still to be done, with the section in which."""
    return [(section.title, lack) for section in contents.sections for lack in section.lacks]


def summary_of(section: Section) -> str:
    """What stands in a section: its tables and drawings by name."""
    titles = [block.title for block in section.blocks if isinstance(block, Table)]
    drawings = [block.caption for block in section.blocks if isinstance(block, Picture)]
    if drawings:
        titles.append(_("drawings of {variants}").format(variants=", ".join(drawings)))
    return " · ".join(titles)
