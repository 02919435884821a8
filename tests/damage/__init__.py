"""Damage: a small book is broken on purpose, thousands of times, and the machinery must stay honest.

`book` makes the book, `kinds` the ways to break it, `trial` runs the commands and the build on a broken copy,
`oracle` says what must hold all the same. ``python -m tests.damage 5000`` tries five thousand cases.
"""
