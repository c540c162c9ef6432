"""Koios: the commercial relation of a service company, and the proof of it."""

__version__ = "0.1.0"
