"""What a workbook leaves open: texts that are no level, headers and names that are nobody's or may be several's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from organisatiecanvas.exports.levels import LevelMapping, as_written, level_text
from organisatiecanvas.exports.skills_preview import Preview
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Person, Skill

OPEN, NEW = "\0open", "\0new"  # not answered; someone or something that is not in the document yet
FIELDS = {"value": "levels", "skill": "skills", "person": "people"}  # of the mapping, by kind of question


@dataclass(frozen=True)
class Question:
    """What `text` means; `kind` is value, skill or person, `candidates` what it most likely is, `count` how often."""

    kind: str
    text: str
    candidates: tuple[str, ...] = ()
    count: int = 1

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, as_written(self.text)


def questions(preview: Preview) -> list[Question]:
    """One question for each text that is unknown or doubtful, in the order of the file."""
    found: dict[tuple[str, str], Question] = {}
    for question in _asked(preview):
        known = found.get(question.key)
        found[question.key] = replace(known, count=known.count + 1) if known is not None else question
    return list(found.values())


def _asked(preview: Preview) -> Iterator[Question]:
    for doubt in preview.doubtful:
        if doubt.kind in ("skill", "person") and doubt.text:
            yield Question(doubt.kind, doubt.text, doubt.candidates)
    for unknown in preview.unknown:
        if unknown.kind in FIELDS and unknown.text:
            yield Question(unknown.kind, unknown.text)


def choices(question: Question, organisation: Organisation) -> list[tuple[Any, str]]:
    """What can be answered, the likely ones first. None: leave it out."""
    if question.kind == "value":
        return [(OPEN, _("leave unknown")), *((level, level_text(level)) for level in range(5)), (None, _("no level"))]
    rows: Any = organisation.skills if question.kind == "skill" else organisation.people
    likely = [name for name in question.candidates if name in rows]
    rest = [name for name in rows if name not in likely]
    new = _("new skill") if question.kind == "skill" else _("new person")
    return [
        (OPEN, _("don't read")),
        *((name, rows[name].name) for name in likely),
        (NEW, f"+ {new}: {question.text}"),
        *((name, rows[name].name) for name in rest),
    ]


def answered(mapping: LevelMapping, question: Question, answer: Any) -> LevelMapping:
    """The mapping with an answer in it, or with none where it is left open."""
    name = FIELDS[question.kind]
    decided: dict[str, Any] = dict(getattr(mapping, name))
    if answer in (OPEN, NEW):
        decided.pop(as_written(question.text), None)
    else:
        decided[as_written(question.text)] = answer
    changed: dict[str, Any] = {name: decided}
    return replace(mapping, **changed)


def add_new(document: Document, question: Question) -> str:
    """Add the person or skill that a text names, within the edit under way; returns its id."""
    rows: Any = document.organisation.skills if question.kind == "skill" else document.organisation.people
    stem = "skill" if question.kind == "skill" else "person"
    number = len(rows) + 1
    while f"{stem}-{number}" in rows:
        number += 1
    identity = f"{stem}-{number}"
    name = " ".join(question.text.split())
    if question.kind == "skill":
        document.add(Skill(id=identity, name=name))
    else:
        document.add(Person(id=identity, name=name, rules=document.organisation.rules))
    return identity
