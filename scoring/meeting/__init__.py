"""The committee's meeting: ties settled, the outcome computed and handed to the decision."""
