"""Keep the translation catalogues in step with the code.

python scripts/catalogues.py           extract, update every .po, compile every .mo
python scripts/catalogues.py --check   exit 1 when a message is untranslated or orphaned, or an .mo is out of step
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "organisatiecanvas"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("nl",)  # English is the source
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
FIELD = re.compile(r"\{(\w+)[^}]*\}")


def extracted() -> Catalog:
    """All messages in the code, without line numbers: moving code is no change of text."""
    catalog = Catalog(project="Organisatiecanvas", charset="utf-8")
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for filename, _line, message, _comments, _context in found:
        catalog.add(message, locations=[(Path(filename).as_posix(), 0)])
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in inside_texts(path):
            catalog.add(message, locations=[(path.relative_to(PACKAGE).as_posix(), 0)])
    return catalog


def inside_texts(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Messages inside f-strings, which Babel reads as one token on Python before 3.12."""
    for text in ast.walk(ast.parse(path.read_text("utf-8"))):
        for call in ast.walk(text) if isinstance(text, ast.JoinedStr) else ():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                words = [item.value for item in call.args if isinstance(item, ast.Constant)]
                yield from [tuple(words[:2])] if call.func.id == "ngettext" else words[:1]


def path_of(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"organisatiecanvas.{suffix}"


def read(language: str) -> Catalog:
    path = path_of(language, "po")
    if not path.exists():
        return Catalog(locale=language, project="Organisatiecanvas", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def po_text(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, no_location=True, omit_header=False, sort_output=True, width=120, ignore_obsolete=True)
    lines = buffer.getvalue().splitlines(keepends=True)
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator', b'"Language-Team')
    return b"".join(line for line in lines if not line.startswith(dated))


def update() -> None:
    template = extracted()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
        path_of(language, "po").write_bytes(po_text(catalog))
        with path_of(language, "mo").open("wb") as stream:
            write_mo(stream, read(language))


def faults(language: str) -> list[str]:
    template, catalog = extracted(), read(language)
    known = {_identity(message): message for message in catalog if message.id}
    wanted = {_identity(message) for message in template if message.id}
    found = [f"{language}: not in the catalogue: {item!r}" for item in wanted - set(known)]
    found += [f"{language}: no longer in the code: {item!r}" for item in set(known) - wanted]
    for identity, message in known.items():
        texts = _texts(message)
        if not all(texts):
            found.append(f"{language}: not translated: {identity!r}")
        fields = {name for text in identity for name in FIELD.findall(text)}
        wrong = {name for text in texts for name in FIELD.findall(text)} - fields
        if wrong:
            found.append(f"{language}: {identity!r} has no {sorted(wrong)}")
    path = path_of(language, "mo")
    if not path.exists():
        return [*found, f"{language}: not compiled"]
    with path.open("rb") as stream:
        compiled = {_identity(message): _texts(message) for message in read_mo(stream) if message.id}
    if compiled != {name: _texts(message) for name, message in known.items() if all(_texts(message))}:
        found.append(f"{language}: the compiled catalogue is out of step; run scripts/catalogues.py")
    return sorted(found)


def _identity(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        update()
        return 0
    found = [fault for language in LANGUAGES for fault in faults(language)]
    print("\n".join(found) or "catalogues complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
