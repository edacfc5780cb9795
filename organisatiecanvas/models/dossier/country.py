"""What the law of a country asks of a dossier: NL (WOR art. 25 and 27) and BE (cao nr. 9 art. 4, cao nr. 39)."""

from __future__ import annotations

from dataclasses import dataclass

from organisatiecanvas.models.language import N_, _

SECTIONS = (
    "decision",
    "motives",
    "alternatives",
    "changes",
    "consequences",
    "measures",
    "planning",
    "training",
    "technology",
    "privacy",
    "evaluation",
    "annexes",
)
TITLES = {
    "decision": N_("Intended decision"),
    "motives": N_("Motives, with figures"),
    "alternatives": N_("Alternatives"),
    "changes": N_("Was → becomes"),
    "consequences": N_("Consequences per group"),
    "measures": N_("Measures"),
    "planning": N_("Planning"),
    "training": N_("Training plan and budget"),
    "technology": N_("New technology"),
    "privacy": N_("Privacy"),
    "evaluation": N_("Evaluation"),
    "annexes": N_("Annexes"),
}
DISCLAIMER = N_(
    "This dossier is a working document: it gives no legal advice. Have someone who knows the law look at the "
    "procedure and the texts."
)


@dataclass(frozen=True)
class Requirement:
    """Something the law asks for, with the article and the section in which it stands."""

    article: str
    section: str
    words: str

    @property
    def label(self) -> str:
        return _(self.words)


@dataclass(frozen=True)
class Template:
    """`hidden`: sections that this country does not ask for."""

    country: str
    words: str
    law: str
    requirements: tuple[Requirement, ...]
    hidden: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        return _(self.words)

    @property
    def law_label(self) -> str:
        return _(self.law)

    def sections(self) -> list[str]:
        """The names of its sections, in order."""
        return [name for name in SECTIONS if name not in self.hidden]

    def asked(self, section: str) -> list[Requirement]:
        """What the law asks for in a section."""
        return [requirement for requirement in self.requirements if requirement.section == section]


NL = Template(
    "nl",
    N_("Netherlands: WOR art. 25 and 27"),
    N_("Works Councils Act (WOR), art. 25 (advice) and art. 27 (consent) [lit]"),
    (
        Requirement("WOR 25 lid 1", "decision", N_("What is intended, and on which ground advice is asked.")),
        Requirement(
            "WOR 25 lid 2", "decision", N_("At a time when the advice can still have a real influence on the decision.")
        ),
        Requirement("WOR 25 lid 3", "motives", N_("An overview of the motives.")),
        Requirement(
            "WOR 25 lid 3", "consequences", N_("The consequences to be expected for the people who work there.")
        ),
        Requirement("WOR 25 lid 3", "measures", N_("The measures to be taken because of these consequences.")),
        Requirement(
            "WOR 25 lid 4", "planning", N_("At least one consultation meeting before the works council advises.")
        ),
        Requirement(
            "WOR 25 lid 6", "planning", N_("A decision that departs from the advice waits a month before execution.")
        ),
        Requirement("WOR 27 lid 1 f", "training", N_("Consent for rules on the training of staff.")),
        Requirement("WOR 27 lid 1 k", "privacy", N_("Consent for rules on personal data.")),
    ),
    frozenset({"technology"}),
)
BE = Template(
    "be",
    N_("Belgium: cao nr. 9 and cao nr. 39"),
    N_("Collective agreements cao nr. 9 (art. 4) and cao nr. 39 of the National Labour Council [lit]"),
    (
        Requirement("cao 9 art. 4", "decision", N_("Information and consultation before the decision is taken.")),
        Requirement("cao 9 art. 4", "consequences", N_("The effect on employment, work organisation and conditions.")),
        Requirement("cao 9 art. 4", "measures", N_("The social measures that go with it.")),
        Requirement("cao 39", "technology", N_("The nature of the new technology.")),
        Requirement(
            "cao 39", "technology", N_("The economic, financial or technical reasons that justify its introduction.")
        ),
        Requirement("cao 39", "technology", N_("The nature of its social consequences, and when it is introduced.")),
        Requirement("cao 39", "planning", N_("Written information three months before the technology is introduced.")),
    ),
)
TEMPLATES = {"nl": NL, "be": BE}
