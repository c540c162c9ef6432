"""The models of accounts, each written in the module that speaks of it."""

from koios.accounts.people import Area, User
from koios.accounts.roles import Role, ensure_roles

__all__ = ["Area", "Role", "User", "ensure_roles"]
