"""Files that are broken in every way: a plain message or a sound result, within bounds, and the file as it was."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from organisatiecanvas.exports import export
from organisatiecanvas.exports.skills_import import plan_import
from organisatiecanvas.models import examples, interchange
from organisatiecanvas.models.check import organisation_faults, value_faults
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError, OrganisationError
from organisatiecanvas.models.inspection import inspect_file
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.rescue import rescue

PAGE = 4096
PASSWORD = "geheim"
FILES = sorted((Path(__file__).parents[1] / "models" / "files").glob("version_*.orgcanvas"))


@dataclass
class Outcome:
    """How often a broken file was refused in plain words, and how often it was read soundly."""

    refused: int = 0
    read: int = 0
    rescued: int = 0
    messages: set[str] = field(default_factory=set)


def sound(organisation: Organisation) -> None:
    """What was read keeps every rule of the model and can be written and read again."""
    faults = [*organisation_faults(organisation)]
    faults += [fault for row in organisation.rows() for fault in value_faults(organisation, row, row.FIELDS)]
    assert not faults, faults[:3]
    words = interchange.dump(organisation)
    assert interchange.dump(interchange.read_text(words)) == words


def plain(error: OrganisationError, path: Path) -> str:
    """A message for people: one line (one per fault where there are many), no kinds of exceptions, no traces."""
    words = str(error)
    assert words.strip(), "no message"
    assert isinstance(error, ModelError) or "\n" not in words, words
    assert "Traceback" not in words
    assert "sqlite3." not in words
    return words.replace(str(path), "FILE").replace(path.name, "FILE")


# -- mutations of bytes ------------------------------------------------------------------------------------------------


def hurt(content: bytes, rng: random.Random) -> bytes:
    """One of the ways in which files break: cut, flipped, a page gone, swapped, zeroed, longer, shorter."""
    data = bytearray(content)
    ways: list[Callable[[bytearray, random.Random], None]] = [
        _cut, _flip, _flip_many, _noise, _zero, _swap, _insert, _delete, _header
    ]  # fmt: skip
    rng.choice(ways)(data, rng)
    return bytes(data)


def _cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


def _flip(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _flip_many(data: bytearray, rng: random.Random) -> None:
    for _bit in range(rng.randrange(2, 200)):
        _flip(data, rng)


def _noise(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data)) // PAGE * PAGE
    size = min(PAGE, len(data) - start)
    data[start : start + size] = rng.randbytes(size)


def _zero(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    size = min(rng.randrange(1, 3 * PAGE), len(data) - start)
    data[start : start + size] = bytes(size)


def _swap(data: bytearray, rng: random.Random) -> None:
    one, other = (rng.randrange(len(data)) // PAGE * PAGE for _side in "ab")
    size = min(PAGE, len(data) - max(one, other))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]


def _insert(data: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(data))
    data[place:place] = rng.randbytes(rng.randrange(1, 64))


def _delete(data: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(data))
    del data[place : place + rng.randrange(1, 64)]


def _header(data: bytearray, rng: random.Random) -> None:
    for _byte in range(rng.randrange(1, 8)):
        data[rng.randrange(min(100, len(data)))] = rng.randrange(256)


# -- documents ---------------------------------------------------------------------------------------------------------


def documents(folder: Path) -> dict[str, bytes]:
    """Real files: of every version, the main example, and the same under a password."""
    found = {path.stem: path.read_bytes() for path in FILES}
    with Document.new(rows=examples.read("aldowa")) as document:
        found["present"] = document.save(folder / "present.orgcanvas").read_bytes()
        document.protect(PASSWORD)
        found["locked"] = document.save(folder / "locked.orgcanvas").read_bytes()
    return found


def try_document(path: Path, rng: random.Random, outcome: Outcome) -> None:
    """Open it, and now and then have it checked and rescued."""
    before = path.read_bytes()
    try:
        with Document.open(path, read_only=True, password=PASSWORD) as document:
            sound(document.organisation)
        outcome.read += 1
    except OrganisationError as error:
        outcome.messages.add(plain(error, path))
        outcome.refused += 1
        _try_rescue(path, rng, outcome)
    assert path.read_bytes() == before, "the source was changed"


def _try_rescue(path: Path, rng: random.Random, outcome: Outcome) -> None:
    try:
        if rng.random() < 0.3:
            assert inspect_file(path, PASSWORD).faults
        found = rescue(path, PASSWORD)
    except OrganisationError as error:
        outcome.messages.add(plain(error, path))
        return
    with found.document as document:
        sound(document.organisation)
    outcome.rescued += 1


# -- JSON --------------------------------------------------------------------------------------------------------------

NODES: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 1e15, 1e16, -1e300, 10**9, 10**30, "", "x", "NaN", "ist", "=1+1", "\0", "\u202e", "é" * 300,
    "x" * 1_000_000, [], {}, [[]], [None] * 50, {"id": "x"}, {"": {}}, [1, 2, 3, 4, 5],
)  # fmt: skip


def hostile_json(content: Any, rng: random.Random) -> str:
    """The exchange format with some of its values replaced, taken out, doubled or moved."""
    copy = json.loads(json.dumps(content))
    for _change in range(rng.randrange(1, 5)):
        holder = copy
        for _depth in range(rng.randrange(6)):
            inner = list(holder.values()) if isinstance(holder, dict) else holder
            inner = [item for item in inner if isinstance(item, (dict, list)) and item]
            if not inner:
                break
            holder = rng.choice(inner)
        key = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        way = rng.random()
        if way < 0.6:
            holder[key] = rng.choice(NODES)
        elif way < 0.8:
            del holder[key]
        elif isinstance(holder, list):
            holder.append(holder[key])
        else:
            holder[f"{key}x"] = holder[key]
        if not copy:
            break
    words = json.dumps(copy, ensure_ascii=False)
    return _broken_text(words, rng) if rng.random() < 0.2 else words


def _broken_text(words: str, rng: random.Random) -> str:
    place = rng.randrange(len(words))
    sign = rng.choice(['"', "{", "}", "[", "]", ",", "\\", "\ud800", "\0", "NaN", "Infinity", "1e999", "[" * 50_000])
    return words[:place] + sign + words[place:]


def try_json(words: str, outcome: Outcome) -> None:
    try:
        organisation = interchange.read_text(words.encode("utf-8", "surrogatepass"))
    except OrganisationError as error:
        outcome.messages.add(plain(error, Path("JSON"))[:200])
        outcome.refused += 1
        return
    sound(organisation)
    assert not any(isinstance(value, float) and not math.isfinite(value) for value in _numbers(organisation))
    outcome.read += 1


def _numbers(organisation: Organisation) -> list[Any]:
    return [getattr(row, name) for row in organisation.rows() for name in row.FIELDS]


# -- workbooks ---------------------------------------------------------------------------------------------------------


def workbooks(folder: Path) -> list[bytes]:
    with Document.new(rows=examples.read("aldowa")) as document:
        made = export(document, folder, "skills")
        return [path.read_bytes() for path in made]


def hurt_workbook(content: bytes, folder: Path, rng: random.Random) -> bytes:
    """The container broken, or one of its parts."""
    if rng.random() < 0.4:
        return hurt(content, rng)
    source, target = folder / "source.zip", folder / "target.zip"
    source.write_bytes(content)
    with ZipFile(source) as read, ZipFile(target, "w", ZIP_DEFLATED) as written:
        names = read.namelist()
        chosen = rng.choice(names)
        for name in names:
            part = read.read(name)
            if name == chosen:
                if rng.random() < 0.15:
                    continue  # a part is missing
                part = hurt(part, rng) if part else part
            written.writestr(name, part)
    return target.read_bytes()


def try_workbook(path: Path, organisation: Organisation, outcome: Outcome) -> None:
    before = path.read_bytes()
    try:
        preview = plan_import(organisation, path)
        list(preview.lines(organisation))
        outcome.read += 1
    except OrganisationError as error:
        outcome.messages.add(plain(error, path))
        outcome.refused += 1
    except BadZipFile as error:
        raise AssertionError("a broken container is told as an exception") from error
    assert path.read_bytes() == before, "the source was changed"
