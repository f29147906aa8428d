"""The screens: each owns the state of what it shows and asks the newsdesk."""
