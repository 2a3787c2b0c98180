"""What people decided, as documents that an editor and a lawyer can check."""
