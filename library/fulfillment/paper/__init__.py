"""What is printed in the warehouse. Paper that shows an address is never stored by it."""
