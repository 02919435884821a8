"""The commands for people: update, check, fix, status, diff, new, stamp.

In: what somebody typed, and the repository. Out: a sentence, a table, a difference, and files of the repository.
Never: a write that has not been read back and compared, a traceback, a question to the network.
"""
