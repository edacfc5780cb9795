"""Workbooks and pictures of an organisation. Needs no window; workbooks need no Qt either."""

from organisatiecanvas.exports.batch import FORMATS, WHAT, Still, export, still
from organisatiecanvas.exports.saving import TargetBusyError, TargetError

__all__ = ["FORMATS", "WHAT", "Still", "TargetBusyError", "TargetError", "export", "still"]
