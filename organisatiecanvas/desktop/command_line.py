"""The `organisatiecanvas` command: the window, and all that works without one.

Exit codes: 0 done, 1 something was found or refused, 2 wrong use. Errors go to standard error, one line each.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from organisatiecanvas import __version__
from organisatiecanvas.models import language
from organisatiecanvas.models.language import N_, _

if TYPE_CHECKING:
    from organisatiecanvas.models.document import Document

Made = TypeVar("Made")
PASSWORD_VARIABLE = "ORGANISATIECANVAS_PASSWORD"
WHAT = ("actions", "skills", "flow", "control", "workload", "dossier", "canvas", "cards", "all")
FORMATS = ("xlsx", "pdf", "svg", "png")
NAMES = ("full", "codes", "none")
PARSER_WORDS = (  # of argparse itself
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    argparse._ = _  # type: ignore[attr-defined]  # its own words come from our catalogue too
    if words and words[0] in COMMANDS:
        language.use(language.preferred(fallback="en"))
        return _run_command(words)
    language.use(language.preferred(fallback="nl"))
    return _run_window(words)


def _run_command(words: list[str]) -> int:
    from organisatiecanvas.models.errors import OrganisationError

    options = _command_parser().parse_args(words)
    try:
        return int(options.run(options))
    except OrganisationError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep the interpreter from complaining at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run_window(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="organisatiecanvas",
        description=_("Draw an organisation with the people who work in it, and see at once what the drawing means."),
        epilog=_("Commands that need no window: {names}. Each has its own --help.").format(names=", ".join(COMMANDS)),
    )
    parser.add_argument("file", nargs="?", type=Path, help=_("document to open"))
    parser.add_argument("--demo", action="store_true", help=_("open the BOSCH example; without a display, export it"))
    parser.add_argument("--self-test", action="store_true", help=_("try the whole program on an example, and quit"))
    version = f"organisatiecanvas {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("show the version and quit"))
    options = parser.parse_args(words)
    if options.self_test:
        from organisatiecanvas.desktop.self_test import run_self_test

        return run_self_test()
    if not has_display():
        if options.demo:
            from organisatiecanvas.desktop.demo import run_without_window

            return run_without_window(Path("uitvoer"))
        print(_("There is no display to open a window on. See organisatiecanvas --help for commands."), file=sys.stderr)
        return 1
    from organisatiecanvas.models import collector

    with collector.no_collector():
        from organisatiecanvas.desktop.app import run

    return run(options.file, demo=options.demo)


def has_display() -> bool:
    """Whether a window can be shown: Qt ends the whole process when it can't, so ask first."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return False
    if sys.platform in ("win32", "darwin") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    if not display.startswith(":"):
        return bool(display)
    address = f"/tmp/.X11-unix/X{display[1:].split('.')[0]}"  # noqa: S108 - where X servers listen
    with socket.socket(socket.AF_UNIX) as probe:
        for name in (address, f"\0{address}"):
            with contextlib.suppress(OSError):
                probe.connect(name)
                return True
    return False


def _command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="organisatiecanvas")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text, description=help_text)
        made.set_defaults(run=COMMANDS[name])
        return made

    new = command("new", _("make a document"))
    new.add_argument("file", type=Path)
    source = new.add_mutually_exclusive_group()
    source.add_argument("--from", dest="source", type=Path, metavar="model.json")
    source.add_argument("--example", metavar="NAME")
    new.add_argument("--force", action="store_true", help=_("overwrite an existing file"))
    command("examples", _("list the shipped examples"))
    dump = command("dump", _("write the document as JSON to standard output"))
    dump.add_argument("file", type=Path)
    dump.add_argument("--anonymous", action="store_true", help=_("with codes instead of names"))
    command("schema", _("write the JSON Schema of the format"))
    check = command("check", _("check integrity and version"))
    check.add_argument("file", type=Path)
    check.add_argument("--rescue", type=Path, metavar="NEW", help=_("write what can be read of a damaged document"))
    analyse = command("analyse", _("compute the figures of a variant"))
    analyse.add_argument("file", type=Path)
    analyse.add_argument("--variant")
    analyse.add_argument("--json", action="store_true")
    compare = command("compare", _("compare two variants"))
    compare.add_argument("file", type=Path)
    compare.add_argument("--from", dest="before", required=True)
    compare.add_argument("--to", dest="after", required=True)
    compare.add_argument("--json", action="store_true")
    read_in = command("import-skills", _("read a skills matrix from a workbook"))
    read_in.add_argument("file", type=Path)
    read_in.add_argument("workbook", type=Path)
    read_in.add_argument("--apply", action="store_true", help=_("write the cells that are known"))
    read_in.add_argument("--json", action="store_true")
    _export_arguments(command("export", _("write workbooks and pictures")))
    return parser


