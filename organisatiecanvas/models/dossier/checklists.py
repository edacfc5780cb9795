"""Checklists as data: technology assessment, the European five steps, WRR (method.md 9).

Topics are kept in the document by their Dutch names, as in the advice they come from; other topics may stand beside
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.organisation import ChecklistEntry, Organisation


@dataclass(frozen=True)
class Topic:
    """`key` is its name in the document, `hint` what there is to think of."""

    key: str
    words: str
    hint: str

    @property
    def label(self) -> str:
        return _(self.words)

    @property
    def more(self) -> str:
        return _(self.hint) if self.hint else ""


@dataclass(frozen=True)
class Checklist:
    """`kind`: `effects` −2..+2 per topic, or `steps` of a process that are done or not."""

    key: str
    words: str
    source: str
    kind: Literal["effects", "steps"]
    topics: tuple[Topic, ...]

    @property
    def label(self) -> str:
        return _(self.words)


TECHNOLOGY = Checklist(
    "technology_assessment",
    N_("Technology assessment"),
    N_("After the technology assessment of Solvay in SER advice 23/03 [seed]."),
    "effects",
    (
        Topic("veiligheid en gezondheid", N_("Safety and health"), N_("Risks, posture, noise, substances, stress")),
        Topic("hoeveelheid werk", N_("Amount of work"), N_("Pace, peaks, hours, occupancy")),
        Topic(
            "functie-inhoud en werkorganisatie",
            N_("Job content and work organisation"),
            N_("Tasks, whole orders, who decides what"),
        ),
        Topic("kwaliteit van de arbeid", N_("Quality of work"), N_("Room to act, contact, variety, short cycles")),
        Topic("werkgelegenheid", N_("Employment"), N_("Jobs that come, change or go")),
        Topic("persoonsgegevens", N_("Personal data"), N_("What is recorded about people, who sees it, how long")),
        Topic(
            "mensen met een handicap", N_("People with a disability"), N_("Who could no longer, or only now, take part")
        ),
    ),
)
DIGITALISATION = Checklist(
    "digitalisation",
    N_("Digitalisation in five steps"),
    N_("After the European framework agreement on digitalisation (2020), a circular process [seed]."),
    "steps",
    (
        Topic(
            "verkennen en draagvlak",
            N_("1 Explore together and build support"),
            N_("What changes, for whom, and who is at the table"),
        ),
        Topic(
            "in kaart brengen en beoordelen",
            N_("2 Map and assess together"),
            N_("Chances and risks for work, skills, terms of employment, relations"),
        ),
        Topic(
            "strategie vaststellen",
            N_("3 See the whole and agree on a strategy"),
            N_("Goals, order, what is tried first"),
        ),
        Topic("maatregelen nemen", N_("4 Take measures"), N_("Trials, training, agreements, who pays what")),
        Topic(
            "volgen, leren en evalueren",
            N_("5 Follow, learn and evaluate together"),
            N_("When it is looked at again, and by whom"),
        ),
    ),
)
GRIP = Checklist(
    "grip",
    N_("Grip on money, work and life"),
    N_("After the three conditions for good work of the WRR [seed]."),
    "effects",
    (
        Topic("grip op geld", N_("Grip on money"), N_("Security of income and job, pay that fits the role")),
        Topic("grip op werk", N_("Grip on work"), N_("Room to act and belonging: say over method, order, roster")),
        Topic("grip op leven", N_("Grip on life"), N_("Hours and rosters that leave room for care and private life")),
    ),
)
CHECKLISTS = (TECHNOLOGY, DIGITALISATION, GRIP)
BY_KEY = {checklist.key: checklist for checklist in CHECKLISTS}


def topics(organisation: Organisation, checklist: Checklist) -> list[tuple[Topic, ChecklistEntry | None]]:
    """The topics of a checklist with what was filled in; topics of people's own after those that ship."""
    entries = organisation.dossier.checklists.get(checklist.key, {})
    found = [(topic, entries.get(topic.key)) for topic in checklist.topics]
    known = {topic.key for topic in checklist.topics}
    return found + [(Topic(key, key, ""), entry) for key, entry in entries.items() if key not in known]


def fill(document: Document, checklist: str, topic: str, entry: ChecklistEntry | None) -> None:
    """Fill in a topic of a checklist (their keys), or empty it, as one step."""
    dossier = document.organisation.dossier
    entries = dict(dossier.checklists.get(checklist, {}))
    if entry is None:
        entries.pop(topic, None)
    else:
        entries[topic] = entry
    name = BY_KEY[checklist].label if checklist in BY_KEY else checklist
    with document.edit(_("Fill in: {checklist}").format(checklist=name)):
        dossier.checklists = {**dossier.checklists, checklist: entries}
