"""Ids for new things: readable, and free in every variant, because the same id in two variants means the same thing."""

from __future__ import annotations

import itertools
import re

from organisatiecanvas.models.organisation import Organisation, Variant


def free_id(organisation: Organisation, name: str, fallback: str = "row") -> str:
    """An id after a name, such as `daily-start` or `daily-start-2`."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or fallback
    variants = organisation.variants.values()
    taken = {key for variant in variants for part in Variant.PARTS for key in getattr(variant, part)}
    taken.update(organisation.skills)
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(one for one in names if one not in taken)
