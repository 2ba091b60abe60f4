"""Starts the whole installation with one command; see launcher/."""

import sys

from launcher.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
