"""Turns of phrase that findings share, in the language in use."""

from __future__ import annotations

from collections.abc import Sequence

from organisatiecanvas.models.language import _, ngettext


def listed(names: Sequence[str], limit: int | None = None) -> str:
    """Names as a sentence has them: «a», «a and b», «a, b and c»; beyond `limit` names «a, b and 3 others»."""
    if limit is not None and len(names) > limit:
        rest = len(names) - limit
        names = [*names[:limit], ngettext("{count} other", "{count} others", rest).format(count=rest)]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
