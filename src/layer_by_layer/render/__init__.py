"""A page becomes HTML.

In: the Book in one language (an Edition). Out: HTML of pages, examples, drawings, tables and banners, and notebooks.
Never: a decision whether something is right (that is what the checks are for), files, a head, anything of MkDocs.
"""
