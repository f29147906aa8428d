"""A version's step: when a page of the newspaper could not be had."""

from typing import Final

STEP: Final = """
ALTER TABLE paper_page ADD COLUMN failed INTEGER;   -- when its list could not be had; NULL: not known
"""
