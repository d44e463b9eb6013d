"""The administrator's room: people, organisers, settings, health. Nothing of what applications hold."""
