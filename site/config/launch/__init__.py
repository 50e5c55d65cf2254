"""Starting what the library stands on: database, search node, assets, processes."""
