"""Listings: Python as the site shows it, highlighted, with its output set apart."""

from __future__ import annotations

import re
from functools import cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

OUTPUT = re.compile(r'<span class="c1">#&gt;(?: (.*?))?</span>')
# Names and punctuation look like the text around them: without their elements a page of code is half as long.
PLAIN = re.compile(r'<span class="(?:n\w?|p|o|w|vm)">([^<]*)</span>')
FORMATTER = HtmlFormatter(nowrap=True)


@cache  # a cell is shown on several pages, in each language
def listing(source: str) -> str:
    """Highlighted Python, with its ``#>`` lines marked as output."""
    marked = PLAIN.sub(r"\1", highlight(source, PythonLexer(stripnl=False), FORMATTER)).rstrip("\n")
    marked = OUTPUT.sub(lambda match: f"<samp>{'#&gt; ' + match[1] if match[1] else '#&gt;'}</samp>", marked)
    return f'<pre tabindex="0" translate="no"><code class="language-python">{marked}\n</code></pre>'
