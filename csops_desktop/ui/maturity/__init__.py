"""Levels of maturity as dialogs: the editor of a product's levels, ready levels, how customers move between them."""
