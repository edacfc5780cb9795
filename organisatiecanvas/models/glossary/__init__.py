"""The words of the field, explained in the language in use, each with where it comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from organisatiecanvas.models import language
from organisatiecanvas.models.language import N_, _

FILE = Path(__file__).parent / "terms.toml"
MARKS = {
    "lit": N_("in the literature"),
    "seed": N_("SER advice 23/03 (2023)"),
    "own": N_("our own operationalisation, no norm of others"),
    "law": N_("law or collective agreement"),
}


@dataclass(frozen=True)
class Term:
    """One word of the field. `mark` says how firmly it stands (MARKS), `figures` which keys it explains."""

    id: str
    names: dict[str, str]  # by language
    texts: dict[str, str]
    mark: str
    sources: dict[str, str]
    figures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[language.current()]

    @property
    def text(self) -> str:
        return self.texts[language.current()]

    @property
    def origin(self) -> str:
        """Where it comes from, as shown under the text."""
        return _("{source} ({mark})").format(source=self.sources[language.current()], mark=_(MARKS[self.mark]))

    @property
    def tip(self) -> str:
        """Name, explanation and source, for a tooltip."""
        return _("{name}: {text}\nSource: {origin}").format(name=self.name, text=self.text, origin=self.origin)


@cache
def terms() -> dict[str, Term]:
    """Every term by its id, in the order of the file."""
    with FILE.open("rb") as stream:
        rows = tomllib.load(stream)["term"]
    return {row["id"]: _term(row) for row in rows}


def _term(row: dict[str, Any]) -> Term:
    source = row["source"]
    sources = dict(zip(("nl", "en"), (source, source) if isinstance(source, str) else source, strict=True))
    return Term(
        id=row["id"],
        names={code: row[code][0] for code in language.LANGUAGES},
        texts={code: row[code][1] for code in language.LANGUAGES},
        mark=row["mark"],
        sources=sources,
        figures=tuple(row.get("figures", ())),
    )


@cache
def _by_figure() -> dict[str, Term]:
    return {figure: term for term in terms().values() for figure in term.figures}


def explaining(figure: str) -> Term | None:
    """The term that explains a figure, field or choice, by the last part of its key; None where none does."""
    return _by_figure().get(figure.rsplit(".", 1)[-1])


def tip(figure: str) -> str:
    """The tooltip of a figure, or nothing."""
    term = explaining(figure)
    return term.tip if term is not None else ""


def tip_of_label(words: str) -> str:
    """The tooltip of what stands on screen under these words: a term's own name, or the label of a figure or field."""
    term = _by_label(language.current()).get(words.replace("\n", " ").casefold())
    return term.tip if term is not None else ""


@cache
def _by_label(_language: str) -> dict[str, Term]:
    from organisatiecanvas.models.analysis.figure_labels import FIGURES
    from organisatiecanvas.models.labels import FIELDS

    found = {_(label).casefold(): _by_figure()[key] for key, label in (FIELDS | FIGURES).items() if key in _by_figure()}
    return found | {term.name.casefold(): term for term in terms().values()}


def sorted_terms() -> list[Term]:
    """All terms by their name in the language in use."""
    return sorted(terms().values(), key=lambda term: term.name.casefold())


def found(words: str) -> Iterator[Term]:
    """Terms whose name or text holds all these words, those with them in the name first."""
    wanted = words.casefold().split()
    hits = [term for term in sorted_terms() if all(one in f"{term.name} {term.text}".casefold() for one in wanted)]
    yield from sorted(hits, key=lambda term: not all(one in term.name.casefold() for one in wanted))
