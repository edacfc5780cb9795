"""Scenario 29: the disk is full, the folder may not be written to, another program has the file: nothing is lost."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from organisatiecanvas.desktop import crash
from organisatiecanvas.models import interchange, language, working
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError, os_reason
from tests.desktop.conftest import Answers, answers, saved, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


@contextlib.contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow beyond so many bytes, as a full disk would."""
    resource = pytest.importorskip("resource", reason="this system sets no limit to the size of files")

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def open_window(window, saved):  # noqa: F811
    """The window in Dutch on a saved file in which something was changed."""
    language.use("nl")
    assert window.open_path(saved())
    with window.session.document.edit("Title"):
        window.session.organisation.workshop.title = "Nog niet bewaard"
    return window


def cannot_save(window, answers: Answers, target: Path | None, heard: list[str]) -> None:  # noqa: F811
    """Saving is refused in one plain line, all stays as it was, and another place will do."""
    document = window.session.document
    path = document.path
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    content = interchange.dump(document.organisation)
    given = [target, "cancel"] if target is not None else ["cancel"]
    answers.give(*given)
    assert not window.commands.run("file.save_as" if target is not None else "file.save")
    assert answers.asked[-1] == "Niet bewaard"
    assert len(heard) == 1
    assert "\n" not in heard[0]
    assert "bewaar op een andere plek" in heard[0]
    assert document.modified
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    assert interchange.dump(document.organisation) == content


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> list[str]:  # noqa: F811
    """The words of what is told, beside the headings that `answers` keeps."""
    from organisatiecanvas.desktop import dialogs

    words: list[str] = []

    def ask(heading: str, said: str, *_rest: object, **_more: object) -> object:
        words.append(said)
        return answers.answer(heading)

    monkeypatch.setattr(dialogs, "ask", ask)
    return words


def test_29_a_full_disk_while_saving(open_window, answers, heard, tmp_path):  # noqa: F811
    with files_up_to(100_000):
        cannot_save(open_window, answers, None, heard)
    answers.give(tmp_path / "elders.orgcanvas")
    assert open_window.commands.run("file.save_as")
    with Document.open(tmp_path / "elders.orgcanvas", read_only=True) as there:
        assert there.organisation.workshop.title == "Nog niet bewaard"


def test_29_a_folder_that_may_not_be_written_to(open_window, answers, heard, tmp_path):  # noqa: F811
    forbidden = Path("/sys")  # not even for root
    if not forbidden.is_dir():
        forbidden = tmp_path / "dicht"
        forbidden.mkdir(mode=0o555)
    cannot_save(open_window, answers, forbidden / "werk.orgcanvas", heard)
    assert "geen toestemming" in heard[0] or "alleen-lezen" in heard[0]


def test_29_a_file_that_another_program_holds(open_window, answers, heard, monkeypatch):  # noqa: F811
    def refuse(_self: Path, _target: Path) -> Path:
        error = PermissionError(13, "The process cannot access the file")
        error.winerror = 32  # what Windows says
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    cannot_save(open_window, answers, None, heard)
    assert "een ander programma heeft het open" in heard[0]


def test_29_a_full_disk_under_the_working_copy_takes_the_edit_back_and_goes_on(open_window, answers, heard):  # noqa: F811
    crash.install(open_window)
    try:
        document = open_window.session.document
        content = interchange.dump(document.organisation)
        with files_up_to(1):
            for _again in range(2):
                answers.give("ok")
                try:
                    with document.edit("Too much"):
                        document.organisation.workshop.organisation = "x" * 90_000
                except OrganisationError:
                    sys.excepthook(*sys.exc_info())
                assert interchange.dump(document.organisation) == content
                assert document.modified
        assert heard[0].startswith("De wijziging kon niet worden vastgelegd")
        with document.edit("After"):
            document.organisation.workshop.organisation = "weer ruimte"
        assert document.undo() == "After"
        left = interchange.dump(document.organisation)
        open_window._detach().abandon()
        with Document.recover(working.recoverable()[0]) as recovered:
            assert interchange.dump(recovered.organisation) == left
    finally:
        crash.remove()


def test_29_every_reason_of_the_system_is_told_in_dutch() -> None:
    language.use("nl")
    assert os_reason(OSError(28, "No space left on device")) == "de schijf is vol"
    assert os_reason(OSError(30, "Read-only file system")) == "alleen-lezen"
    assert os_reason(OSError(5, "Input/output error")) == "de schijf of stick laat het afweten"
    assert os_reason(OSError(116, "Stale file handle")) == "de netwerkmap antwoordt niet"
