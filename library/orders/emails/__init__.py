"""What recipients are told by mail: words with placeholders, filled in when a mail leaves."""
