"""What a lower layer shows of those above it, filled by each capability in its `apps.py`."""


class Registry:
    """Named things in the order in which they were added."""

    def __init__(self):
        self._things = {}

    def add(self, key, thing):
        """Keep a thing under a key; the same key twice is a mistake of the program."""
        if key in self._things:
            raise ValueError(f"{key!r} is registered twice")
        self._things[key] = thing
        return thing

    def get(self, key, default=None):
        return self._things.get(key, default)

    def __contains__(self, key):
        return key in self._things

    def __getitem__(self, key):
        return self._things[key]

    def __iter__(self):
        return iter(self._things.values())

    def __len__(self):
        return len(self._things)

    def keys(self):
        return self._things.keys()

    def items(self):
        return self._things.items()
