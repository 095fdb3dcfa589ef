"""Put this folder on PYTHONPATH and every Python process that is started guards itself; see :mod:`network_guard`."""

from __future__ import annotations

import os

if path := os.environ.get("BAMSAT_TEST_NETWORK_LOG"):
    import network_guard

    network_guard.install(network_guard.write_to(path))
