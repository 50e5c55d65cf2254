"""The demo library: written for this project, loaded on the first start of a trial."""
