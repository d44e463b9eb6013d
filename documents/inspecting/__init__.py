"""Looking into the files that strangers send (ADR 0021): what is in them, who signed them, what is wrong with them.

`inspection.inspect_file` is the door; everything else runs in a guarded process. `views` has what a safe viewer shows.
"""
