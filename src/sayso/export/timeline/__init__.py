"""The timeline for readers and other programs: rows, TimelineJS, and a page with a drawn timeline."""

from sayso.export.timeline.page import write_page
from sayso.export.timeline.rows import COLUMNS, mark_object, mark_row
from sayso.export.timeline.telling import told
from sayso.export.timeline.timelinejs import timelinejs

__all__ = ["COLUMNS", "mark_object", "mark_row", "timelinejs", "told", "write_page"]
