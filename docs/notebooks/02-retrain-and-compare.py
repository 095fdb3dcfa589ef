# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Retrain and compare
#
# Split labelled passages without a leak, fit a candidate, hold it against rivals with intervals, explain an error, and
# see what the gate says. Runs on the written passages of the repository alone, in under a minute; files of coded
# passages of your own go into `labelled_passages(taxonomy, files=[...])`.

# %%
from dataclasses import replace

from models import research

try:
    from IPython.display import display
except ModuleNotFoundError:
    display = print

SEED = 0

# %% [markdown]
# ## 1. Labelled passages and a split that does not leak
#
# Passages of one document, one group or nearly the same words stay on one side. Dated ones are split forward in time;
# undated ones by a hash of their group, so that what was held out once is held out for good. Passages written for
# measuring only are always held out. A third is enough to show the way: drop the slice for real figures.

# %%
taxonomy = research.load_taxonomy()
everything = research.labelled_passages(taxonomy).examples
parts = research.split(everything[::3])
research.refuse_leaks(parts.training, parts.held_out)
frame = research.labelled(parts)
display(frame.groupby(["part", "origin"]).size())

# %% [markdown]
# ## 2. A candidate and two rivals
#
# The rules of the codebook alone are the rival any model must beat; the second rival has the same recipe without them.
# The model that comes with the package must not be measured here: it has learned these passages. (Written passages
# test the style they were written in; what counts is the press: see the model card.)

# %%
candidate = research.fit(parts.training, taxonomy, seed=SEED)
text_only = research.fit(
    parts.training,
    taxonomy,
    seed=SEED,
    settings=replace(candidate.classifier.settings, cues=0.0, prior=0.0, title_prior=0.0),
)
new = research.answers(candidate, parts.held_out, taxonomy, name="cues + text")
text = research.answers(text_only, parts.held_out, taxonomy, name="text")
rules = research.rules_alone(parts.held_out, taxonomy, name="rules")

card = research.scorecard(parts.held_out, new, taxonomy.codes, seed=SEED)
metrics = research.metrics(card)
display(metrics[["level", "area", "f1", "f1_low", "f1_high", "positives", "said", "pairs"]].round(3).to_string())

# %% [markdown]
# A difference has an interval of its own: documents are drawn once for both judges. Where it holds 0, the two cannot be
# told apart on these passages.

# %%
shown = ["measure", "area", "new", "old", "difference", "difference_low", "difference_high", "positives"]
for rival in (rules, text):
    compared = research.compare(parts.held_out, new, rival, taxonomy, seed=SEED)
    display(f"{compared.attrs['new']} against {compared.attrs['old']}, {compared.attrs['passages']} passages")
    display(compared[shown].round(3).to_string(index=False))

# %% [markdown]
# ## 3. Where it is weak, and whether its probabilities mean what they say

# %%
strata = research.strata(card)
whole = strata[strata["area"].isna()]
display(whole[["by", "name", "f1", "f1_low", "f1_high", "positives", "worst"]].round(3).to_string(index=False))

diagram = research.reliability(research.diagram(parts.held_out, new.chances, taxonomy.codes, seed=SEED))
display(diagram[diagram["area"].isna()][["said", "so", "so_low", "so_high", "pairs"]].round(3).to_string(index=False))
value, low, high, pairs = diagram.attrs["ece"][""]
display(f"ECE {value:.3f} ({low:.3f} to {high:.3f}) over {pairs} pairs")

# %% [markdown]
# ## 4. An error, explained
#
# The held-out passage that the candidate is most wrong about. Contributions are in log-odds; with the intercept they
# sum to the score, and `attrs` say what calibration makes of it.

# %%
wrong = [
    (abs(new.chances[at, column] - (code in each.passage.areas)), at, code)
    for at, each in enumerate(parts.held_out)
    for column, code in enumerate(taxonomy.codes)
    if code not in each.passage.maybe and (code in each.passage.areas) != new.said[at, column]
]
_, at, code = max(wrong)
passage = parts.held_out[at].passage
found = research.Explainer(candidate, taxonomy).explain(passage.text, title=passage.title, areas=[code])
why = research.explanation(found)
display(f"area {code}: people say {'yes' if code in passage.areas else 'no'}, the model {found[0].probability:.2f}")
display(passage.text)
display(why[["kind", "part", "phrase", "log_odds"]].head(10).round(3).to_string(index=False))
assert abs(why["log_odds"].sum() - why.attrs["scores"][code]["score"]) < 1e-6

# %% [markdown]
# ## 5. The gate
#
# `bamsat retrain` puts a candidate into use only if nothing got worse beyond chance; a refusal is in words. Here two
# models stand in for the one in use and the candidate: the one above, and one fitted on a tenth of the passages.

# %%
tenth = research.fit(parts.training[::10], taxonomy, seed=SEED)
small = research.answers(tenth, parts.held_out, taxonomy, name="a tenth")
rulings = {}
for name, one, other in (("all in place of a tenth", new, small), ("a tenth in place of all", small, new)):
    rulings[name] = research.held_to_the_gate(parts.held_out, one, other, taxonomy, seed=SEED)
    display(f"{name}: {'passes' if rulings[name].passed else 'refused'}")
    for reason in (*rulings[name].reasons, *rulings[name].notes):
        display(f"  {reason}")
assert not rulings["a tenth in place of all"].passed

# %% [markdown]
# On the command line, with a store and its history: `bamsat models compare`, `bamsat models measure --refit`,
# `bamsat models learning-curve`, then `bamsat retrain --dry-run`.
