"""Showing the plaintext of an unlocked volume to the system, as a file or as a device."""
