"""Pictures drawn by the server from data: the map of Europe, generated covers, bar charts."""
