"""The models of signing, each written in the module that speaks of it."""
