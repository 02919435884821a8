"""What surrounds the pages of a built site.

In: the Book and the built HTML. Out: heads, cards, feeds, sitemap, data, search index, lean style sheets, the font.
Never: a word that a page says, a change in docs/ or examples/ (but for the font, on demand), anything of MkDocs.
"""
