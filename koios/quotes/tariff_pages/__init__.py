"""The pages of what the company sells and what it costs."""
