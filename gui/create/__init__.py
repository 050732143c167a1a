"""The assistant that makes new containers."""
