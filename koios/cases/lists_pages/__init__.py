"""The pages where the company keeps its own lists: causes, processes, templates, rules, terms."""
