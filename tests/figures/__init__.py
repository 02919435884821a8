"""What each figure must compute: a module of its name with `EXAMPLE`, `states(rng)` and `expected(state, functions)`.

`states` gives at least 500 texts of states, the unusual ones among them; `expected` what NumPy makes of one, with the
functions of the example that the figure's arithmetic is compared with. test_figures.py finds the modules.
"""
