"""The frozen command line starts here."""

import sys

from csops_desktop.app import command_line

if __name__ == "__main__":
    sys.exit(command_line())
