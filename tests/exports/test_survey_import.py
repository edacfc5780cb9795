"""Answers from CSV and Excel: every fault by row and column, nothing read from a file that has one."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from organisatiecanvas.exports.survey_import import AnswersError, read_answers
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Answer

HEADS = ["D1", "D2", "D3", "A1", "A2", "A3", "A4", "A5"]
FIRST, SECOND = Answer((2, 3, 3), (2, 3, 2, 3, 2)), Answer((4, 4, 4), (1, 1, 1, 1, 3))


def csv(tmp_path: Path, words: str, name: str = "antwoorden.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(words, encoding)
    return path


@pytest.mark.parametrize(
    "words",
    [
        "D1;D2;D3;A1;A2;A3;A4;A5\n4;4;4;1;1;1;1;3\n2;3;3;2;3;2;3;2\n",
        "D1,D2,D3,A1,A2,A3,A4,A5\n2,3,3,2,3,2,3,2\n4,4,4,1,1,1,1,3\n",
        "E1;E2;E3;A1;A2;A3;A4;A5\r\n2,0;3,0;3;2;3;2;3;2\r\n\r\n4,00;4;4;1;1;1;1;3,0\r\n",
        "sep=;\nTaakeis 1;eisen 2;Eis_3;autonomie 1;autonomie 2;autonomie 3;A4;A5\n4;4;4;1;1;1;1;3\n2;3;3;2;3;2;3;2",
        "Enquête najaar\n\nA5\tA4\tA3\tA2\tA1\tD3\tD2\tD1\n2\t3\t2\t3\t2\t3\t3\t2\n3\t1\t1\t1\t1\t4\t4\t4\n",
    ],
)
def test_files_that_say_the_same(tmp_path: Path, words: str):
    assert read_answers(csv(tmp_path, words), "nea").answers == (FIRST, SECOND)


def test_excel_and_what_is_not_kept(tmp_path: Path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Naam", *HEADS, "Tijd"])
    sheet.append(["Medewerker 01", 4, 4, 4, 1, 1, 1, 1, 3, "09:00"])
    sheet.append(["Medewerker 02", "2", 3.0, 3, 2, 3, 2, 3, "2,0", "09:05"])
    book.save(tmp_path / "antwoorden.xlsx")
    found = read_answers(tmp_path / "antwoorden.xlsx", "nea")
    assert found.answers == (FIRST, SECOND)
    assert found.left_out == ("Naam", "Tijd")


def test_jcq_scores(tmp_path: Path):
    heads = ";".join([f"D{n}" for n in range(1, 6)] + [f"A{n}" for n in range(1, 10)])
    path = csv(tmp_path, heads + "\n" + ";".join("34321" + "333332323") + "\n")
    assert read_answers(path, "jcq").answers == (Answer((3, 4, 3, 2, 1), (3, 3, 3, 3, 3, 2, 3, 2, 3)),)


def test_every_fault_is_named_by_row_and_column(tmp_path: Path):
    words = "D1;D2;D3;A1;A2;A3;A4;A5\n5;3;3;2;3;2;3;2\n2;x;3;2;3;2;3;4\n2;3;2,5;2;;2;3;2\n2;3;3;2;3;2;3;2\n"
    with pytest.raises(AnswersError) as caught:
        read_answers(csv(tmp_path, words), "nea")
    assert caught.value.faults == [
        "antwoorden!A2 (D1): «5» is not a whole number from 1 to 4.",
        "antwoorden!B3 (D2): «x» is not a whole number from 1 to 4.",
        "antwoorden!H3 (A5): «4» is not a whole number from 1 to 3.",
        "antwoorden!C4 (D3): «2,5» is not a whole number from 1 to 4.",
        "antwoorden!E4 (A2): no answer.",
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("D1;D2;D3;A1;A2\n2;3;3;2;3\n", "the column A3 is missing"),
        ("D1;D1;D2;D3;A1;A2;A3;A4;A5\n2;2;3;3;2;3;2;3;2\n", "the column D1 stands there twice"),
        ("2;3;3;2;3;2;3;2\n", "No row has the headings D1, D2"),
        ("D1;D2;D3;A1;A2;A3;A4;A5\n", "no answers under the headings"),
        ("", "No row has the headings"),
    ],
)
def test_files_without_their_columns(tmp_path: Path, words: str, fault: str):
    with pytest.raises(AnswersError, match=fault):
        read_answers(csv(tmp_path, words), "nea")


def test_a_file_that_is_no_table(tmp_path: Path):
    path = tmp_path / "antwoorden.xlsx"
    path.write_bytes(b"PK broken")
    with pytest.raises(OrganisationError, match="damaged"):
        read_answers(path, "nea")
