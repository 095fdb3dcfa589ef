"""People and what they said: accounts, judgements that are only ever added, queues, leases, sheets that came back."""
