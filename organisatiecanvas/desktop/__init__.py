from organisatiecanvas.desktop import quick_imports  # noqa: F401 - before all of Qt
