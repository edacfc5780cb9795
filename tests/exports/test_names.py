"""With codes and without names nobody can be found in any byte of an export; without names no code or small group."""

from __future__ import annotations

import datetime
import random
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from organisatiecanvas.exports import Still, export
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.groups import groups
from organisatiecanvas.models.anonymous import Names, pseudonyms
from organisatiecanvas.models.organisation import Action, ChecklistEntry, Mastery, Meeting, Note, Organisation
from tests.exports import cases

PEOPLE = {
    "p01": ("Zoë 't Hart-Łukasz", "zoe@example.org"),
    "p02": ("Jannetje Vermeulen", ""),
    "p13": ("Willem-Alexander Öztürk", "w.ozturk@example.org"),
}
OTHERS = {
    "p01": ("Quirijn Xanders-Bongers", "q@example.net"),
    "p02": ("Fenna Yilmaz", ""),
    "p13": ("Dirk van der Zwaluw", "zwaluw@example.net"),
}
SECRETS = ("Zoë", "Hart-Łukasz", "zoe@", "Jannetje", "Vermeulen", "Öztürk", "ozturk", "Begeleidster", "Van Buiten")


def named(who: dict[str, tuple[str, str]] = PEOPLE) -> Organisation:
    """The example with names of people everywhere that text can stand."""
    organisation = cases.example("bosch")
    for person, (name, email) in who.items():
        organisation.people[person].name, organisation.people[person].email = name, email
        organisation.people[person].note = f"Notitie over {name}"
    zoe, jannetje, willem = (name for name, _email in who.values())
    first = jannetje.split()[0]
    organisation.workshop.title = f"Werkplaats van {zoe}"
    organisation.workshop.facilitator = "Begeleidster Van Buiten"
    organisation.people["p07"].exempt = f"Vervangt {jannetje}"
    variant = organisation.variants["soll-1"]
    variant.summary = f"Voorstel van {willem}."
    variant.units["cel-b"].name = f"Cel van {zoe}"
    variant.links["l-strip-materiaal"].label = f"via {jannetje}"
    next(task for task in variant.tasks.values() if task.order).name = f"Werk van {willem}"
    organisation.orders["strip"].name = f"Orders van {zoe}"
    for skill in organisation.skills.values():
        skill.description = f"Vraag {jannetje}"
    organisation.skills["zagen"].name = f"Zagen (vraag {first})"
    for number, cell in enumerate(organisation.mastery.values()):
        cell.assessor = (zoe, "Begeleidster Van Buiten", jannetje)[number % 3]
    organisation.actions["x"] = Action(
        id=f"van-{first}",
        title=f"{zoe} opleiden",
        about="p01",
        reason=f"{willem} vraagt het",
        measure=f"{who['p13'][1]} bellen",
        owner_=jannetje,
        involved=f"{zoe}, {willem}",
        staff_consequence=f"{jannetje} krijgt een rol erbij",
        due=datetime.date(2026, 1, 5),
        goals=(f"goed voor {zoe}",),
        proposal=f"skill-gap:{first}",
    )
    dossier = organisation.dossier
    dossier.decision, dossier.motives = f"{zoe} stelt dit voor.", f"{first} mist overzicht."
    dossier.requested_by = jannetje
    dossier.checklists["technology_assessment"]["werkgelegenheid"] = ChecklistEntry(0, f"{willem}", f"vraag {zoe}")
    variant.notes["van"] = Note(id="van", text=f"Wens van {jannetje}")
    variant.meetings["m-van"] = Meeting(id="m-van", name=f"Overleg {zoe}", per_week=1, minutes=10)
    return organisation


