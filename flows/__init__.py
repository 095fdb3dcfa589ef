"""When work happens and what happens if it fails. The only folder that imports Prefect.

Each verb is a plain function with its collaborators as arguments (:mod:`flows.harvest`, :mod:`flows.intake`,
:mod:`flows.classify`, :mod:`flows.tally`); :mod:`flows.daily` puts them under Prefect; :mod:`flows.cli` is the
command line.
"""