def _export_arguments(export: argparse.ArgumentParser) -> None:
    export.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("documents, or folders of them"))
    export.add_argument("--to", dest="folder", type=Path, required=True, metavar="DIR")
    export.add_argument("--what", choices=WHAT, default="all")
    export.add_argument("--variant")
    export.add_argument("--names", choices=NAMES, default="full")
    export.add_argument("--format", choices=FORMATS)
    pictures = export.add_argument_group(
        _("pictures"), _("Without these a drawing is as large as it is, or on A4 or A3.")
    )
    pictures.add_argument("--paper", choices=("A4", "A3", "A2", "A1", "A0"), help=_("size of the paper or the poster"))
    pictures.add_argument("--tiles", choices=("A4", "A3"), help=_("a poster (A0) on sheets to glue together"))
    pictures.add_argument("--card", choices=("85x55", "A6"), default="85x55", help=_("size of a card, in mm or A6"))
    pictures.add_argument("--dpi", type=_dpi, default=192, help=_("dots per inch of a png: 48 to 600"))


def _dpi(words: str) -> int:
    dpi = int(words)
    if not 48 <= dpi <= 600:
        raise argparse.ArgumentTypeError(_("{dpi} is not from 48 to 600").format(dpi=dpi))
    return dpi


def _new(options: argparse.Namespace) -> int:
    from organisatiecanvas.models import examples, interchange
    from organisatiecanvas.models.document import Document
    from organisatiecanvas.models.errors import OrganisationError

    if options.file.exists() and not options.force:
        raise OrganisationError(_("{name} exists; --force overwrites it.").format(name=options.file))
    if not options.file.parent.is_dir():
        raise OrganisationError(_("The folder {name} does not exist.").format(name=options.file.parent))
    rows = interchange.read_file(options.source) if options.source is not None else None
    if options.example:
        rows = examples.read(options.example)
    with Document.new(options.file.stem, rows=rows) as document:
        print(document.save(options.file))
    return 0


def _examples(_options: argparse.Namespace) -> int:
    from organisatiecanvas.models import examples

    for name in examples.names():
        print(f"{name:14} {examples.title(name)}")
    return 0


def _dump(options: argparse.Namespace) -> int:
    from organisatiecanvas.models import interchange
    from organisatiecanvas.models.anonymous import anonymous

    with opened(options.file, read_only=True) as document:
        organisation = document.organisation
        if options.anonymous:
            organisation = anonymous(organisation, seed=document.document_id)
        sys.stdout.write(interchange.dump(organisation))
    return 0


def _schema(_options: argparse.Namespace) -> int:
    from organisatiecanvas.models.schema import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=1))
    return 0


def _check(options: argparse.Namespace) -> int:
    from organisatiecanvas.models.inspection import inspect_file

    if options.rescue is not None and options.rescue.exists():
        raise _exists(options.rescue)
    report = unlocked(options.file, lambda password: inspect_file(options.file, password))
    print("\n".join(report.lines))
    for fault in report.faults:
        print(fault, file=sys.stderr)
    if options.rescue is not None:
        _rescue(options.file, options.rescue)
    return 1 if report.faults else 0


def _rescue(damaged: Path, new: Path) -> None:
    from organisatiecanvas.models.rescue import rescue

    found = unlocked(damaged, lambda password: rescue(damaged, password))
    with found.document as document:
        document.save(new)
    print(_("Written to {name}: {kept}.").format(name=new, kept=found.kept_words()))
    if found.lost:
        print(_("Left out, because what they belong to is gone: {lost}.").format(lost=found.lost_words()))


