"""Organisatiecanvas: draw an organisation with the people who work in it, and see at once what the drawing means."""

__version__ = "0.1.0"
