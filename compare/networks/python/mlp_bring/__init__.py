"""Takes Python files as people write them."""