def texts(path: Path) -> dict[str, str]:
    """Every part of the zip, as text with XML escapes undone."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    return {name: text.replace("&apos;", "'").replace("&amp;", "&") for name, text in parts.items()}


@pytest.mark.parametrize("names", ["codes", "none"])
@pytest.mark.parametrize("what", ["skills", "actions", "flow", "control", "workload", "dossier"])
def test_no_name_in_any_byte(tmp_path: Path, names: Names, what: str) -> None:
    moment = Still(named(), "document", "id-1", 2)
    for path in export(moment, tmp_path, what, "soll-1", names):
        for part, text in texts(path).items():
            for secret in SECRETS:
                assert secret.casefold() not in text.casefold(), f"{secret} in {part}"


STAMPS = re.compile(
    rb"<dcterms:(?:created|modified)[^>]*>[^<]*<|/(?:Creation|Mod)Date \([^)]*\)|xmp:\w+Date=\"[^\"]*\"|"
    rb"uuid:[0-9a-f-]{36}|/ID \[[^]]*\]"
)


def contents_of(path: Path) -> dict[str, bytes]:
    """What a file holds, part by part, without the moment at which it was made."""
    if path.suffix != ".xlsx":
        return {"": STAMPS.sub(b"", path.read_bytes())}
    with ZipFile(path) as archive:
        return {name: STAMPS.sub(b"", archive.read(name)) for name in archive.namelist()}


@pytest.mark.parametrize(("names", "what"), [("codes", "canvas"), ("none", "all")])
def test_nothing_in_any_byte_depends_on_what_people_are_called(qapp, tmp_path: Path, names: Names, what: str) -> None:
    """Texts, tables, pixels of drawings, properties: equal to the bit for two firms that differ in names alone."""
    found = []
    for place, who in enumerate((PEOPLE, OTHERS)):
        moment = Still(named(who), "document", "id-1", 2)
        made = export(moment, tmp_path / str(place), what, "soll-1", names)
        if names == "none":
            made += export(moment, tmp_path / str(place), "dossier", None, names, "pdf")
        found.append({path.name: contents_of(path) for path in made})
    first, second = found
    assert first.keys() == second.keys()
    assert len(first) == (8 if what == "all" else 1)
    for name, parts in first.items():
        assert [part for part, data in parts.items() if data != second[name].get(part)] == [], name


def test_full_shows_them(tmp_path: Path) -> None:
    """The scan above finds names where they are meant to be."""
    (path,) = export(Still(named(), "document", "id-1", 2), tmp_path, "skills", "soll-1", "full")
    everything = "".join(texts(path).values())
    assert all(secret in everything for secret in ("Zoë", "Hart-Łukasz", "Jannetje", "Öztürk", "Begeleidster"))


def test_codes_are_the_same_in_every_file_of_a_document(tmp_path: Path) -> None:
    organisation = named()
    codes = pseudonyms(organisation, "id-1")
    moment = Still(organisation, "document", "id-1", 2)
    (skills,) = export(moment, tmp_path, "skills", "soll-1", "codes")
    (actions,) = export(moment, tmp_path, "actions", None, "codes")
    shown = {cell.value for cell in load_workbook(skills)["Matrix"]["B"]}
    assert set(codes.values()) <= shown
    rows = list(load_workbook(actions)["Actions"].iter_rows(min_row=5, values_only=True))
    plan = {row[rows[0].index("Title")]: row[rows[0].index("Owner")] for row in rows[1:]}
    assert plan[f"{codes['p01']} opleiden"] == codes["p02"]


def test_codes_of_others_are_not_taken_for_the_person_an_action_is_about(tmp_path: Path) -> None:
    """A person's id may look like the code that somebody else gets."""
    organisation = named()
    organisation.people = {key.upper(): person for key, person in organisation.people.items()}
    for key, person in organisation.people.items():
        person.id = key
    organisation.mastery, organisation.absences = {}, {}
    for variant in organisation.variants.values():
        variant.roles, variant.bench, variant.leavers = {}, (), ()
    organisation.actions["x"].about = "P01"
    (path,) = export(Still(organisation, "document", "id-1", 2), tmp_path, "actions", None, "codes")
    rows = list(load_workbook(path)["Actions"].iter_rows(min_row=5, values_only=True))
    about = rows[0].index("About")
    assert all(not re.fullmatch(r"P\d\d", row[about] or "") for row in rows[1:])


def test_without_names_there_is_no_code_no_date_and_no_person(tmp_path: Path) -> None:
    organisation = named()
    (path,) = export(Still(organisation, "document", "id-1", 2), tmp_path, "skills", "soll-1", "none")
    everything = "".join(text for part, text in texts(path).items() if "worksheets" in part)
    assert not re.findall(r"\bP\d\d\b", everything)
    dates = {cell.valid_until for cell in organisation.mastery.values() if cell.valid_until}
    serials = {str((day - datetime.date(1899, 12, 30)).days) for day in dates}
    assert not serials & set(re.findall(r"<v>(\d+)</v>", everything))
    assert load_workbook(path).sheetnames == ["Cover", "Legend", "_meta"]


def test_without_names_actions_have_no_owners(tmp_path: Path) -> None:
    (path,) = export(Still(named(), "document", "id-1", 2), tmp_path, "actions", None, "none")
    book = load_workbook(path)
    assert "Per owner" not in book.sheetnames
    assert not {"Owner", "Involved", "id"} & {cell.value for cell in book["Actions"][5]}


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_groups_are_large_enough_and_hold_everyone_once(seed: int, smallest: int) -> None:
    organisation = cases.drawn(seed)
    organisation.rules.minimum_group = smallest
    basis = Basis(organisation, organisation.variants["v"])
    found = groups(basis, basis.counted, smallest)
    people = [person for group in found for person in group.people]
    assert all(len(group.people) >= smallest for group in found)
    assert len(people) == len(set(people))
    assert set(people) == (set(basis.counted) if len(basis.counted) >= smallest else set())


def test_too_few_people_for_any_count(tmp_path: Path) -> None:
    organisation = cases.drawn(1)
    rng = random.Random(1)
    for person in list(organisation.people)[3:]:
        del organisation.people[person]
    organisation.mastery = {
        (person, "s0"): Mastery(person=person, skill="s0", level=rng.randrange(5)) for person in organisation.people
    }
    organisation.variants["v"].roles = {}
    (path,) = export(Still(organisation, "klein", "id", 1), tmp_path, "skills", None, "none")
    sheet = load_workbook(path)["Cover"]
    values = [cell.value for row in sheet.iter_rows(min_row=3) for cell in row if cell.value is not None]
    assert values == ["Fewer than 5 people count: nothing is shown."]
