"""The pages where the team verifies contracts, looks after a campaign and writes checklists."""
