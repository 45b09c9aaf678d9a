"""The find room: an article to its agents, statements, events, legal statuses and open items.

`findings` reads a page by rules and the lexicons of its language, and by a trained encoder where one can run; `models`
says which can. `redate` moves dates when the publication date is corrected, without reading anything again.
"""

from chronofile.find.encoder import models
from chronofile.find.findings import findings
from chronofile.find.redate import redate

__all__ = ["findings", "models", "redate"]
