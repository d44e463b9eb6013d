"""What every other room stands on: records, the clock, refusals, acts, the audit chain, the outbox."""
