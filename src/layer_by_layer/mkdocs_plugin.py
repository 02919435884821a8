"""The MkDocs plugin: hands the pages to plain Python and the results to MkDocs. Nothing is decided here.

Events and priorities follow what mkdocs-static-i18n needs: it builds the site once per language, by calling MkDocs
again from its own ``on_post_build``, and rebuilds every File in ``on_files`` at priority -100.
"""

from __future__ import annotations

import hashlib
import html
import importlib.metadata
import json
import re
from pathlib import Path
from typing import Any

import mkdocs_jupyter.config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from layer_by_layer import book as books
from layer_by_layer import example as examples
from layer_by_layer import page as pages
from layer_by_layer import published
from layer_by_layer.book import Book
from layer_by_layer.example import Example
from layer_by_layer.language import ENGLISH
from layer_by_layer.notebook import notebook
from layer_by_layer.problem import Problem
from layer_by_layer.render import Rendered, Renderer, code, example_page

log = get_plugin_logger(__name__)
HERE = Path(__file__).parent
CACHE = Path(".cache") / "layer-by-layer"
SOURCE = re.compile(r"<pre data-source>(.*?)</pre>", re.DOTALL)


class NotebookFile(File):
    """The page of an example. mkdocs-static-i18n drops mkdocs-jupyter's own wrapper, so that the page would come out
    as raw text; this one is added after it, with what mkdocs-static-i18n sets on every File."""

    locale: str
    locale_alternate_of: str
    localization: str | None
    norm_src_uri: str
    alternates: dict[str, NotebookFile]

    def is_documentation_page(self) -> bool:
        """Always: MkDocs itself takes only Markdown for documentation."""
        return True


class LayerByLayer(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Claims, examples and notebooks in an MkDocs site."""

    def __init__(self) -> None:
        self.serving = False
        self.book = Book(Path("."))
        self.rendered: dict[str, Rendered] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether an author is looking: then problems are shown, and the site is built all the same."""
        self.serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when an example or the machinery changes, too."""
        server.watch("examples")
        return server

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything once, before the first language is built."""
        templates = HERE / "notebook_templates"
        mkdocs_jupyter.config.settings.templates_dir = str(templates)
        # mkdocs-jupyter's cache does not know our template, its own version or NumPy's.
        key = hashlib.sha256("".join(p.read_text() for p in sorted(templates.rglob("*.j2"))).encode())
        for package in ("mkdocs-jupyter", "nbconvert", "numpy"):
            key.update(importlib.metadata.version(package).encode())
        config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(CACHE / "html" / key.hexdigest()[:12])
        if not self._i18n(config).building:
            self.book = books.load(Path(config.config_file_path).parent)
            problems = list(books.check_all(self.book)) + self._write_notebooks()
            if problems and self.serving:
                log.warning("the site has problems; a build would stop here\n\n%s", "\n\n".join(map(str, problems)))
            elif problems:
                raise PluginError(f"{len(problems)} problems\n\n" + "\n\n".join(map(str, problems)))
        return config

    def _write_notebooks(self) -> list[Problem]:
        problems = []
        for example, result in examples.run_all(self.book.examples.values()):
            path = CACHE / "notebooks" / "examples" / f"{example.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                examples.compare(example, examples.check(example, result))
            except Problem as problem:
                problems.append(problem)
            text = notebook(example, result)
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        return problems

    def _i18n(self, config: MkDocsConfig) -> Any:
        return config.plugins["i18n"]

    @event_priority(-200)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the page of every example to the language that is being built, and the downloads to the first."""
        i18n = self._i18n(config)
        current = i18n.current_language
        for example in self.book.examples.values():
            alternates = {
                language: self._notebook_file(example, language, i18n.default_language, config)
                for language in i18n.build_languages
            }
            file = alternates[current]
            file.alternates = alternates
            files.append(file)
            if current == i18n.default_language:
                name = f"examples/{example.name}"
                for suffix, content in ((".py", example.source), (".ipynb", notebook(example))):
                    # Under another source name: the page of the example has this one.
                    download = File.generated(config, f"{name}{suffix}.download", content=content)
                    download.dest_uri = name + suffix
                    files.append(download)
        # The sitemap reads this.
        i18n.i18n_files_per_language[current] = files.documentation_pages()
        return files

    def _notebook_file(self, example: Example, language: str, default: str, config: MkDocsConfig) -> NotebookFile:
        source = f"examples/{example.name}.ipynb"
        prefix = "" if language == default else f"{language}/"
        file = NotebookFile(
            source,
            str((CACHE / "notebooks").resolve()),
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{prefix}examples/{example.name}/index.html",
        )
        file.locale = ENGLISH
        file.locale_alternate_of = language
        file.localization = None
        file.norm_src_uri = source
        file.alternates = {}
        return file

    def _renderer(self, config: MkDocsConfig) -> Renderer:
        return Renderer(self.book, self.book.languages[self._i18n(config).current_language])

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Blocks and mathematics become tokens that Markdown passes through."""
        source = self._source(page)
        if source is None:
            return markdown
        try:
            rendered = self._renderer(config).render(source)
        except Problem as problem:
            raise PluginError(str(problem)) from None
        self.rendered[page.file.dest_uri] = rendered
        return rendered.markdown

    def _source(self, page: Page) -> pages.Page | None:
        language, _, name = page.file.src_uri.partition("/")
        return self.book.pages.get((language, name.removesuffix(".md")))

    @event_priority(-100)
    def on_page_content(self, content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put back what the tokens stand for; frame the page of an example."""
        if isinstance(page.file, NotebookFile):
            name = page.file.src_uri.removeprefix("examples/").removesuffix(".ipynb")
            body = content.split("<style>")[0]  # mkdocs-jupyter appends nbconvert's style sheet
            cells = SOURCE.sub(lambda match: code(html.unescape(match[1])), body)
            example = self.book.examples[name]
            page.title = example.title
            page.meta["description"] = example.summary
            inner = [{"level": 2, "id": cell, "name": cell, "children": []} for cell in example.cells]
            page.toc = get_toc([{"level": 1, "id": "example", "name": example.title, "children": inner}])
            return example_page(self._renderer(config), example, cells)
        if rendered := self.rendered.pop(page.file.dest_uri, None):
            return rendered.finish(content)
        return content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish the claims as data, once."""
        if not self._i18n(config).building:
            path = Path(config.site_dir) / "claims.json"
            data = published.claims(self.book, config.site_url or "", self._i18n(config).build_languages)
            path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
