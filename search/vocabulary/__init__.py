"""How words and numbers are read, whatever engine answers."""
