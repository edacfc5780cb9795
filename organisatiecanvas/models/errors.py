"""What can go wrong, said for people: one line each, in their language."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from organisatiecanvas.models.language import N_, _, moment_text, ngettext


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
    """The file is something else, empty or damaged; `ours` when it is a document, of which something may be left."""

    def __init__(self, message: str, *, ours: bool = False) -> None:
        self.ours = ours
        super().__init__(message)


class NewerVersionError(OrganisationError):
    """The file was made by a later version of the program."""


class PasswordError(OrganisationError):
    """The document is locked: `wrong` tells whether a password was given that doesn't open it."""

    def __init__(self, name: str, *, wrong: bool = False) -> None:
        self.wrong = wrong
        words = _("The password does not open {name}.") if wrong else _("{name} is protected with a password.")
        super().__init__(words.format(name=name))


class InUseError(OrganisationError):
    """Somebody else has the document open: `holder` and `since` come from the lock note."""

    def __init__(self, name: str, holder: str, since: str) -> None:
        since = moment_text(since)
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


# What systems and SQLite call it, and what it means to who is at work.
_FULL, _SHUT = N_("the disk is full"), N_("no permission")
_GONE, _SILENT = N_("the folder is not there any more"), N_("the disk or stick fails")
_HELD, _SHARE = N_("another program has it open"), N_("the network folder does not answer")
_REASONS = (
    (_FULL, ("ENOSPC", "EDQUOT"), ("disk is full",)),
    (N_("the file is too large for this disk"), ("EFBIG",), ()),
    (_SHUT, ("EACCES", "EPERM"), ()),
    (N_("it is read-only"), ("EROFS",), ("readonly",)),
    (_GONE, ("ENOENT", "ENOTDIR", "ENODEV", "ENXIO"), ("unable to open",)),
    (_SILENT, ("EIO",), ("disk I/O",)),
    (_HELD, ("EBUSY", "ETXTBSY"), ("locked",)),
    (_SHARE, ("ESTALE", "ETIMEDOUT", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN"), ()),
    (N_("the name is too long"), ("ENAMETOOLONG",), ()),
    (N_("it is a folder"), ("EISDIR",), ()),
)
_BY_NUMBER = {
    getattr(errno, name): words for words, names, _texts in _REASONS for name in names if hasattr(errno, name)
}
SHARING_VIOLATIONS = (32, 33)  # of Windows


def os_reason(error: BaseException) -> str:
    """Why the system or the database refused, in the language in use where that is known."""
    if getattr(error, "winerror", None) in SHARING_VIOLATIONS:
        return _(_HELD)
    number = getattr(error, "errno", None)
    if number in _BY_NUMBER:
        return _(_BY_NUMBER[number])
    words = str(getattr(error, "strerror", None) or getattr(error, "orig", None) or error)
    known = (found for found, _names, texts in _REASONS if any(text in words for text in texts))
    return next((_(found) for found in known), (words.splitlines() or [type(error).__name__])[0])
