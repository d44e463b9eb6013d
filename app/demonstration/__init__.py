"""The demonstration: three finished rounds, two calls with work in every state, a second organiser. All made up but
what the municipality announced; made-up documents are headed PARAUGS.
"""
