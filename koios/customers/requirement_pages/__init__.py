"""The register of what customers require: the list across customers, each one, and its acts."""
