"""The scorecard editor: a draft, what it would do to the whole book, its publication and its versions."""
