"""Run the command line as ``python -m policygraph``."""

import sys

from policygraph.cli import main

if __name__ == "__main__":
    sys.exit(main())
