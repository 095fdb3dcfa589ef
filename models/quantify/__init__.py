"""How large a share of the passages read is about a task, from a model's verdicts and a random audit of them.

Counting a model's verdicts is wrong wherever the task is rare or the model errs unevenly; a modest random sample read
by people repairs it. All here is arithmetic over arrays: no store, no clock, no randomness.

=================  =====================================================================================
``share``          :class:`Share`, what every estimator gives: value, interval, denominators, checks, reasons
``cell``           :class:`Cell`, what every estimator takes: verdicts on N passages, people's on n of them
``raw``            the count of verdicts, to show beside the rest
``labels``         Wilson's interval of the labels alone; stratified, with finite-population correction
``poststratified`` labels within the model's yes and no: the default
``difference``     Särndal's difference estimator by design stratum, with the model's probability
``ppi``            prediction-powered inference, plain and tuned
``rogan_gladen``   error rates known from elsewhere, with the interval of Lang and Reiczigel
``emq``            no labels at all: a hint of drift, never a share to publish
``choose``         :func:`estimate`, which picks by stated rules, says why, and abstains below its floors
=================  =====================================================================================
"""

from __future__ import annotations

from models.quantify.cell import Cell
from models.quantify.choose import estimate
from models.quantify.rogan_gladen import ErrorRates
from models.quantify.share import Check, Share, Words

__all__ = ["Cell", "Check", "ErrorRates", "Share", "Words", "estimate"]
