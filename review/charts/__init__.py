"""Charts of coverage: plain rows in, a :class:`~review.charts.picture.Picture` out, drawn offline as SVG or PNG.

Each module draws one chart; :mod:`review.charts.rows` says what is fed to them. Every chart names its denominator and
that it shows what was reported; what was not observed is hatched and carries no number.
"""
