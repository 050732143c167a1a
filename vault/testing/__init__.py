"""Devices that fail on purpose and suites that any implementation of a role must pass."""
