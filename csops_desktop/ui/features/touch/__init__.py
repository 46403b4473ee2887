"""Touch models that the rules suggest: a person looks at them and follows them or not."""
