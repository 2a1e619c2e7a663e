"""The thin half: one transaction, top to bottom. It locks, decides, records, and holds no rule of its own."""
