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
# # Coverage from scratch
#
# From articles to a table of areas and months in which every count stands over its denominator. The articles are those
# of the demo newspaper, which was invented for this project; put your own JSON Lines in its place. Runs on the
# repository alone, in well under a minute: `python docs/notebooks/01-coverage-from-scratch.py`, or open it with
# jupytext.

# %%
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus.demo.articles import load_articles
from models import research

try:
    from IPython.display import display
except ModuleNotFoundError:
    display = print

# %% [markdown]
# ## 1. Articles in
#
# One JSON object a line. `bamsat import` reads, cuts into passages and judges them with the model that comes with the
# package; a second import of the same file changes nothing. `--source demo` says whose articles they are, which tells
# places of one name apart. Four months are enough to show the way.

# %%
folder = tempfile.TemporaryDirectory(prefix="bamsat-notebook-")
home = Path(folder.name)
records = home / "demo.jsonl"
with records.open("w", encoding="utf-8") as file:
    for article in load_articles():
        paragraphs = [piece.text for piece in article.body if piece.kind == "paragraph"]
        if paragraphs and article.published.month <= 4:
            row = {
                "id": article.id,
                "title": article.title,
                "sapo": article.lead,
                "text": "\n".join(paragraphs),
                "published": article.published.isoformat(),
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

bamsat = [sys.executable, "-m", "flows.cli", "--home", str(home)]
done = subprocess.run([*bamsat, "import", str(records), "--source", "demo", "--json"], capture_output=True, check=True)
display(
    f"{len(records.read_text(encoding='utf-8').splitlines())} articles given, exit code {done.returncode}: all are in"
)

# %% [markdown]
# ## 2. Passages and what the model says of them
#
# `passages` has one row a passage, `predictions` one a passage and area, negatives included: a study can set thresholds
# of its own. `attrs` say which model and codebook spoke.

# %%
taxonomy = research.load_taxonomy()
with research.Store(home / "bamsat.db") as store:
    passages = research.passages(store, taxonomy)
    predictions = research.predictions(store, taxonomy)
    coverage = research.coverage(store, taxonomy, since="2021-01", until="2021-04")

display(passages.attrs)
display(passages[["month", "areas", "stage", "modality", "strength", "reach"]].head(8))
display(predictions.pivot(index="passage", columns="area", values="probability").round(3).head(5))

# %% [markdown]
# ## 3. Coverage with its denominators
#
# A cell reads *evidence / on the area / read*: of the passages read in that month within the province and the term, how
# many spoke of the area, and how many of those told of work as done, with an actor and a place or date. A cell is
# *silent* only where enough was read; otherwise it is *unobserved*, and nothing may be concluded from it.


# %%
def cell(row):
    """One cell in words."""
    if row["state"] == "unobserved" and not row["passages"]:
        return f"unobserved /{row['of_passages']}"
    return f"{row['evidence']}/{row['passages']}/{row['of_passages']}"


dated = coverage[coverage["month"].notna()]
table = dated.assign(cell=dated.apply(cell, axis=1)).pivot(index="area", columns="month", values="cell")
display(table.to_string())

whole = dated.groupby("area")[["evidence", "directive", "planned", "passages", "of_passages"]].sum()
display(whole)
assert (whole["evidence"] + whole["directive"] + whole["planned"] <= whole["passages"]).all()
assert whole["of_passages"].nunique() == 1, "every area is counted over the same passages read"

# %% [markdown]
# Documents are the unit that can be drawn, so the interval of `document_share` is over documents. It says how far the
# share could move had other documents of the same kind been read; it does not say how many were never collected.

# %%
columns = ["month", "documents", "of_documents", "document_share", "document_share_low", "document_share_high"]
display(dated[dated["area"] == "5"][columns].round(2).to_string(index=False))

# %% [markdown]
# ## 4. Open the evidence
#
# No count without its passages: take one that counts as evidence and ask why the model gave it its area.

# %%
evidence = passages[(passages["areas"] != "") & (passages["modality"] == "reported") & (passages["strength"] >= 2)]
one = evidence.iloc[0]
explainer = research.Explainer(research.shipped_model(taxonomy), taxonomy)
found = explainer.explain(one["text"], title=one["title"], areas=one["areas"].split(","))
reasons = research.explanation(found)
display(one["text"])
display(reasons[["area", "kind", "phrase", "log_odds"]].head(10).to_string(index=False))

stored = predictions[(predictions["passage"] == one["passage"]) & (predictions["area"] == found[0].area)]
assert abs(stored["probability"].iloc[0] - found[0].probability) < 1e-6

# %% [markdown]
# These are raw counts of a machine. At low prevalence even a good classifier overstates: before a share is published,
# judge a random sample of passages and correct by it. Silence of the press is not absence of work.

# %%
folder.cleanup()
