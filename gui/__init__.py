"""The desktop window: a front over the engine that does no work of its own."""
