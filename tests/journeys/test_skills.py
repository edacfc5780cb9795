"""What team leaders do with the matrix, by the numbers of the scenarios; one window for all of them.

Each begins with the matrix as it was: what is done is undone after it. Files are read back by the real dialog, and
what is printed is read from the PDF.
"""

from __future__ import annotations

import datetime
import itertools
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QElapsedTimer, QItemSelectionModel, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import output, style
from organisatiecanvas.canvas.balls import draw_ball
from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop import dialogs
from organisatiecanvas.desktop.import_dialog import ImportDialog
from organisatiecanvas.desktop.import_questions import OPEN
from organisatiecanvas.desktop.skills_printing import MatrixPrintDialog
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.exports import export
from organisatiecanvas.exports.skills_grid import BREADTH, COVER, FIRST, HEAD, ID, IDS, TOP
from organisatiecanvas.models import examples, mastery
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Absence, Holder, Person, Role
from tests.desktop.conftest import close

pytestmark = pytest.mark.journey
V, H = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = datetime.date.today()


@pytest.fixture(autouse=True)
def nothing_left_running() -> None:
    """The window of all these tests works on from one to the next; `shop` looks when it is closed."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """The window on the main example, shown once."""
    folder = tmp_path_factory.mktemp("skills")
    before = set(threading.enumerate())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGANISATIECANVAS_STATE", str(folder / "state"))
        application.make_application()
        made = MainWindow()
        made.resize(1440, 900)
        made.show()
        made.show_document(Document.new(rows=examples.read("bosch")))
        yield made
        close(made)
    assert [thread.name for thread in threading.enumerate() if thread not in before and not thread.daemon] == []


@pytest.fixture
def page(shop: MainWindow):
    """The matrix of the current variant, with everything that a test changed undone after it."""
    shown = shop.workspace.show_place("skills")
    settle(shop)
    yield shown
    shown.show_side("")
    shown.tools.show_day(None)
    shown.tools.search.clear()
    shown.tools.gaps.setChecked(False)
    shown.tools.seek()
    shown.tools._tell(grouped=False, people_by="document", skills_by="document", units=())
    while shop.session.document.undo_name:
        shop.session.document.undo()
    shop.session.show_variant("ist")
    settle(shop)


def until(done, seconds: float = 20) -> None:
    waited = QElapsedTimer()
    waited.start()
    while not done():
        assert waited.elapsed() < seconds * 1000
        QTest.qWait(5)


def settle(window: MainWindow) -> None:
    until(lambda: window.session.runner.fresh and not window.session.runner.busy)
    QApplication.processEvents()


def figures(window: MainWindow):
    settle(window)
    return window.session.runner.figures["skills"]


def cell(page, person, skill):
    return page.model.index(page.model.people.index(person), page.model.skills.index(skill))


def book_of(folder: Path, rows, name: str = "lijst.xlsx") -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return path


@pytest.fixture
def reading(shop: MainWindow):
    """Opens the dialog that reads a workbook, and waits until it has."""
    made: list[ImportDialog] = []

    def wait(dialog: ImportDialog) -> ImportDialog:
        until(lambda: dialog.runner.fresh and not dialog.runner.busy)
        return dialog

    def read(path: Path) -> ImportDialog:
        made.append(ImportDialog(shop.session, shop.settings, path, shop))
        return wait(made[-1])

    read.wait = wait
    yield read
    for dialog in made:
        dialog.reject()
        dialog.runner.clear()
        dialog.deleteLater()


def levels(dialog: ImportDialog):
    return {(item.person, item.skill): item.after for item in dialog.model.changes if item.field == "level"}


# -- counting ------------------------------------------------------------------------------------------------------


def test_01_skills_count_as_by_hand_and_shortfalls_come_first(shop, page):
    organisation = shop.session.organisation
    day, least = organisation.workshop.reference_date, organisation.rules.mastery_level
    page.tools._tell(skills_by="fewest", people_by="fewest")
    counts = []
    for at, skill in enumerate(page.model.skills):
        by_hand = sum(
            row.skill == skill and row.level >= least and (row.valid_until is None or row.valid_until >= day)
            for row in organisation.mastery.values()
        )
        counts.append(by_hand)
        assert page.model.count(H, at).words.split(" / ")[0] == str(by_hand)
    assert counts == sorted(counts)
    breadths = [int(page.model.count(V, at).words.split(" / ")[0]) for at in range(len(page.model.lines))]
    assert breadths == sorted(breadths)


def test_04_the_workbook_counts_by_formula_and_says_what_the_window_says(shop, page, tmp_path):
    (path,) = export(shop.session.document, tmp_path, "skills")
    sheet, shown = load_workbook(path)["Matrix"], load_workbook(path, data_only=True)["Matrix"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) in ((8, "landscape"), ("8", "landscape"))
    assert sheet.freeze_panes == f"{sheet.cell(TOP, FIRST).coordinate}"
    for column in range(FIRST, FIRST + len(page.model.skills)):
        assert sheet.cell(COVER, column).value.startswith("=COUNTIFS(")
        at = page.model.skills.index(shown.cell(IDS, column).value)
        assert page.model.count(H, at).words.split(" / ")[0] == str(shown.cell(COVER, column).value)
    for row in range(TOP, TOP + len(page.model.people)):
        at = page.model.people.index(shown.cell(row, ID).value)
        assert page.model.count(V, at).words.split(" / ")[0] == str(shown.cell(row, BREADTH).value)
    looks = [rule.dxf for rules in sheet.conditional_formatting for rule in rules.rules]
    formats = {look.numFmt.formatCode for look in looks if look is not None and look.numFmt is not None}
    assert all(any(ball in code for code in formats) for ball in "○◔◑◕●")


def test_14_one_key_paints_one_cell_and_counts_only_who_changed(shop, page):
    painted, laid_out = [], []
    page.model.dataChanged.connect(lambda first, last, _roles=(): painted.append((first, last)))
    page.model.laid_out.connect(lambda: laid_out.append(1))
    before = shop.session.document.snapshot()
    index = cell(page, "p01", "inkopen")
    page.table.setCurrentIndex(index)
    QTest.keyClick(page.table, "4")
    assert [(first.row(), last.column()) for first, last in painted] == [(index.row(), index.column())]
    assert not laid_out
    after = shop.session.document.snapshot()
    assert [key for key in after.mastery if after.mastery[key] is not before.mastery.get(key)] == [("p01", "inkopen")]
    assert [name for name in after.matrix if after.matrix[name] is not before.matrix.get(name)] == ["p01"]


# -- reading workbooks ----------------------------------------------------------------------------------------------

LIST = [
    ["Naam", "Zagen", "Persen", "CNC-frezen", "Inkoop"],
    ["Medewerker 01", 1, 2, None, 3],
    ["Medewerker 02", None, 0, 4, 2],
    ["Medewerker 03", 2, None, 1, None],
]


def test_07_shuffled_and_renamed_columns_read_the_same(shop, page, reading, tmp_path):
    plain = reading(book_of(tmp_path, LIST))
    order = [0, 3, 1, 4, 2]
    mixed = [[row[at] for at in order] for row in [LIST[0], *reversed(LIST[1:])]]
    mixed[0] = ["Medewerker", "CNC frezen", "ZAGEN", "inkoop", "Persen "]
    other = reading(book_of(tmp_path, mixed, "anders.xlsx"))
    assert levels(plain) == levels(other)
    assert len(levels(plain)) == 7  # the others are so already, or empty
    assert shop.session.document.undo_name is None
    doubtful = reading(book_of(tmp_path, [["Naam", "Zagen", "Frezen"], ["Medewerker 01", 1, 2]], "twijfel.xlsx"))
    assert ("skill", "frezen") in doubtful.asked
    assert set(levels(doubtful)) == {("p01", "zagen")}


def test_08_two_people_of_one_name_are_kept_apart(shop, page, reading, tmp_path):
    session = shop.session
    with session.document.edit("twin"):
        session.document.add(Person(id="twin", name="Medewerker 01"))
        session.document.add(Role(id="twin-role", name="Vakman", unit="zagerij"), session.variant)
        session.variant.roles["twin-role"].holders = {"twin": Holder(person="twin")}
    settle(shop)
    unsure = reading(book_of(tmp_path, [["Naam", "Zagen"], ["Medewerker 01", 1]]))
    assert not levels(unsure)
    question = unsure.asked["person", "medewerker 01"]
    assert set(question.candidates) == {"p01", "twin"}
    told = [["Naam", "Team", "Zagen"], ["Medewerker 01", "Zagerij", 1], ["Medewerker 01", "Verkoop", 2]]
    assert levels(reading(book_of(tmp_path, told, "met team.xlsx"))) == {("twin", "zagen"): 1, ("p01", "zagen"): 2}


def test_13_levels_with_a_decimal_comma_are_numbers_and_leave_as_numbers(shop, page, reading, tmp_path):
    dialog = reading(book_of(tmp_path, [["Naam", "Zagen"], ["Medewerker 01", "3,0"], ["Medewerker 02", "2,5"]]))
    assert levels(dialog) == {("p01", "zagen"): 3}
    assert ("value", "2,5") in dialog.asked
    dialog.apply()
    (path,) = export(shop.session.document, tmp_path, "skills")
    sheet = load_workbook(path)["Matrix"]
    column = next(c for c in range(FIRST, sheet.max_column) if sheet.cell(IDS, c).value == "zagen")
    row = next(r for r in range(TOP, sheet.max_row) if sheet.cell(r, ID).value == "p01")
    assert sheet.cell(row, column).value == 3
    assert sheet.cell(row, column).data_type == "n"


def test_33_changes_in_the_exported_workbook_come_back_cell_by_cell(shop, page, reading, tmp_path):
    mastery = shop.session.organisation.mastery
    (path,) = export(shop.session.document, tmp_path, "skills")
    book = load_workbook(path)
    sheet = book["Matrix"]
    rows = {sheet.cell(row, ID).value: row for row in range(TOP, sheet.max_row + 1)}
    columns = {sheet.cell(IDS, column).value: column for column in range(FIRST, sheet.max_column + 1)}
    sheet.cell(rows["p01"], columns["zagen"], 2)
    sheet.cell(rows["p02"], columns["persen"], 1)
    last = max(row for name, row in rows.items() if name) + 1
    sheet.cell(last, ID + 1, "Medewerker 99")
    sheet.cell(last, columns["zagen"], 4)
    book.save(path)
    dialog = reading(path)
    assert levels(dialog) == {("p01", "zagen"): 2, ("p02", "persen"): 1}
    assert ("person", "medewerker 99") in dialog.asked
    at = [item.skill for item in dialog.model.changes].index("persen")
    dialog.model.setData(dialog.model.index(at, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog.apply()
    assert mastery["p01", "zagen"].level == 2
    assert ("p02", "persen") not in mastery


def test_34_titles_blanks_totals_and_a_legend_are_passed_over_and_told(page, reading, tmp_path):
    rows = [
        ["Vaardigheden werkplaats"],
        [],
        [None, "Machines"],
        ["Naam", "Zagen", "Persen", "Totaal"],
        ["Medewerker 01", 1, 2, 2],
        ["Totaal", 1, 1, 2],
        [],
        ["Legenda"],
        ["4 = kan anderen opleiden"],
    ]
    dialog = reading(book_of(tmp_path, rows))
    assert levels(dialog) == {("p01", "zagen"): 1, ("p01", "persen"): 2}
    told = dialog.left_out.toPlainText()
    for place in ("Sheet!1", "Sheet!2", "Sheet!3", "Sheet!6", "Sheet!7", "Sheet!8"):
        assert place in told, place
    assert "Sheet!4" in dialog.preview.notes[0]


def test_35_other_ways_of_writing_are_asked_once_and_never_become_0(shop, page, reading, tmp_path):
    skills = ["zagen", "persen", "cnc", "draaien", "monteren", "afwerken"]
    names = [shop.session.organisation.skills[name].name for name in skills]
    rows = [["Naam", *names], ["Medewerker 01", "x", "ja", "3+", "◔", "gevorderd", "○"]]
    dialog = reading(book_of(tmp_path, rows))
    found = levels(dialog)
    assert [found.get(("p01", skill)) for skill in skills] == [3, 3, 3, 1, None, 0]
    assert [key for key in dialog.asked if key[0] == "value"] == [("value", "gevorderd")]
    dialog.answer(dialog.asked["value", "gevorderd"], 2)
    reading.wait(dialog)
    dialog.apply()
    assert shop.session.organisation.mastery["p01", "monteren"].level == 2
    shop.session.document.undo()
    again = reading(book_of(tmp_path, rows, "volgend jaar.xlsx"))
    assert levels(again)["p01", "monteren"] == 2
    assert not again.asked
    again.mapping = None
    shop.settings.set(import_mappings={})
    fresh = reading(book_of(tmp_path, [["Naam", *names], ["Medewerker 01", "I", "L", "U", "O", "?"]], "iluo.xlsx"))
    assert [levels(fresh).get(("p01", skill)) for skill in skills] == [1, 2, 3, 4, None, None]
    assert fresh._answer(fresh.asked["value", "?"]) == OPEN


def test_36_a_block_of_a_spreadsheet_lands_and_is_one_step(shop, page):
    corner = cell(page, "p01", page.model.skills[5])
    page.table.setCurrentIndex(corner)
    QGuiApplication.clipboard().setText("I\tO\r\nU\tveel\r\n")
    QTest.keyClick(page.table, Qt.Key.Key_V, CTRL)
    shown = [[page.model.level(corner.sibling(corner.row() + row, 5 + column)) for column in (0, 1)] for row in (0, 1)]
    assert shown[0] == [1, 4]
    assert shown[1][0] == 3
    assert list(page.model.refused.values()) == ["veel"]
    shop.session.document.undo()
    assert shop.session.document.undo_name is None


# -- the rule and the plan ------------------------------------------------------------------------------------------


def test_23_two_people_away_leave_a_skill_short_and_somebody_is_named(shop, page):
    session = shop.session
    monday = TODAY + datetime.timedelta(days=7 - TODAY.weekday())
    sawing = {person: row.level for (person, skill), row in session.organisation.mastery.items() if skill == "zagen"}
    masters = [person for person, level in sawing.items() if level > 2]
    with session.document.edit("away"):
        for person in masters[:2]:
            session.document.add(Absence(person=person, from_=monday, to_=monday))
    page.show_side("absence")
    side = page.sides["absence"]
    side.first.show_value(monday)
    side.last.show_value(monday)
    side.refresh()
    assert page.model.away == frozenset(masters[:2])
    words = side.text.toPlainText()
    assert "Zagen" in words
    near = [person for person, level in sawing.items() if level == 2]
    assert any(session.organisation.people[person].name in words for person in near)


def test_24_after_the_plan_nothing_is_short_that_training_can_bring(shop, page):
    page.show_side("plan")
    side = page.sides["plan"]
    until(lambda: side.plan is not None and side.runner.fresh)
    steps = [(step.person, step.skill) for step in side.plan.steps]
    before = figures(shop)
    organisation = shop.session.organisation
    least = organisation.rules.mastery_level
    short = [sum(max(0, row["needed"] - row["breadth"]) for row in before["people"] if row["exempt"] is None)]
    short.append(sum(max(0, row["needed"] - row["cover"]) for row in before["skills"] if row["status"] != "exempt"))
    assert max(short) <= len(steps) <= sum(short)
    page.show_side("")
    selection = page.table.selectionModel()
    selection.clear()
    for person, skill in steps:
        assert page.model.level(cell(page, person, skill)) is None or (
            page.model.level(cell(page, person, skill)) < least or (person, skill) in page.model.expiring
        )
        selection.select(cell(page, person, skill), QItemSelectionModel.SelectionFlag.Select)
    QTest.keyClick(page.table, str(least))
    with shop.session.document.edit("renewed"):
        for place in steps:
            organisation.mastery[place].valid_until = None
    after = figures(shop)
    assert all(row["ok"] is not False for row in after["people"])
    assert all(row["cover"] >= row["needed"] for row in after["skills"] if row["status"] != "exempt")


def test_25_a_team_too_small_gets_one_sentence(shop, page):
    session = shop.session
    with session.document.edit("small"):
        for person in list(session.organisation.people.values())[2:]:
            session.document.remove(person)
    settle(shop)
    page.show_side("rule")
    words = page.sides["rule"].text.toPlainText()
    assert "2 people" in words
    assert words.count("2 people") < 6


def test_26_an_exemption_shows_its_reason_here_and_in_the_workbook(shop, page, tmp_path):
    page.show_side("rule")
    side = page.sides["rule"]
    for who, reason in ((("people", "p01"), "leerling"), (("skills", "zagen"), "iedereen kan dit")):
        side.who.show_value(who)
        side.reason.show_value(reason)
        side.exempt()
    settle(shop)
    line = page.model.people.index("p01")
    assert "leerling" in page.model.headerData(line, V, Qt.ItemDataRole.ToolTipRole)
    assert " / " not in page.model.count(V, line).words
    (path,) = export(shop.session.document, tmp_path, "skills")
    texts = {str(one.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for one in row}
    for reason in ("leerling", "iedereen kan dit"):
        assert any(reason in text for text in texts), reason


def test_27_expiring_and_expired_are_listed_and_the_expired_no_longer_counts(shop, page):
    organisation = shop.session.organisation
    day = organisation.workshop.reference_date
    have = {row["person"]: row["breadth"] for row in figures(shop)["people"]}
    mastered = [place for place, row in organisation.mastery.items() if row.level >= 3 and row.valid_until is None]
    gone, soon = [place for place in mastered if organisation.skills[place[1]].exempt is None][:2]
    with shop.session.document.edit("dates"):
        organisation.mastery[gone].valid_until = day - datetime.timedelta(days=1)
        organisation.mastery[soon].valid_until = day + datetime.timedelta(days=60)
    now = figures(shop)
    listed = {(row["person"], row["skill"]): row["expired"] for row in now["expiring"]}
    assert (listed[gone], listed[soon]) == (True, False)
    breadth = {row["person"]: row["breadth"] for row in now["people"]}
    assert breadth[gone[0]] == have[gone[0]] - 1
    page.show_side("expiry")
    side = page.sides["expiry"]
    side.days.line.setText("30")
    side.days.committed.emit()
    assert soon not in {(row["person"], row["skill"]) for row in figures(shop)["expiring"]}


def test_52_one_person_in_two_teams_is_warned_of_and_counted_once(shop, page):
    session = shop.session
    have = len(figures(shop)["people"])
    cover = {row["skill"]: row["cover"] for row in figures(shop)["skills"]}
    with session.document.edit("two teams"):
        for unit in ("zagerij", "cnc"):
            name = f"dubbel-{unit}"
            session.document.add(Role(id=name, name="Vakman", unit=unit), session.variant)
            session.variant.roles[name].holders = {"p09": Holder(person="p09", hours_per_week=24)}
        for role in session.variant.roles.values():
            if "p09" in role.holders and not role.id.startswith("dubbel"):
                role.holders = {key: one for key, one in role.holders.items() if key != "p09"}
    now = figures(shop)
    assert len(now["people"]) == have
    assert {row["skill"]: row["cover"] for row in now["skills"]} == cover
    page.tools._tell(units=("zagerij",))
    assert "p09" in page.model.people
    page.tools._tell(units=("cnc",))
    assert "p09" in page.model.people
    told = [row for row in shop.session.runner.figures["findings"] if row["subject"] == "p09"]
    assert any("48" in row["message"] for row in told)


def test_53_a_renamed_skill_is_the_same_column_everywhere(shop, page, tmp_path):
    organisation = shop.session.organisation
    known = {place: row.level for place, row in organisation.mastery.items() if place[1] == "zagen"}
    columns = len(page.model.skills)
    with shop.session.document.edit("rename"):
        organisation.skills["zagen"].name = "Zagen en knippen"
    assert "Zagen en knippen" in [page.model.headerData(at, H) for at in range(columns)]
    assert len(page.model.skills) == columns
    assert {place: row.level for place, row in organisation.mastery.items() if place[1] == "zagen"} == known
    (path,) = export(shop.session.document, tmp_path, "skills")
    sheet = load_workbook(path)["Matrix"]
    heads = [sheet.cell(HEAD, column).value for column in range(FIRST, FIRST + columns)]
    assert heads.count("Zagen en knippen") == 1
    assert "Zagen" not in heads


def test_53_a_split_skill_keeps_levels_history_and_requirements_in_both_columns(shop, page, monkeypatch, tmp_path):
    session, organisation = shop.session, shop.session.organisation
    first = page.model.skills.index("zagen")
    person = next(person for person, skill in organisation.mastery if skill == "zagen")
    level = organisation.mastery[person, "zagen"].level
    mastery.set_levels(session.document, {(person, "zagen"): (level + 1) % 5}, datetime.date(2026, 11, 20), "Meester")
    history = len(mastery.history_of(organisation, person, "zagen"))
    assert history
    needed = {
        (variant.id, unit.id): unit.skills["zagen"].people
        for variant in organisation.variants.values()
        for unit in variant.units.values()
        if "zagen" in unit.skills
    }
    tasks = {task.id for task in session.variant.tasks.values() if task.skill == "zagen"}
    columns = len(page.model.skills)
    page.table.setCurrentIndex(page.model.index(0, first))
    monkeypatch.setattr(dialogs, "ask_text", lambda *_asked: "Knippen")
    page.split_skill()
    (made,) = [skill for skill in organisation.skills.values() if skill.name == "Knippen"]
    assert len(page.model.skills) == columns + 1
    cells = {person: row.level for (person, skill), row in organisation.mastery.items() if skill == made.id}
    assert cells == {person: row.level for (person, skill), row in organisation.mastery.items() if skill == "zagen"}
    assert len(mastery.history_of(organisation, person, made.id)) == history
    assert needed == {
        (variant.id, unit.id): unit.skills[made.id].people
        for variant in organisation.variants.values()
        for unit in variant.units.values()
        if made.id in unit.skills
    }
    assert {task.id for task in session.variant.tasks.values() if task.skill == "zagen"} == tasks
    (path,) = export(session.document, tmp_path, "skills")
    sheet = load_workbook(path)["Matrix"]
    heads = [sheet.cell(HEAD, column).value for column in range(FIRST, FIRST + columns + 1)]
    assert (heads.count("Knippen"), heads.count("Zagen"), None in heads) == (1, 1, False)
    page.split_skill()  # the same name again
    assert sum(skill.name == "Knippen" for skill in organisation.skills.values()) == 1
    session.document.undo()
    assert len(page.model.skills) == columns


def test_54_55_awkward_names_are_shown_and_written_as_they_are(shop, page, tmp_path):
    session, organisation = shop.session, shop.session.organisation
    team = "Snij/plooi [hal 2] - nachtploeg weekend"
    with session.document.edit("names"):
        organisation.people["p01"].name = "Zoë 't Hart-Łukasz"
        organisation.people["p02"].name = "=1+1"
        organisation.people["p03"].name = "Ångström, Émile"
        organisation.skills["zagen"].name = "@Zagen"
        session.variant.units["zagerij"].name = team
    settle(shop)
    page.tools._tell(people_by="name")
    names = [page.model.headerData(at, V) for at in range(len(page.model.lines))]
    assert names.index("Ångström, Émile") < names.index("Medewerker 04") < names.index("Zoë 't Hart-Łukasz")
    (path,) = export(session.document, tmp_path, "skills")
    book = load_workbook(path)
    titles = book.sheetnames
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)
    assert any(title.startswith("Snij-plooi (hal 2)") for title in titles)
    texts = {one.value: one.data_type for row in book["Matrix"].iter_rows() for one in row}
    assert texts["=1+1"] == texts["@Zagen"] == texts["Zoë 't Hart-Łukasz"] == "s"


def test_56_the_matrix_as_of_a_day_and_what_grew_since(shop, page):
    page.tools.assessor.setText("Leermeester 1")
    page.table.setCurrentIndex(cell(page, "p01", "zagen"))
    QTest.keyClick(page.table, "3")
    settle(shop)
    page.tools.show_day(TODAY - datetime.timedelta(days=1))
    assert page.model.level(cell(page, "p01", "zagen")) is None
    assert page.model.count(V, page.model.people.index("p01")).since == 1
    page.tools.show_day(None)
    row = shop.session.organisation.mastery["p01", "zagen"]
    assert (row.level, row.assessed_on, row.assessor) == (3, TODAY, "Leermeester 1")


# -- paper and eyes ---------------------------------------------------------------------------------------------------


def printed(sheets, path: Path) -> tuple[str, str]:
    """The words of a PDF and what it says of itself."""
    output.pdf(sheets).write(path)
    run = [
        subprocess.run([*words, path], capture_output=True, text=True, check=True, timeout=60).stdout
        for words in (["pdftotext", "-layout", "-nodiag"], ["pdfinfo"])
    ]
    return path.with_suffix(".txt").read_text(), run[1]


def test_46_what_is_filtered_is_what_is_printed_on_one_a3(shop, page, tmp_path):
    organisation = shop.session.organisation
    organisation_people = {row.name for row in organisation.people.values()}
    page.tools.choose_units(("cnc",))
    page.tools.assessor.setText("Leermeester 1")
    dialog = MatrixPrintDialog(page, tmp_path, shop)
    words, about = printed(dialog.sheets, tmp_path / "matrix.pdf")
    assert "Pages:           1" in about
    assert "1190.55 x 841.89" in about or "A3" in about
    shown = {organisation.people[person].name for person in page.model.people}
    assert {name for name in organisation_people if name in words} == shown
    assert "CNC-frezen" in words
    for told in ("Page 1 of 1", "Assessor: Leermeester 1", "Printed on", "3 independent"):
        assert told in words, told
    dialog.names.setCurrentIndex(dialog.names.findData("codes"))
    coded, _about = printed(dialog.sheets, tmp_path / "codes.pdf")
    assert not [name for name in organisation_people if name in coded]
    assert "Leermeester" not in coded
    dialog.export_button.click()
    until(lambda: bool(dialog.made))
    assert dialog.made[0].stat().st_size > 10_000
    dialog.deleteLater()


def test_47_levels_differ_without_colour_and_texts_stand_out(qapp_alone):
    pictures = []
    for level in range(5):
        image = QImage(17, 17, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        draw_ball(painter, QRectF(1, 1, 15, 15), level, style.LIGHT.accent, style.LIGHT.muted, "#ffffff")
        painter.end()
        pictures.append([image.pixelColor(x, y).lightness() for y in range(17) for x in range(17)])
    for one, other in itertools.combinations(pictures, 2):
        assert sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True)) > 15
    for palette in (style.LIGHT, style.DARK):
        for ink, ground in (
            (palette.ink, palette.panel),
            (palette.muted, palette.panel),
            (palette.on_good, palette.good_tint),
            (palette.on_attention, palette.attention_tint),
            (palette.on_problem, palette.problem_tint),
        ):
            assert style.contrast(ink, ground) >= 4.5, (ink, ground)
    assert len(set(style.SYMBOLS.values())) == 3


@pytest.fixture
def qapp_alone():
    application.make_application()
