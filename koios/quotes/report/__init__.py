"""The report of commercial management: what was quoted, what came of it, and what may come.

`asked` is what somebody wants to know, `standing` how each quote stood on a day, `figures` the
sums, `forecast` what the open ones may bring, `made` the whole report; `paper`, `sheet` and `views`
show it. A quote counts once, by its last version.
"""
