"""Score sheets: one member's points for one application."""
