"""The contract that every engine keeps, tested on SQLite, PostgreSQL and Elasticsearch."""
