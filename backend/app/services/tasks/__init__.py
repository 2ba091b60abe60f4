"""Tasks: pieces of work that are given to people, taken, begun, finished and given back."""
