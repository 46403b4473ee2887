"""The frozen window program starts here."""

import sys

from csops_desktop.app import window

if __name__ == "__main__":
    sys.exit(window())
