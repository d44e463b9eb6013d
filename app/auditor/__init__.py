"""The auditor's room: everything that was done for their organisers, to be read and checked, nothing to be changed."""
