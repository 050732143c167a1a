"""The plaintext as one file in a FUSE mount, served by a process of its own."""
