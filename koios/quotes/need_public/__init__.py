"""The pages for who needs a service and has no account: ask for it, take the receipt."""
