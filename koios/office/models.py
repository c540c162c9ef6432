"""The models of the office, each written in the module that speaks of it."""

from koios.office.chain import ChainCheck

__all__ = ["ChainCheck"]
