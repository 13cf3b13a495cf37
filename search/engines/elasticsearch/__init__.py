"""The Elasticsearch engine: an index of the search table's rows.

`layout` says what the index holds, `questions` how it is asked, `engine` makes answers of what it
says; `writing` brings documents into it, `feeding` does so after each change, `rebuilding` anew.
"""
