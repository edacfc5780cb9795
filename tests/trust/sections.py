"""What `make trust` tries, section by section; each yields lines of the table in docs/trust.md."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from organisatiecanvas.exports import export
from organisatiecanvas.exports.skills_import import plan_import
from organisatiecanvas.models import examples, interchange, storage, working
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError, SaveConflictError
from tests.trust import fuzzing

ROOT = Path(__file__).parents[2]
SLOWEST, MOST_MEMORY = 10.0, 1_000  # seconds of processor time and megabytes that a broken file may cost
FULL_DISK = "200k"
TOLD_EVERY = 25


class Line(NamedTuple):
    """What was tried, how often, what came of it, and what was lost: nothing, or the run has failed."""

    what: str
    tried: str
    found: str
    lost: str = "nothing"


Section = Callable[[Path, float], Iterator[Line]]  # a folder of its own; a share of the full number of rounds


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


@contextlib.contextmanager
def state_in(folder: Path) -> Iterator[Path]:
    """Working copies and settings of one round."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["ORGANISATIECANVAS_STATE"] = str(folder / "state")
    yield folder


def rounds(full: int, share: float) -> int:
    return max(1, round(full * share))


# -- interruption ------------------------------------------------------------------------------------------------------


def killed(folder: Path, share: float) -> Iterator[Line]:
    """The window killed with kill -9 at a random moment."""
    from tests.trust.killing import Killer, one_round
    from tests.trust.victim import KINDS

    lives, edits, saves, opening = Counter(), Counter(), Counter(), Counter()
    with Killer() as killer:
        for number in range(rounds(300, share)):
            with state_in(folder / f"life {number}") as home:
                told = one_round(killer, number, home, longest=2.0)
            kind = KINDS[number % len(KINDS)]
            lives[kind] += 1
            edits[kind] += told.edits
            saves[kind] += len(told.digests("saved"))
            opening[kind] += not told.opened
            if number % TOLD_EVERY == 0:
                say(f"killed {number}")
    names = {
        "edit": "editing by mouse and keys",
        "save": "editing and saving",
        "import": "editing and reading workbooks",
        "export": "editing and writing workbooks",
        "migrate": "opening and converting an older file",
    }
    for kind, name in names.items():
        early = f"{opening[kind]} while it was read; " if opening[kind] else ""
        found = f"{early}{edits[kind]} edits committed, {saves[kind]} saves: all back, every file old or new and sound"
        yield Line(f"Window killed (kill -9) while {name}", f"{lives[kind]} times", found)


def disks(folder: Path, _share: float) -> Iterator[Line]:
    """A disk that is full, one that may not be written to, a stick that is gone."""
    with state_in(folder), Document.new(rows=examples.read("bosch")) as document:
        document.save(folder / "vast.orgcanvas")
        with document.edit("Title"):
            document.organisation.workshop.title = "Niet bewaard"
        full = [*_full_disks(folder, document)]
        yield Line("Full disk while saving and exporting", f"{len(full)} times", f"refused in words: {full[0]}")
        gone = _refused(document, folder / "stick" / "weg.orgcanvas")
        shut = _refused(document, Path("/sys/werk.orgcanvas"))
        yield Line(
            "Folder that is gone, folder that may not be written to", "2 times", f"refused in words: {gone}; {shut}"
        )
        assert document.modified
        document.save(folder / "elders.orgcanvas")


def _full_disks(folder: Path, document: Document) -> Iterator[str]:
    disk = folder / "vol"
    disk.mkdir()
    mounted = os.geteuid() == 0 and _mount(disk)
    try:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        for size in (0, 4096, 65_536, 150_000):
            if not mounted:
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            elif size:
                with contextlib.suppress(OSError):
                    (disk / "ballast").write_bytes(bytes(size))
            try:
                yield _refused(document, disk / "werk.orgcanvas")
                try:
                    export(document, disk / "uit", "skills")
                except OrganisationError as error:
                    assert "\n" not in str(error)
                    for made in (disk / "uit").glob("[!.]*.xlsx"):  # of before the disk was full
                        assert zipfile.ZipFile(made).testzip() is None
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)


