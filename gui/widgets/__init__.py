"""Parts that dialogs are made of."""
