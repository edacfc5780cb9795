"""The tools of the canvas and their keys; light, because the empty window shows them in its menus."""

TOOL_KEYS = {
    "v": "select",
    "c": "cell",
    "t": "team",
    "d": "department",
    "u": "support",
    "b": "control",
    "x": "external",
    "r": "role",
    "e": "star",
    "s": "order",
    "l": "link",
    "w": "decision",
    "n": "note",
    "h": "hand",
}
LINK_KEYS = {"i": "information", "o": "consultation", "g": "control", "p": "support"}
UNIT_TOOLS = ("cell", "team", "department", "support", "control", "external")
ROLE_TOOLS = {"role": "executing", "star": "star"}  # tool → kind of role
