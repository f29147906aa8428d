"""Parts of a room: each has its own state, and answers its own commands."""
