"""The demo newspaper "Báo Mẫu Đồng Khởi": an invented paper that reports 2021 in Bến Tre, and a small server for it.

:mod:`corpus.demo.articles` loads the articles (one TOML file each), :mod:`corpus.demo.pages` and
:mod:`corpus.demo.listings` write them as HTML, feed and sitemaps in the markup of a provincial paper that changed its
design on 2021-07-01, :mod:`corpus.demo.site` lays out every address, :mod:`corpus.demo.server` serves them on this
machine only. Every article is written for this project; its people, numbers and events are invented.
"""
