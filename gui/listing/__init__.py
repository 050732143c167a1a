"""The list of the user's volumes: what is in it, where that is known from, and how a row is drawn."""
