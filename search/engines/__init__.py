"""Who answers questions to the search table: the database itself, or Elasticsearch."""
