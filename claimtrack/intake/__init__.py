"""A path or stream in, an Article out; one reader a format."""
