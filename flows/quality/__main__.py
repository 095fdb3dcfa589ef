"""``python -m flows.quality``: see :mod:`flows.quality.floors_held`."""

import sys

from flows.quality.floors_held import main

sys.exit(main())
