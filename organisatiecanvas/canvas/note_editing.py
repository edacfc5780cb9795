"""What can be done to sticky notes: votes, colours, and the action that comes of one. Each is one undo step."""

from __future__ import annotations

from collections.abc import Iterable

from organisatiecanvas.canvas.editing import title_of
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models import plan
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import N_, _, ngettext
from organisatiecanvas.models.organisation import Action, Organisation, Variant

# Pale, so that text on them reads well; None is the usual yellow.
COLOURS: tuple[tuple[str, str | None], ...] = (
    (N_("Yellow"), None),
    (N_("Green"), "#d3f0d0"),
    (N_("Blue"), "#d4e8fb"),
    (N_("Pink"), "#fbd9e6"),
    (N_("Orange"), "#fde0bd"),
)


def _notes(variant: Variant, refs: Iterable[Ref]) -> list[str]:
    return [ref.id for ref in dict.fromkeys(refs) if ref.collection == "notes" and ref.id in variant.notes]


def vote(document: Document, variant_id: str, refs: Iterable[Ref], votes: int) -> None:
    """Give notes so many votes more, or fewer; never below 0, and nothing happens where nothing changes."""
    variant = document.organisation.variants[variant_id]
    notes = [note for note in _notes(variant, refs) if variant.notes[note].votes + votes >= 0]
    if not notes or not votes:
        return
    name = _("Vote for {name}") if votes > 0 else _("Take a vote from {name}")
    with document.edit(name.format(name=title_of(variant, Ref("notes", notes[0])) or _("a note"))):
        for note in notes:
            variant.notes[note].votes += votes


def clear_votes(document: Document, variant_id: str) -> None:
    """Take all votes away, for another round."""
    variant = document.organisation.variants[variant_id]
    if any(note.votes for note in variant.notes.values()):
        with document.edit(_("Clear all votes")):
            for note in variant.notes.values():
                note.votes = 0


def paint(document: Document, variant_id: str, refs: Iterable[Ref], colour: str | None) -> None:
    """Give notes a colour, as #rrggbb; None is the usual yellow."""
    variant = document.organisation.variants[variant_id]
    notes = [note for note in _notes(variant, refs) if variant.notes[note].colour != colour]
    if not notes:
        return
    name = ngettext("Colour {count} note", "Colour {count} notes", len(notes)).format(count=len(notes))
    with document.edit(name):
        for note in notes:
            variant.notes[note].colour = colour


def proposal(variant_id: str, note: str) -> str:
    """The key by which an action knows the note it came from."""
    return f"note:{variant_id}:{note}"


def action_of(organisation: Organisation, variant_id: str, note: str) -> Action | None:
    """The action that was made of a note; None when there is none yet."""
    return plan.action_of(organisation, variant_id, proposal(variant_id, note))


def make_action(document: Document, variant_id: str, note: str) -> tuple[Action, bool]:
    """The action that comes of a note, and whether it was made now: the second time it is the same one.

    Raises OrganisationError for a note without text: an action needs to say what is done.
    """
    known = action_of(document.organisation, variant_id, note)
    if known is not None:
        return known, False
    variant = document.organisation.variants[variant_id]
    row = variant.notes[note]
    words = " ".join(row.text.split())
    if not words:
        raise OrganisationError(_("Write something on the note first: it becomes the action."))
    if row.votes:
        reason = ngettext(
            "From the note «{text}» with {count} vote in {variant}",
            "From the note «{text}» with {count} votes in {variant}",
            row.votes,
        ).format(text=words, count=row.votes, variant=variant.name)
    else:
        reason = _("From the note «{text}» in {variant}").format(text=words, variant=variant.name)
    with document.edit(_("Make an action of a note")):
        made = document.add(
            Action(
                id=plan.free_id(document.organisation),
                title=words,
                variant=variant_id,
                reason=reason,
                proposal=proposal(variant_id, note),
            )
        )
    return made, True
