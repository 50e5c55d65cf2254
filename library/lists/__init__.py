"""Lists that staff work through: filtered and sorted by the address, counted cheaply, exported."""
