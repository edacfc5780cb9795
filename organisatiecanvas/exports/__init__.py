"""Workbooks and pictures of an organisation. Needs no window; workbooks need no Qt either."""

from organisatiecanvas.exports.batch import FORMATS, WHAT, Piece, Still, export, prepare, publish_piece, still
from organisatiecanvas.exports.saving import TargetBusyError, TargetError

__all__ = [
    "FORMATS",
    "WHAT",
    "Piece",
    "Still",
    "TargetBusyError",
    "TargetError",
    "export",
    "prepare",
    "publish_piece",
    "still",
]
