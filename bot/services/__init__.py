"""Use cases: open the transaction, ask db, apply domain. No Discord, no SQL."""
