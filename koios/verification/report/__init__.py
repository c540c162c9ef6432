"""The report of the yearly verification: how much of what contracts promise was kept.

`asked` is what somebody wants to know, `figures` the sums, `lines` the names under which they are
told, `made` the whole report; `told`, `paper`, `sheet` and `views` show it. Only finished
verifications have a result; those that were voided count for nothing.
"""
