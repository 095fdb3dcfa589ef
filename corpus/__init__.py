"""What Bám Sát holds: the nouns every folder speaks, the taxonomy, the places, the store, the coverage arithmetic.

Reading order: :mod:`corpus.page` (bytes as fetched), :mod:`corpus.document` (text blocks with roles),
:mod:`corpus.passage` (what is judged), :mod:`corpus.label` (predictions and judgements),
:mod:`corpus.coverage.by_area` (what can be said). :mod:`corpus.store` keeps them. Nothing here imports flows,
extractors, models or review, and importing this package loads nothing heavy.
"""
