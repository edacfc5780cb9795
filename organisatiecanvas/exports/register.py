"""Who and what an organisation has, to be recognised in somebody else's sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from organisatiecanvas.exports.levels import LevelMapping
from organisatiecanvas.exports.name_matching import Names, as_written, plain, words
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

# First words of a row or header that counts instead of naming somebody or something.
TOTALS = words(
    "totaal totalen total totals subtotaal subtotal som sum aantal count gemiddeld gemiddelde gem average mean dekking "
    "cover nodig needed beheerst masters tekort tekorten short maximum minimum percentage score benodigd norm "
    "status stand"
)
LEGEND = words("legenda legend toelichting betekenis uitleg verklaring key niveaus levels")
# Headers of columns that tell something else of a person.
ATTRIBUTES = words(
    "id nr nummer number personeelsnummer persnr code naam name medewerker medewerkers werknemer persoon person people "
    "voornaam achternaam tussenvoegsel roepnaam initialen team teams cel cell afdeling department unit eenheid groep "
    "functie function rol role ploeg shift dienst fte uren hours contract email e mail telefoon datum date leeftijd "
    "opmerking opmerkingen note notes bijzonderheden leidinggevende bedrijf locatie startdatum geboortedatum counts "
    "telt row rij regel"
)
VALID: tuple[str, ...] = (
    "geldig tot en met",
    "geldig t m",
    "geldig tot",
    "valid until",
    "vervaldatum",
    "verloopdatum",
    "einddatum",
)
VALID += ("vervalt op", "verloopt op", "vervalt", "verloopt", "expires", "expiry", "t m")
TARGET = ("gewenst niveau", "streefniveau", "doelniveau", "gewenst", "streef", "target", "doel")
LEVEL = ("huidig niveau", "niveau", "level", "huidig", "actueel", "beheersing", "score")
_WITH_NUMBER = re.compile(r"(.*\S)\s*[\[(]([^()\[\]]+)[\])]|([\w.]*\d[\w.]*)\s*[-–:]\s*(.*\S)", re.DOTALL)


def parts_of_name(text: str) -> tuple[str, str]:
    """A name and the number or team it carries: «Jan (1204)», «1204 - Jan», «Jan (Lassen)»."""
    found = _WITH_NUMBER.fullmatch(text)
    if found is None:
        return text, ""
    return (found[1], found[2]) if found[1] else (found[4], found[3])


@dataclass
class Register:
    """The names to look for. `own`: the workbook is ours, so ids in it are proof."""

    people: Names
    skills: Names
    units: Names
    teams: dict[str, set[str]]
    mapping: LevelMapping
    own: bool = False
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own_heads: frozenset[str] = frozenset()  # of columns of our own matrix that hold no skill

    @classmethod
    def of(
        cls, organisation: Organisation, mapping: LevelMapping, codes: Mapping[str, str] | None, *, own: bool
    ) -> Register:
        """`codes`: person → the code by which the workbook names them instead."""
        people = Names((key, codes[key] if codes else person.name) for key, person in organisation.people.items())
        if codes:
            people.ids = {as_written(code): key for key, code in codes.items()}
        units: dict[str, str] = {}
        teams: dict[str, set[str]] = {key: set() for key in organisation.people}
        for variant in organisation.variants.values():
            for unit in variant.units.values():
                units[f"{variant.id}/{unit.id}"] = unit.name
            for role in variant.roles.values():
                for person in role.holders:
                    teams[person].add(f"{variant.id}/{role.unit}")
        skills = Names((key, skill.name) for key, skill in organisation.skills.items())
        made = cls(people, skills, Names(units.items()), teams, mapping, own)
        made.labels = {
            "valid_until": _longest(VALID, field_label("valid_until")),
            "target": _longest(TARGET, field_label("target")),
            "level": _longest(LEVEL, field_label("level")),
        }
        heads = (field_label("person"), field_label("unit"), field_label("status"), _("Counts"), _("Row"))
        made.own_heads = frozenset(map(plain, (*heads, _("Masters"), _("Needed"), "id")))
        return made

    def skill_ids(self, text: str) -> frozenset[str]:
        """Skills that a text names, as decided before or by itself."""
        decided = self.mapping.skills.get(as_written(text))
        if decided in self.skills.names:
            return frozenset([str(decided)])
        return self.skills.find(text) or self._by_id(self.skills, text)

    def person_ids(self, text: str) -> frozenset[str]:
        """People whom a text names, as decided before or by itself."""
        decided = self.mapping.people.get(as_written(text))
        if decided in self.people.names:
            return frozenset([str(decided)])
        found = self.people.find(text) or self._by_id(self.people, text)
        return found or self.people.find(parts_of_name(text)[0])

    @staticmethod
    def _by_id(names: Names, text: str) -> frozenset[str]:
        # A short figure is rather a level than an id.
        found = None if text.isdigit() and len(text) < 3 else names.by_id(text)
        return frozenset([found]) if found is not None else frozenset()

    def describe(self, person: str) -> str:
        """A person with what tells them from others of the same name."""
        units = dict.fromkeys(self.units.names[team] for team in sorted(self.teams[person]))
        more = ", ".join([person, *units])
        return _("{name} ({details})").format(name=self.people.names[person], details=more)


def _longest(words: tuple[str, ...], label: str) -> tuple[str, ...]:
    """The longest first, so that «geldig tot en met» is not read as «geldig tot»."""
    return tuple(sorted({*words, plain(label)}, key=lambda word: -len(word)))
