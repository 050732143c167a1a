"""The agent: a small process of the user's that hears of a locked screen and sees to it that nothing stays open."""
