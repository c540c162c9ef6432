"""The commercial side of the demo: what is asked for, offered, taken and rendered.

Stories are data. `telling.Teller` lays their acts on their days and does them by the same verbs
that people use, the oldest first: so numbers follow one another as in life.
"""
