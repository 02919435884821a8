"""``python -m layer_by_layer``: the commands, or what is missing to run them."""

import sys

try:
    from layer_by_layer.workshop.commands import main
except ModuleNotFoundError as error:
    print(
        f"the module “{error.name}” is missing: install what the site needs, in a virtual environment", file=sys.stderr
    )
    print("  python3 -m venv .venv && .venv/bin/pip install -e . -c constraints.txt", file=sys.stderr)
    print("(the examples need only NumPy: python examples/layer_order/max_pooling.py)", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main())
