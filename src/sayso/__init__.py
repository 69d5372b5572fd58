"""On whose say-so? Reads reporting and keeps a ledger of every sourced statement in it."""
