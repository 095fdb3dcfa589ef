"""``python -m flows.kill_drill``: see :mod:`flows.kill_drill.drill`."""

import sys

from flows.kill_drill.drill import main

sys.exit(main())
