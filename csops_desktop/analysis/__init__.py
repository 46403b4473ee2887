"""Figures over many customers at once: arrays in, results out; knows no store."""
