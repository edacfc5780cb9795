"""The dossier as a workbook and as a document: what the sections say, nothing more, and laid out to be read."""

from __future__ import annotations

import datetime
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from organisatiecanvas.exports import Still, export
from organisatiecanvas.exports.dossier_pages import Atom, Stretch, paginate
from organisatiecanvas.models import examples, language
from organisatiecanvas.models.dossier import Contents, Figure, Paragraph, Table, build, cell_words
from organisatiecanvas.models.organisation import Organisation
from tests.exports import cases

SEED = "id-1"


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return cases.example("bosch")


@pytest.fixture(scope="module")
def contents(organisation: Organisation) -> Contents:
    return build(organisation, "full", SEED)


@pytest.fixture(scope="module")
def workbook(qapp, organisation: Organisation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = export(Still(organisation, "bosch", SEED, 3), tmp_path_factory.mktemp("dossier"), "dossier")
    return path


@pytest.fixture(scope="module")
def document(qapp, organisation: Organisation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    moment = Still(organisation, "bosch", SEED, 3)
    (path,) = export(moment, tmp_path_factory.mktemp("dossier"), "dossier", format="pdf")
    return path


def pages(path: Path, *how: str) -> list[str]:
    """The text of each page as a reader would select it."""
    words = ["pdftotext", *how, path, "-"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split("\f")[:-1]


# -- where pages begin ---------------------------------------------------------------------------------------------


def column(*heights: float, **marks: set[int]) -> list[Atom]:
    """Atoms below each other; `keep` and `fresh` by number, `rows`: those of a table, the first is its head."""
    found, top = [], 0.0
    rows = sorted(marks.get("rows", ()))
    for number, height in enumerate(heights):
        place = Stretch(top, top + height)
        head = found[rows[0]].place if number in rows[1:] else None
        found.append(Atom(place, number in marks.get("keep", ()), number in marks.get("fresh", ()), head))
        top += height
    return found


def test_a_page_takes_what_fits() -> None:
    assert [page.atoms for page in paginate(column(4, 4, 4, 4), 10)] == [[0, 1], [2, 3]]
    assert [page.atoms for page in paginate(column(4, 4, 4, fresh={1}), 100)] == [[0], [1, 2]]
    assert [page.atoms for page in paginate([], 10)] == [[]]


def test_a_heading_goes_with_what_follows() -> None:
    assert [page.atoms for page in paginate(column(6, 3, 4, keep={1}), 10)] == [[0], [1, 2]]
    # Two headings below each other, both.
    assert [page.atoms for page in paginate(column(4, 2, 3, 4, keep={1, 2}), 10)] == [[0], [1, 2, 3]]


def test_the_head_of_a_table_comes_again_and_takes_its_room() -> None:
    found = paginate(column(2, 4, 4, 4, 4, rows={0, 1, 2, 3, 4}), 10)
    assert [page.atoms for page in found] == [[0, 1, 2], [3, 4]]
    assert found[0].stretches == [Stretch(0, 10)]
    assert found[1].stretches == [Stretch(0, 2), Stretch(10, 18)]


def test_what_is_higher_than_a_page_has_one_of_its_own() -> None:
    assert [page.atoms for page in paginate(column(4, 30, 4), 10)] == [[0], [1], [2]]
    # A heading that would have to stay with it is not left out either.
    assert [page.atoms for page in paginate(column(4, 30, keep={0}), 10)] == [[0], [1]]


# -- workbook ------------------------------------------------------------------------------------------------------


def test_a_sheet_per_section_and_drawing(workbook: Path, contents: Contents) -> None:
    book = load_workbook(workbook)
    drawings = ["Drawing IST", "Drawing SOLL 1 · cellen"]
    assert book.sheetnames == [
        "Dossier",
        *(section.title for section in contents.sections),
        *drawings,
        "Legend",
        "_meta",
    ]
    front = book["Dossier"]
    links = [cell.hyperlink.location for row in front.iter_rows() for cell in row if cell.hyperlink]
    assert [link.rsplit("!", 1)[0].strip("'") for link in links] == [section.title for section in contents.sections]
    assert contents.disclaimer in [cell.value for row in front.iter_rows() for cell in row]
    with ZipFile(workbook) as archive:
        for number, name in enumerate(drawings, start=1):
            assert archive.read(f"xl/media/image{number}.png").startswith(b"\x89PNG")
            drawing = archive.read(f"xl/drawings/drawing{number}.xml").decode()
            assert f'descr="{name}"' in drawing
            width, height = map(int, re.findall(r'ext cx="(\d+)" cy="(\d+)"', drawing)[0])
            assert 5_000_000 < height < width < 15_000_000  # EMU: on A3


def test_every_table_stands_there_with_real_numbers_and_dates(workbook: Path, contents: Contents) -> None:
    """Cell by cell; the last row of sums is a formula of which the value is kept."""
    book, shown = load_workbook(workbook), load_workbook(workbook, data_only=True)
    formulas = 0
    for section in contents.sections:
        sheet, values = book[section.title], shown[section.title]
        titles = {cell.value: cell.row for cell in sheet["A"]}
        for table in (block for block in section.blocks if isinstance(block, Table)):
            head = titles[table.title] + 1
            if not table.rows:
                assert table.note in titles
                continue
            assert [sheet.cell(head, at).value for at in range(1, len(table.columns) + 1)] == [
                column.title for column in table.columns
            ]
            for row, cells in enumerate(table.rows, start=head + 1):
                for at, cell in enumerate(cells, start=1):
                    found = values.cell(row, at).value
                    wanted = cell.value if isinstance(cell, Figure) else cell
                    if isinstance(wanted, datetime.date):
                        assert found.date() == wanted
                    elif isinstance(wanted, (int, float)):
                        assert found == pytest.approx(wanted)
                        formulas += sheet.cell(row, at).data_type == "f"
                    else:
                        assert found == ("–" if wanted is None else wanted or None)
    assert formulas > 3


def test_texts_stand_there_and_proposals_say_what_they_are(workbook: Path, contents: Contents) -> None:
    book = load_workbook(workbook)
    for section in contents.sections:
        column = [cell.value for cell in book[section.title]["A"]]
        for block in (one for one in section.blocks if isinstance(one, Paragraph)):
            at = column.index(block.text)
            assert ("Proposal" in str(column[at - 1])) == (block.origin == "proposal")


def test_rows_are_as_high_as_their_texts(workbook: Path) -> None:
    sheet = load_workbook(workbook)["Was → becomes"]
    widths = {at: sheet.column_dimensions[get_column_letter(at)].width for at in range(1, 7)}
    checked = 0
    for row in sheet.iter_rows(min_row=8, max_row=40):
        lines = max(len(str(cell.value)) / widths[cell.column] for cell in row[:6] if cell.value)
        height = sheet.row_dimensions[row[0].row].height
        if lines > 3 and height is not None:
            assert height >= 13 * lines
            checked += 1
    assert checked > 3


# -- document ------------------------------------------------------------------------------------------------------


def test_title_page_contents_and_page_x_of_y(document: Path, contents: Contents) -> None:
    found = pages(document, "-layout")
    assert "Works-council dossier" in found[0]
    for told in ("BOSCH Scharnieren, Doetinchem", "IST → SOLL 1", "art. 25", "no legal advice", "2027-01-18"):
        assert told in found[0], told
    for number, text in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in text
        assert "No legal advice" in text
    listed = re.findall(r"^ *(\d+) +(\S.*?) {3,}(\d+)$", found[1], re.MULTILINE)
    assert [title for _number, title, _page in listed] == [section.title for section in contents.sections]
    for number, title, page in listed:
        assert re.search(rf"^ *{number} +{re.escape(title)}$", found[int(page) - 1], re.MULTILINE), title
    for name, place in (("Drawing IST", -2), ("Drawing SOLL 1 · cellen", -1)):
        assert re.search(rf"{name} {{3,}}{len(found) + place + 1}$", found[1], re.MULTILINE)


def test_drawings_have_their_own_paper_and_texts_stay_texts(document: Path, organisation: Organisation) -> None:
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document.read_bytes())
    found = [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in sizes]
    assert set(found[:-2]) == {(210, 297)}
    assert set(found[-2:]) <= {(297, 210), (420, 297)}
    words = [" ".join(text.split()) for text in pages(document)[-2:]]
    for text, variant in zip(words, ("ist", "soll-1"), strict=True):
        drawn = organisation.variants[variant]
        assert [row.name for row in (*drawn.units.values(), *drawn.roles.values()) if row.name not in text] == []


def test_tables_go_on_below_their_head_and_every_row_is_there_once(document: Path, contents: Contents) -> None:
    heads = [column.title for column in contents.table("changes.decisions").columns]
    begins = [text.split("\n")[0].split() for text in pages(document, "-layout")]
    assert sum(line == " ".join(heads).split() for line in begins) >= 5  # the decisions of BOSCH take pages
    everything = " ".join(" ".join(text.split()) for text in pages(document))
    steps = contents.table("training.steps")
    for cells in steps.rows:
        row = " ".join(cell_words(cell, column.kind) for cell, column in zip(cells, steps.columns, strict=True))
        assert everything.count(row) == 1, row


def test_in_dutch_no_english_is_left(qapp, organisation: Organisation, tmp_path: Path) -> None:
    language.use("nl")
    (path,) = export(Still(organisation, "bosch", SEED, 3), tmp_path, "dossier", None, "none", "pdf")
    text = " ".join(pages(path))
    assert "OR-dossier" in text
    assert "Inhoud" in text
    assert re.search(r"Pagina 1 van \d+", text)
    for word in ("Contents", "Page ", "Drawing", "Still open", "Works", "names", "Needed", "draft"):
        assert word not in text, word


def test_a_dossier_about_another_redesign(qapp, tmp_path: Path) -> None:
    organisation = examples.read("bosch")
    other = organisation.variants["soll-1"]
    before = build(organisation, "full", SEED).after
    moment = Still(organisation, "bosch", SEED, 3)
    (path,) = export(moment, tmp_path, "dossier", "ist")  # the one it starts from: nothing changes
    assert load_workbook(path)["Dossier"]["B5"].value == f"IST → {other.name}"
    assert before == other.id


def test_an_empty_document_has_a_dossier_that_says_what_lacks(qapp, tmp_path: Path) -> None:
    from organisatiecanvas.models.document import Document

    with Document.new("Leeg") as empty:
        (book,) = export(empty, tmp_path, "dossier")
        (text,) = export(empty, tmp_path, "dossier", format="pdf")
    assert "no redesign" in " ".join(" ".join(pages(text)).split())
    open_points = load_workbook(book)["Dossier"]
    assert any("no redesign" in str(cell.value) for row in open_points.iter_rows() for cell in row)


@pytest.mark.parametrize("name", examples.names())
def test_every_example_goes_to_workbooks_in_which_nothing_is_wrong(name: str, tmp_path: Path) -> None:
    """No figure that is none, no value of a formula that is an error."""
    moment = Still(examples.read(name), name, SEED, 1)
    for path in (*export(moment, tmp_path, "actions"), *export(moment, tmp_path, "workload", names="codes")):
        book = load_workbook(path, read_only=True, data_only=True)
        texts = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
        book.close()
        wrong = [text for text in texts if text in ("nan", "inf") or text.startswith(("#", "Err:", "<"))]
        assert [text for text in wrong if not text.startswith("< ")] == []
        assert len([text for text in texts if text != "None"]) > 100
