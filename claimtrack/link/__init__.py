"""Claims in, candidate pairs, signals and scored links out; the only room that imports thefuzz."""
