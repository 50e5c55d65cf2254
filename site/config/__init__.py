"""The Django project: wiring only. Nobody but config imports config."""
