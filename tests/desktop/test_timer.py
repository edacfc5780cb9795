"""The workshop timer against a clock that the test turns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from organisatiecanvas.desktop.timer import WorkshopTimer, ask_minutes, minutes_of


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timer(qapp, clock):
    made = WorkshopTimer(clock=clock)
    made.sound = False
    yield made
    made.pause()


def test_it_counts_down_by_the_clock_and_not_by_its_ticks(timer, clock):
    timer.set_minutes(10)
    timer.start()
    clock.now += 61.2
    assert timer.words() == "08:59"
    timer.pause()
    clock.now += 500
    assert timer.words() == "08:59"
    timer.start()
    clock.now += 0.5
    assert timer.words() == "08:59"
    clock.now += 8.0
    assert timer.words() == "08:51"


def test_the_end_is_told_once_also_after_the_machine_slept(timer, clock, qtbot):
    ends: list[bool] = []
    timer.ended.connect(lambda: ends.append(True))
    timer.set_minutes(5)
    timer.start()
    clock.now += 3600
    timer.look()
    timer.look()
    assert ends == [True]
    assert timer.words() == "00:00"
    assert timer.over
    assert not timer.running


def test_five_minutes_more_after_the_end_run_on(timer, clock):
    timer.set_minutes(5)
    timer.start()
    clock.now += 300
    timer.look()
    timer.add_minutes()
    assert timer.running
    assert timer.words() == "05:00"
    clock.now += 60
    timer.add_minutes()
    assert timer.words() == "09:00"


def test_more_than_an_hour_shows_hours_and_reset_goes_back(timer, clock):
    timer.set_minutes(90)
    timer.start()
    clock.now += 1
    assert timer.words() == "1:29:59"
    timer.reset()
    assert (timer.words(), timer.running) == ("1:30:00", False)


def test_it_tells_once_a_second(timer, clock):
    timer.set_minutes(1)
    timer.start()
    told: list[str] = []
    timer.changed.connect(lambda: told.append(timer.words()))
    for _step in range(20):
        clock.now += 0.1
        timer.look()
    assert told == ["00:59", "00:58"]


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_impossible_lengths_are_refused(timer, minutes):
    with pytest.raises(ValueError, match="not between"):
        timer.set_minutes(minutes)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("20", 20),
        ("7,5", 7.5),
        ("7.5", 7.5),
        ("1:30", 90),
        (" 45 ", 45),
        ("0", None),
        ("601", None),
        ("-1:10", None),
        ("1:75", None),
        ("straks", None),
        ("nan", None),
        ("", None),
    ],
)
def test_minutes_as_people_type_them(words, minutes):
    assert minutes_of(words) == minutes


def test_a_length_that_makes_no_sense_is_asked_again(window, answers):
    answers.give("straks", "20")
    assert ask_minutes(window.timer, window)
    assert window.timer.minutes == 20
    answers.give(None)
    assert not ask_minutes(window.timer, window)


def test_the_pill_starts_and_pauses_and_shows_the_end(bosch_window, qtbot):
    timer, pill = bosch_window.timer, bosch_window.workspace.top.timer
    clock = Clock()
    timer._clock, timer.sound = clock, False
    assert pill.text() == "25:00"
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert timer.running
    clock.now += 90
    timer.look()
    assert pill.text() == "23:30"
    clock.now += 2000
    timer.look()
    assert pill.text() == "00:00"
    assert pill.pulse.state() == pill.pulse.State.Running
    assert "Time is up" in bosch_window.workspace.status.message.full
    timer.reset()
    assert not pill.styleSheet()


def test_the_length_is_remembered_and_another_language_keeps_the_timer(bosch_window, qtbot):
    timer = bosch_window.timer
    timer.set_minutes(45)
    timer.start()
    bosch_window.use_language("nl")
    assert bosch_window.timer is timer
    assert timer.running
    assert bosch_window.workspace.top.timer.text().startswith("4")
    bosch_window.close()
    assert not timer.running
    assert bosch_window.settings.get("timer_minutes") == 45
