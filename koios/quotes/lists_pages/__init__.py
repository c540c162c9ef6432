"""The pages where the company keeps its lists for quotes: templates, conditions, loss reasons."""
