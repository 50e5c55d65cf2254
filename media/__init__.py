"""Code for media files. Uploads themselves are in var/uploads or S3, never here."""
