"""The pages: a module each with a :class:`Page`, listed in :data:`PAGES` in the order of the menu.

To add one: write ``review/pages/<name>.py`` with a router and ``PAGE``, its templates (they extend ``base.html``) in
``review/templates/``, its words in ``review/words_of/<name>.toml``, and name it below. Its handlers take
:data:`review.desk.AtDesk` and :data:`review.desk.Visiting`; roles and form tokens are checked before they are called.
"""

from __future__ import annotations

from review.pages import adjudicate, choices, codebook, doors, evidence, label, label_data, models, overview, sources
from review.pages.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    evidence.PAGE,
    label.PAGE,
    adjudicate.PAGE,
    models.PAGE,
    sources.PAGE,
    codebook.PAGE,
    label_data.PAGE,
    choices.PAGE,
    doors.PAGE,
)
