"""Everything that stores bytes: devices of whole sectors that may wrap one another."""
