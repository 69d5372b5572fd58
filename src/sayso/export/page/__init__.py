"""The ledger as one self-contained web page, set to be read."""

from sayso.export.page.write import write_page

__all__ = ["write_page"]
