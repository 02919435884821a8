"""Notebooks: an example as a Jupyter notebook, clean for download or with its printed output for a page."""

from __future__ import annotations

import json

from layer_by_layer.content.example import Example, Run


def notebook(example: Example, result: Run | None = None) -> str:
    """The example as .ipynb text: one code cell per ``# %%`` cell, no ``#>`` lines, ids fixed so that the file is the
    same at every build. With `result`, each cell carries what it printed."""
    cells: list[dict[str, object]] = [
        {
            "cell_type": "markdown",
            "id": "about",
            "metadata": {},
            "source": f"# {example.title}\n\n{example.summary}".strip(),
        }
    ]
    ends = [*[cell.line for cell in example.cells.values()][1:], example.source.count("\n") + 2]
    for cell, end in zip(example.cells.values(), ends):
        text = "".join(text for line, text in result.prints if cell.line < line < end) if result else ""
        text = text.encode("utf-8", "replace").decode()  # while serving, what is refused is shown all the same
        cells.append(
            {
                "cell_type": "code",
                "id": cell.name,
                "metadata": {"tags": [cell.name]},
                "execution_count": None,
                "source": cell.code.strip("\n"),
                "outputs": [{"output_type": "stream", "name": "stdout", "text": text}] if text else [],
            }
        )
    document = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
