"""A copy for another client or for training: codes in place of everybody's name, in a document of its own."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from organisatiecanvas.desktop import dialogs, files
from organisatiecanvas.models.anonymous import anonymous
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def save_anonymous_copy(window: MainWindow) -> bool:
    """Ask where, and write it; work goes on in the document itself. Whether it was written.

    The codes are shuffled anew for every copy, so that two copies can't be laid beside each other, nor beside exports
    of the document.
    """
    session = window.session
    if session is None:
        return False
    base = files.suggestion(window, session.document)
    suggestion = base.with_stem(_("{name} (anonymous)").format(name=base.stem))
    path = dialogs.ask_save(window, _("Save an anonymised copy"), suggestion)
    if path is None:
        return False
    try:
        rows = anonymous(session.document.snapshot(), seed=uuid.uuid4().hex)
        with Document.new(rows=rows) as copy:
            copy.save(path, signed=False)
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("Not saved"), str(error), window)
        return False
    words = _("Anonymised copy saved in {path}: codes instead of names. Names of firms and teams stay as they are.")
    window.say(words.format(path=path.name))
    return True
