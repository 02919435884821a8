"""What must hold.

In: the Book, and finished HTML to compare with it. Out: problems, each with file, line, what was found and the mend.
Never: a change of a file, HTML of our own, anything of MkDocs. A check that cannot fail has no place here: the tests
break what each one guards.
"""
