"""The report of PQRS: how many came, whether each was attended, and in how much time.

`asked` is what somebody wants to know, `standing` how each case stood on a day, `figures` the
sums, `made` the whole report; `paper`, `sheet` and `views` show it. Definitions: domain 1.5.
"""
