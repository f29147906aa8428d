"""The program under torture: what runs small with the tests, run large by `python -m tests.torture`."""
