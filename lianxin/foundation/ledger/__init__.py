"""The ledger: history of every subject, audit trail and outbox in one."""
