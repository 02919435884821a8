"""What people write, read into plain objects.

In: docs/, examples/, mkdocs.yml, as text. Out: pages, claims, examples, languages, and the Book that holds them, with
the problems met while reading.
Never: a judgement of what is said, HTML, a question to git or to the network, anything of MkDocs.
"""
