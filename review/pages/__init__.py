"""The pages: a module each with a :class:`Page`, listed in :data:`PAGES` in the order of the menu.

To add one: write ``review/pages/<name>.py`` with a router and ``PAGE``, its templates (they extend ``base.html``) in
``review/templates/``, its words in ``review/words_of/<name>.toml``, and name it below. Its handlers take
:data:`review.desk.AtDesk` and :data:`review.desk.Visiting`; roles and form tokens are checked before they are called.
"""

from __future__ import annotations

from review.pages import (
    adjudicate,
    archived,
    choices,
    codebook,
    codebook_data,
    doors,
    evidence,
    label,
    label_data,
    models,
    overview,
    report,
    report_data,
    sheets,
    sheets_data,
    sources,
)
from review.pages.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    evidence.PAGE,
    label.PAGE,
    adjudicate.PAGE,
    models.PAGE,
    sources.PAGE,
    codebook.PAGE,
    archived.PAGE,
    report.PAGE,
    sheets.PAGE,
    label_data.PAGE,
    report_data.PAGE,
    codebook_data.PAGE,
    sheets_data.PAGE,
    choices.PAGE,
    doors.PAGE,
)
