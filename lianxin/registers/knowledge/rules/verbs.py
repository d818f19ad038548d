"""What the ledger says of articles."""

from datetime import date

from lianxin.foundation.ledger.rules import declare

WRITTEN = declare("article.written", version=int, owner_id=int, category_id=int, review_by=date)
PROPOSED = declare("article.proposed", version=int, valid_from=date)
APPROVED = declare("article.approved", version=int, valid_from=date)
SENT_BACK = declare("article.sent_back", version=int)
RETIRED = declare("article.retired", version=int, valid_to=date)
IMPORTED = declare("knowledge.imported", sha256=str, rows=int, added=int, changed=int)
