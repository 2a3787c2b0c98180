"""Text in, attributions and their speakers out; the only room that imports spaCy."""
