"""``python -m flows.bench``: see :mod:`flows.bench.stages`."""

import sys

from flows.bench.stages import measure

sys.exit(measure())
