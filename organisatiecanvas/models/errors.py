"""What can go wrong, said for people: one line each, in their language."""

from __future__ import annotations

from dataclasses import dataclass

from organisatiecanvas.models.language import _, ngettext


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and its place, such as `variants[1].units[3].parent`."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class OrganisationError(Exception):
    """Anything that is refused or fails for a reason a user can do something about."""


class ModelError(OrganisationError):
    """The model refuses: `faults` names every one of them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


def in_words(error: OrganisationError) -> str:
    """What is wrong, for a line on the screen: without the places, which are those of a file."""
    return "; ".join(fault.message for fault in error.faults) if isinstance(error, ModelError) else str(error)


class NotADocumentError(OrganisationError):
    """The file is something else, empty or damaged."""


class NewerVersionError(OrganisationError):
    """The file was made by a later version of the program."""


class InUseError(OrganisationError):
    """Somebody else has the document open: `holder` and `since` come from the lock note."""

    def __init__(self, name: str, holder: str, since: str) -> None:
        self.holder, self.since = holder, since
        super().__init__(
            _("{name} is open with {holder} since {since}. Open it to read, or work in a copy.").format(
                name=name, holder=holder, since=since
            )
        )


class SaveConflictError(OrganisationError):
    """Somebody else saved the same document in between."""

    def __init__(self, name: str, saved_by: str, saved_at: str) -> None:
        self.saved_by, self.saved_at = saved_by, saved_at
        super().__init__(
            _("{name} was saved by {who} at {when}. Nothing was overwritten; save yours under another name.").format(
                name=name, who=saved_by, when=saved_at
            )
        )


class SaveError(OrganisationError):
    """The document could not be written; what was there is untouched."""


def faults_summary(faults: list[Fault]) -> str:
    """A heading above a list of faults."""
    return ngettext("{count} fault", "{count} faults", len(faults)).format(count=len(faults))
