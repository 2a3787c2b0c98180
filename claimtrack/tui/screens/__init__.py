"""What opens over the room, and closes again."""
