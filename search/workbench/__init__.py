"""The editors' vocabulary: checked, tried out on judged queries, published, taken back."""
