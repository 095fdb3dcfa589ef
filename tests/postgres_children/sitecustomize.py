"""Run at the start of each process that a test of the suite on PostgreSQL starts; see tests/on_postgres.py.

Python runs one module of this name only, so those of other folders on the path are run from here.
"""

import os
import runpy
import sys
from pathlib import Path

if "BAMSAT_TEST_POSTGRES" in os.environ:
    import on_postgres

    on_postgres.in_child()
    for folder in sys.path:
        other = Path(folder) / Path(__file__).name
        if other.is_file() and not other.samefile(__file__):
            runpy.run_path(str(other))
