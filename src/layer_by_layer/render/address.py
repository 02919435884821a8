"""Addresses of pages: seen from another page, from the root of the site, or from anywhere.

A page is named by its path below the folder of its language: ``layer-order/max-pooling``.
"""

from __future__ import annotations

import posixpath

from layer_by_layer.content.example import Cell, Example
from layer_by_layer.content.language import ENGLISH


def folder(name: str) -> str:
    """The folder of the page named `name`, below a language's root; empty for the first page."""
    return name.removesuffix("index").rstrip("/")


def absolute(site: str, language: str, name: str) -> str:
    """Absolute address of a page."""
    parts = [site.rstrip("/"), "" if language == ENGLISH else language, folder(name)]
    return "/".join(filter(None, parts)) + "/"


def relative(page: str, target: str) -> str:
    """Address of the page named `target`, seen from the page named `page`, both below a language's root."""
    name, hash_, anchor = target.partition("#")
    path = posixpath.relpath(folder(name) or ".", folder(page) or ".")
    return ("" if path == "." and hash_ and name == page else f"{path}/") + hash_ + anchor


def of_example(page: str, example: Example, cell: Cell | None = None) -> str:
    """Address of an example's page, at a cell, seen from the page named `page`."""
    return relative(page, f"examples/{example.name}" + (f"#{cell.name}" if cell else ""))


def root(page: str, language: str) -> str:
    """The root of the site, seen from the page named `page`: downloads and data exist there once."""
    here = folder(page)
    return "../" * (here.count("/") + bool(here) + (language != ENGLISH))
