"""The pages where the team writes quotes, sends them and follows them."""
