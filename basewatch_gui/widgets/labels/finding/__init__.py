"""How labels are found and put in order: their values by field, queries, sorting."""
