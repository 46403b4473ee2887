"""What every layer may use: errors, text, clock, paths, language. Standard library and tiny libraries only."""
