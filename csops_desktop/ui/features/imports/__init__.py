"""The import wizard: file, reading, mapping, dry run, done; in the page, nothing written before the last step."""
