"""The demo company: Transportes Andinos del Café S.A.S., which does not exist.

Its history is told by the same verbs that people use, under a moved clock, and its mail is taken
by a server of the demo's own that gives it to nobody.
"""
