"""Runs a command in a real Linux kernel (User-Mode Linux) over the machine's own root, of which nothing changes."""
