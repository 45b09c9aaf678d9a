"""html: one self-contained page. `markup` writes tags, `strip` draws the timeline, `table` and `sections` fill it."""
