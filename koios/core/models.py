"""The models of the base, each written in the module that speaks of it."""
