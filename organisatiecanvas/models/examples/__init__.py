"""The organisations that ship: read from the JSON files in this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.models.organisation import Organisation

FOLDER = Path(__file__).parent
ORDER = ("bosch", "aldowa", "kinkelder")  # the main example first, then by name


def names() -> list[str]:
    """The names of all examples, the main one first."""
    found = sorted(path.stem for path in FOLDER.glob("*.json"))
    return [name for name in ORDER if name in found] + [name for name in found if name not in ORDER]


def path_of(name: str) -> Path:
    """The file of an example. Raises OrganisationError for a name that doesn't ship."""
    if name not in names():
        raise OrganisationError(
            _("There is no example {name}; there are {names}.").format(name=name, names=", ".join(names()))
        )
    return FOLDER / f"{name}.json"


def title(name: str) -> str:
    """What an example is called."""
    return str(json.loads(path_of(name).read_text("utf-8"))["workshop"]["title"])


def read(name: str) -> Organisation:
    """An example as a new organisation."""
    from organisatiecanvas.models import interchange  # loads the database layer: the start page only lists names

    return interchange.read_file(path_of(name))
