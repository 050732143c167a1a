"""Further means that open a keyslot, recorded in a token of the header: each type enrols, answers and forgets."""
