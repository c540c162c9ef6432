"""The models of accounts, each written in the module that speaks of it."""

from koios.accounts.links import AccessLink
from koios.accounts.people import Area, User
from koios.accounts.roles import Role, ensure_roles
from koios.accounts.sessions import SignIn

__all__ = ["AccessLink", "Area", "Role", "SignIn", "User", "ensure_roles"]
