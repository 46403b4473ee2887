"""The steps of an import between file and store: parse, find parents, match, compare, write."""
