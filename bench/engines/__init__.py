"""Three engines held against each other: joins in memory, SPARQL and SHACL, rule by rule.

``python -m bench.engines`` makes graphs, lets each engine look for every gap in them, and writes
docs/reference/engines.md.
"""