def _exists(path: Path) -> Exception:
    from organisatiecanvas.models.errors import OrganisationError

    return OrganisationError(_("{name} exists already; choose another name.").format(name=path))


def opened(path: Path, **how: Any) -> Document:
    """A document that is asked its password where it has one."""
    from organisatiecanvas.models.document import Document

    return unlocked(path, lambda password: Document.open(path, password=password, **how))


def unlocked(path: Path, work: Callable[[str], Made]) -> Made:
    """What `work` makes with the password of a file: that of ORGANISATIECANVAS_PASSWORD, else as it is typed here."""
    from organisatiecanvas.models.errors import OrganisationError, PasswordError

    try:
        return work(os.environ.get(PASSWORD_VARIABLE, ""))
    except PasswordError as error:
        if PASSWORD_VARIABLE in os.environ:
            raise
        if not sys.stdin.isatty():
            words = _("{problem} Give it in the variable {variable}.")
            raise OrganisationError(words.format(problem=error, variable=PASSWORD_VARIABLE)) from error
        return work(getpass.getpass(_("Password of {name}: ").format(name=path.name)))


def _analyse(options: argparse.Namespace) -> int:
    from organisatiecanvas.models.analysis import analyse, report

    with opened(options.file, read_only=True) as document:
        figures = analyse(document.organisation, options.variant)
        if options.json:
            print(json.dumps(figures, ensure_ascii=False, indent=1, allow_nan=False))
        else:
            print(report(figures, document.organisation))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from organisatiecanvas.models.comparison import compare, report

    with opened(options.file, read_only=True) as document:
        found = compare(document.organisation, options.before, options.after)
        if options.json:
            print(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
        else:
            print(report(found, document.organisation, options.before, options.after))
    return 0


def _import_skills(options: argparse.Namespace) -> int:
    from organisatiecanvas.exports.skills_import import apply_import, plan_import

    with opened(options.file, read_only=not options.apply) as document:
        known: dict[str, Any] = {"document_id": document.document_id, "revision": document.revision}
        preview = plan_import(document.organisation, options.workbook, **known)
        lines = list(preview.lines(document.organisation))
        written = apply_import(document, preview) if options.apply else 0
        if written:
            document.save()
        if options.json:
            print(json.dumps(preview.as_json(), ensure_ascii=False, indent=1))
        else:
            print("\n".join(lines))
            print(_("Written to {name}.").format(name=options.file) if written else _("Nothing was written."))
    return 1 if options.apply and not preview.complete else 0


def _documents(paths: Iterable[Path]) -> Iterator[Path]:
    """The documents meant: of a folder all that are in it, for not every shell knows *.orgcanvas."""
    for path in paths:
        found = sorted(path.glob("*.orgcanvas")) if path.is_dir() else []
        yield from found or [path]  # opening a folder without any says what is the matter


def _export(options: argparse.Namespace) -> int:
    from organisatiecanvas.canvas.papers import Options
    from organisatiecanvas.exports import export
    from organisatiecanvas.models.errors import OrganisationError
    from organisatiecanvas.models.places import waiting_note

    picture = Options(paper=options.paper, tiles=options.tiles, card=options.card, dpi=options.dpi)
    failed = 0
    for path in _documents(options.files):
        try:
            with opened(path, read_only=True) as document:
                settings: dict[str, Any] = {"what": options.what, "variant": options.variant, "names": options.names}
                for made in export(document, options.folder, format=options.format, picture=picture, **settings):
                    print(made)
                variants = document.organisation.variants
                chosen = [variants[options.variant]] if options.variant is not None else variants.values()
                note = waiting_note(document.organisation, chosen)
                for line in note.splitlines():
                    print(_("Note: {words}").format(words=line), file=sys.stderr)
        except OrganisationError as error:
            failed += 1
            print(f"{path}: {error}" if str(path) not in str(error) else error, file=sys.stderr)
    return 1 if failed else 0


COMMANDS = {
    "new": _new,
    "examples": _examples,
    "dump": _dump,
    "schema": _schema,
    "check": _check,
    "analyse": _analyse,
    "compare": _compare,
    "import-skills": _import_skills,
    "export": _export,
}
