"""The result: decision, award, announcement, notices, the history of winners."""
