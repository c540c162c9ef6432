"""The pages of what customers ask for before anything is offered."""
