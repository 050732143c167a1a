"""The one door to the system: other programs, mounts, processes and the user's own folders."""
