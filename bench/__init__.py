"""Measurements: they print figures and judge nothing, because machines differ."""