def _mount(disk: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={FULL_DISK}", "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _refused(document: Document, target: Path) -> str:
    before = interchange.dump(document.organisation)
    try:
        document.save(target)
    except OrganisationError as error:
        assert document.modified
        assert interchange.dump(document.organisation) == before
        assert not target.parent.exists() or not list(target.parent.glob(f".{target.name}*"))
        return str(error).partition("(")[2].partition(")")[0]
    raise AssertionError(f"{target} was saved")


# -- shares ------------------------------------------------------------------------------------------------------------


def shared(folder: Path, share: float) -> Iterator[Line]:
    """Two processes on one file, saving in any order."""
    from tests.trust.colleague import Colleague

    saves, conflicts, number = 0, 0, rounds(40, share)
    for round_ in range(number):
        rng = random.Random(f"share {round_}")
        with state_in(folder / f"share {round_}") as home:
            path = home / "werk.orgcanvas"
            with Document.new("Begin") as made:
                made.save(path)
            mine, an = Document.open(path), Colleague(path, home / "their state")
            seen = {"me": "Begin", "an": "Begin"}
            for turn in range(6):
                who = rng.choice(("me", "an"))
                before, title = _title(path), f"{who} {turn}"
                done = an.saves(title) if who == "an" else _save(mine, title)
                assert done == (before == seen[who]), "overwritten unseen, or refused without need"
                assert _title(path) == (title if done else before)
                saves, conflicts = saves + done, conflicts + (not done)
                if not done and who == "an":
                    an.reopens()
                elif not done:
                    mine.save(home / f"mijn {turn}.orgcanvas")
                    assert _title(home / f"mijn {turn}.orgcanvas") == title
                    mine.close()
                    mine = Document.open(path, take_over=True)
                seen[who] = _title(path)
            an.leaves()
            mine.close()
    found = f"{saves} saves, {conflicts} conflicts told; none overwritten unseen, both versions kept"
    yield Line("Two processes saving one file", f"{number} times 6 turns", found)


def _title(path: Path) -> str:
    with Document.open(path, read_only=True) as document:
        return document.organisation.workshop.title


def _save(document: Document, title: str) -> bool:
    with document.edit("Mine"):
        document.organisation.workshop.title = title
    try:
        document.save()
    except SaveConflictError:
        return False
    return True


# -- input -------------------------------------------------------------------------------------------------------------


def broken_documents(folder: Path, share: float) -> Iterator[Line]:
    """Files of every version and a locked one, broken in every way."""
    with state_in(folder):
        corpus, path = sorted(fuzzing.documents(folder).items()), folder / "hurt.orgcanvas"

        def one(rng: random.Random, outcome: fuzzing.Outcome) -> None:
            path.write_bytes(fuzzing.hurt(rng.choice(corpus)[1], rng))
            fuzzing.try_document(path, rng, outcome)

        yield _fuzzed("Documents cut, flipped, zeroed, swapped", "doc", rounds(2000, share), one)


def broken_json(folder: Path, share: float) -> Iterator[Line]:
    """The exchange format with hostile values and broken text."""
    with state_in(folder):
        content = interchange.to_json(examples.read("aldowa"))

        def one(rng: random.Random, outcome: fuzzing.Outcome) -> None:
            fuzzing.try_json(fuzzing.hostile_json(content, rng), outcome)

        yield _fuzzed("JSON with hostile values or broken", "json", rounds(2000, share), one)


def broken_workbooks(folder: Path, share: float) -> Iterator[Line]:
    """Our own workbook, its container or a part of it broken."""
    with state_in(folder):
        books, organisation = fuzzing.workbooks(folder), examples.read("aldowa")
        path = folder / "hurt.xlsx"

        def one(rng: random.Random, outcome: fuzzing.Outcome) -> None:
            path.write_bytes(fuzzing.hurt_workbook(rng.choice(books), folder, rng))
            fuzzing.try_workbook(path, organisation, outcome)

        yield _fuzzed("Workbooks, container or part broken", "book", rounds(2000, share), one)


def _fuzzed(what: str, seed: str, number: int, one: Callable[[random.Random, fuzzing.Outcome], None]) -> Line:
    outcome, slowest = fuzzing.Outcome(), 0.0
    for round_ in range(number):
        start = time.process_time()
        one(random.Random(f"{seed} {round_}"), outcome)
        slowest = max(slowest, time.process_time() - start)
        if round_ % 200 == 0:
            say(f"{seed} {round_}")
    memory = _peak()
    assert slowest < SLOWEST, f"{slowest:.1f} s"
    assert memory < MOST_MEMORY, f"{memory:.0f} MB"
    rescued = f", {outcome.rescued} of them rescued in part" if outcome.rescued else ""
    found = f"{outcome.refused} refused in plain words{rescued}, {outcome.read} read and sound"
    return Line(what, f"{number} files", f"{found}; at most {slowest:.1f} s and {memory:.0f} MB; source unchanged")


def _peak() -> float:
    """The most memory that this process ever took, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


def huge_workbook(folder: Path, _share: float) -> Iterator[Line]:
    """As many rows as a sheet can have, and everything merged."""
    from tests.exports import sheets

    with state_in(folder):
        base = sheets.write([["Naam", "Lasersnijden"], ["Bo", 1]], folder / "base.xlsx")
        rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(5, 1_048_577)).encode()
        merge = b'<mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
        big = sheets.replace_part(
            base,
            folder / "big.xlsx",
            sheets.SHEET,
            lambda old: old.replace(b"</sheetData>", rows + b"</sheetData>" + merge),
        )
        start = time.process_time()
        try:
            plan_import(sheets.firm(), big)
            words = "read"
        except OrganisationError as error:
            words = f"refused in words: {str(error).partition(' is ')[2]}"
        spent, memory = time.process_time() - start, _peak()
        assert spent < SLOWEST
        assert memory < MOST_MEMORY
        yield Line(
            "A workbook of 1,048,576 rows with everything merged", "once", f"{words} {spent:.1f} s, {memory:.0f} MB"
        )


def older_files(folder: Path, _share: float) -> Iterator[Line]:
    """A real file of each version."""
    with state_in(folder):
        for path in fuzzing.FILES:
            before = path.read_bytes()
            with Document.open(path, read_only=True) as document:
                assert interchange.dump(document.organisation) == path.with_suffix(".json").read_text("utf-8")
            assert path.read_bytes() == before
        versions = ", ".join(path.stem.rpartition("_")[2] for path in fuzzing.FILES)
        assert len(fuzzing.FILES) == storage.SCHEMA_VERSION
        yield Line("Real files of every format so far", f"formats {versions}", "open with all their content, unchanged")


# -- privacy and long use ----------------------------------------------------------------------------------------------


def locked(folder: Path, share: float) -> Iterator[Line]:
    """Bits flipped one at a time in a file under a password; words looked for in all that lies around."""
    with state_in(folder):
        content = fuzzing.documents(folder)["locked"]
        path, number, seen = folder / "hurt.orgcanvas", rounds(300, share), 0
        with Document.open(folder / "locked.orgcanvas", read_only=True, password=fuzzing.PASSWORD) as document:
            whole = interchange.dump(document.organisation)
            names = [person.name.encode() for person in document.organisation.people.values()]
            lying = [one.read_bytes() for one in folder.rglob("*locked*") if one.is_file()]
            lying += [one.read_bytes() for one in working.working_folder().iterdir()]
            assert not any(name in content for name in names for content in lying)
        rng = random.Random("bits")
        for _bit in range(number):
            data = bytearray(content)
            data[rng.randrange(16, len(data))] ^= 1 << rng.randrange(8)
            path.write_bytes(data)
            try:
                with Document.open(path, read_only=True, password=fuzzing.PASSWORD) as document:
                    assert interchange.dump(document.organisation) == whole, "changed unseen"
            except OrganisationError:
                seen += 1
        found = (
            f"{seen} refused, {number - seen} in unused space: content whole; no name in file, backup or working copy"
        )
        yield Line("Single bits flipped in a file under a password", f"{number} times", found)


def offline(_folder: Path, _share: float) -> Iterator[Line]:
    """The program with sockets forbidden."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.offline"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 attempts []"
    yield Line("Whole program with sockets forbidden", "once", "0 attempts to reach a network; every workspace works")


def long_use(folder: Path, share: float) -> Iterator[Line]:
    """A long morning of edits in the window."""
    from organisatiecanvas.desktop import app
    from organisatiecanvas.desktop.window import MainWindow
    from tests.trust.long_use import morning

    with state_in(folder):
        app.make_application()
        window = MainWindow()
        window.resize(1280, 800)
        window.show()
        window.commands.run("file.new")
        found = morning(window, rounds(10_000, share), say)
        window._let_go()
        window.close()
    assert found.back, "undone to the beginning it is another document"
    memory, pace = (f"{values[0]:.0f} → {values[-1]:.0f}" for values in (found.memory, found.pace))
    words = f"memory {memory} MB (× {found.growth:.2f}), {pace} ms a gesture (× {found.slowing:.2f})"
    back = f"{found.undone} steps undone: the beginning to the letter"
    yield Line("Edits by mouse and keys in one window", f"{found.edits} edits", f"{words}; {back}")


SECTIONS: dict[str, Section] = {
    "killed": killed,
    "disks": disks,
    "shared": shared,
    "documents": broken_documents,
    "json": broken_json,
    "workbooks": broken_workbooks,
    "huge": huge_workbook,
    "older": older_files,
    "locked": locked,
    "offline": offline,
    "long": long_use,
}


def run(name: str, share: float) -> list[Line]:
    """One section, in a folder that goes."""
    with tempfile.TemporaryDirectory() as folder:
        return list(SECTIONS[name](Path(folder), share))
