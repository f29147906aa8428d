"""What the screens are made of. Widgets show and say what happened; they never fetch."""
