"""Tables that hold ids: model, columns as data, view, delegates."""
