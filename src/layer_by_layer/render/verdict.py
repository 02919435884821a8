"""The mark of a verdict: a shape, a word and a colour."""

from __future__ import annotations

from html import escape

from layer_by_layer.content.language import Language

# Shapes of the verdict marks, drawn in a 16 x 16 box: told apart without colour.
SHAPES = {
    "true": '<circle cx="8" cy="8" r="7"/><path d="m4.5 8.3 2.4 2.4 4.6-5"/>',
    "false": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4"/>',
    "depends": '<path d="m8 .8 7.2 7.2L8 15.2.8 8z"/><path d="M5 8c1-1.6 2-1.6 3 0s2 1.6 3 0"/>',
    "choice": '<rect x="1" y="1" width="14" height="14" rx="4"/><path d="M8 12V8L4.8 4.5M8 8l3.2-3.5"/>',
    "not-checkable": '<circle cx="8" cy="8" r="7" stroke-dasharray="2.4 2"/><path d="M5 8h6"/>',
}


def verdict(word: str, language: Language) -> str:
    """A verdict as shape, word and class (for its colour)."""
    shape = f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[word]}</svg>'
    return f'<span class="verdict verdict-{word}">{shape}{escape(language.text(f"verdict.{word}"))}</span>'
