"""The surveyed groups of a variant: whose answers each holds, and which may be shown (method.md 6 and 12).

A variant that was copied brings the surveys of the other along. That is one measurement in two places: a total of the
one less a total of the other could tell of fewer answers than the least. So in the later variant, in document order,
a group that holds such answers is shown only if the same answers make up a group that the earlier one shows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from organisatiecanvas.models.analysis.suppression import pooled, suppressed
from organisatiecanvas.models.organisation import Answer, Organisation, Survey, Variant

Composition = frozenset[tuple[str, frozenset[tuple[Answer, int]]]]


@dataclass(frozen=True)
class Surveyed:
    """The groups with answers to one instrument. `parent`: group → unit that it is a part of, in document order.

    `answers`: group → all answers in it, for the groups that hold any; never to be given out of those in `hidden`.
    `repeated`: the hidden ones whose answers stand in an earlier variant too.
    """

    parent: dict[str, str | None]
    named: frozenset[str]  # the groups that a survey names
    answers: dict[str, list[Answer]]
    own: dict[str, int]
    hidden: frozenset[str]
    repeated: frozenset[str]

    @property
    def outside(self) -> int:
        """How many answers stand in no group that is shown."""
        shown = [group for group in self.answers if group not in self.hidden]
        covered = sum(
            len(self.answers[group]) for group in shown if not any(above in shown for above in self._above(group))
        )
        return sum(self.own.values()) - covered

    def _above(self, group: str) -> list[str]:
        found: list[str] = []
        above = self.parent[group]
        while above is not None:
            found.append(above)
            above = self.parent[above]
        return found


def surveyed(organisation: Organisation, variant: Variant, instrument: str) -> Surveyed:
    """The groups of a variant; parts of a unit are its child units, its roles and its own answers.

    More surveys of one group by one instrument are pooled.
    """
    parent: dict[str, str | None] = {unit.id: unit.parent for unit in variant.units.values()}
    parent.update((role.id, role.unit) for role in variant.roles.values())
    answers: dict[str, list[Answer]] = {group: [] for group in parent}
    surveys = [survey for survey in variant.surveys.values() if survey.instrument == instrument]
    for survey in surveys:
        answers[survey.group].extend(survey.answers)
    own = {group: len(given) for group, given in answers.items()}
    count = pooled(own, parent)
    inside: dict[str, list[Answer]] = {group: list(given) for group, given in answers.items() if count[group]}
    for group, given in answers.items():
        above = parent[group] if given else None
        while above is not None:
            inside[above].extend(given)
            above = parent[above]
    repeated = _repeated(organisation, variant, instrument, surveys, parent)
    hidden = suppressed(own, parent, organisation.rules.minimum_group, repeated)
    named = frozenset(survey.group for survey in surveys)
    return Surveyed(parent, named, inside, own, frozenset(hidden), repeated)


def same_measurement(one: Survey, other: Survey) -> bool:
    """Whether two surveys, of two variants, are the same answers, or the same with some more."""
    if one.id != other.id or one.instrument != other.instrument or not one.answers or not other.answers:
        return False
    mine, theirs = Counter(one.answers), Counter(other.answers)
    return mine <= theirs or theirs <= mine


def _repeated(
    organisation: Organisation, variant: Variant, instrument: str, surveys: list[Survey], parent: dict[str, str | None]
) -> frozenset[str]:
    """The groups with answers that an earlier variant holds too, but shows in no group of the same answers."""
    copies: set[str] = set()
    allowed: set[Composition] = set()
    for earlier in organisation.variants.values():
        if earlier.id == variant.id:
            break
        theirs = [
            survey.id
            for survey in surveys
            if survey.id in earlier.surveys and same_measurement(survey, earlier.surveys[survey.id])
        ]
        if theirs:
            copies.update(theirs)
            known = surveyed(organisation, earlier, instrument)
            made = _compositions(earlier, instrument, known.parent)
            allowed.update(made[group] for group in made if group not in known.hidden)
    if not copies:
        return frozenset()
    made = _compositions(variant, instrument, parent)
    return frozenset(
        group for group, parts in made.items() if parts not in allowed and any(name in copies for name, _given in parts)
    )


def _compositions(variant: Variant, instrument: str, parent: dict[str, str | None]) -> dict[str, Composition]:
    """Group → the surveys in it with their answers, whatever their order."""
    found: dict[str, set[tuple[str, frozenset[tuple[Answer, int]]]]] = {group: set() for group in parent}
    for survey in variant.surveys.values():
        if survey.instrument != instrument or not survey.answers:
            continue
        part = survey.id, frozenset(Counter(survey.answers).items())
        group: str | None = survey.group
        while group is not None:
            found[group].add(part)
            group = parent[group]
    return {group: frozenset(parts) for group, parts in found.items()}
