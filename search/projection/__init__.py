"""Writes `SearchEntry` and its rows: what can be found, kept equal to what is published.

`changes` collects what a transaction touches and writes it just before that transaction commits;
`signals` hears of it; `dependents` knows whose entry a changed record stands in; `reading` makes
entries out of pages and organisations; `writing` stores what differs; `checking` finds drift.
"""
