"""The pages where the team prepares contracts, has them signed and looks after them."""
