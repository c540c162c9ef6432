"""What all reports are made of: a period, its sums, its pictures, its book, its monthly mail.

Each report lives in its own capability (`cases/report/`, `quotes/report/`); what two of them need
stands here and knows no business.
"""
