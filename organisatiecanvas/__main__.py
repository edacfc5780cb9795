"""`python -m organisatiecanvas` is the command of the same name."""

import sys

from organisatiecanvas.desktop.command_line import main

if __name__ == "__main__":
    sys.exit(main())
