"""Made-up stores as large as wanted, for measuring speed."""
