"""The MkDocs plugin: hands the pages to plain Python and the results to MkDocs. Nothing is decided here.

Events and priorities follow what mkdocs-static-i18n needs: it builds the site once per language, by calling MkDocs
again from its own ``on_post_build``, and rebuilds every File in ``on_files`` at priority -100.
"""

from __future__ import annotations

import hashlib
import html
import importlib.metadata
import json
import logging
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import jinja2
import mkdocs_jupyter.config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from layer_by_layer.checks import shown, structure, texts
from layer_by_layer.content import book as books
from layer_by_layer.content import example as examples
from layer_by_layer.content import page as pages
from layer_by_layer.content import settings
from layer_by_layer.content.book import Book
from layer_by_layer.content.example import Example
from layer_by_layer.content.file import find, is_ours
from layer_by_layer.content.language import ENGLISH, Language
from layer_by_layer.content.problem import Problem, told
from layer_by_layer.publish import cache, head, published, scripts, search, styles
from layer_by_layer.publish.foot import foot
from layer_by_layer.publish.mend import mend
from layer_by_layer.publish.once import Once
from layer_by_layer.render import address, banner
from layer_by_layer.render.example_page import example_page
from layer_by_layer.render.listing import listing
from layer_by_layer.render.notebook import notebook
from layer_by_layer.render.renderer import Rendered, Renderer

log = get_plugin_logger(__name__)
HERE = Path(__file__).parent
# Material's own search, which no page loads; under our theme none loads its script either (main.html says why).
UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
UNUSED_BY_OURS = ("assets/javascripts",)
WORDS = ("copy.", "search.", "verdict.", "filter.")  # tables of strings.toml that site.js shows
ID = re.compile(r'<[^>]+ id="([^"]+)"')
SOURCE = re.compile(r'<pre data-source(?:="")?>(.*?)</pre>', re.DOTALL)


def _draw(path: Path, title: str, site: str) -> None:
    """Draw a card. matplotlib is loaded in the process that draws: half a second that nobody waits for."""
    from layer_by_layer.publish.card import draw

    draw(path, title, site)


Hook = TypeVar("Hook", bound=Callable[..., Any])


def guarded(hook: Hook) -> Hook:
    """A hook from which only sentences come: a build stops at the first; an author who is looking is shown it, and what
    MkDocs handed over goes on unchanged."""

    @wraps(hook)
    def call(self: LayerByLayer, *given: Any, **named: Any) -> Any:
        try:
            return hook(self, *given, **named)
        except PluginError:
            raise
        except Exception as error:
            self.report([told(error)])
            return given[0] if given else None

    return cast(Hook, call)


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


class LayerByLayer(BasePlugin):  # type: ignore[no-untyped-call, type-arg]  # MkDocs types neither
    """Claims, examples and notebooks in an MkDocs site."""

    def __init__(self) -> None:
        self.serving = False
        self.said: set[str] = set()
        self.book = Book(Path("."))
        self.rendered: dict[str, Rendered] = {}
        self.artist: ProcessPoolExecutor | None = None
        self.cards: list[Iterator[None]] = []
        self.cache = Path()
        self.env: Any = None
        self.spoke = 0.0
        self.to_do: Iterator[str] = iter(())

    def say(self, how_far: str) -> None:
        """How far it is, where whoever waits has heard nothing for two seconds: what is quick says nothing."""
        if (now := time.monotonic()) > self.spoke + 2:
            self.spoke = now
            log.info(how_far)

    def report(self, problems: Sequence[object]) -> None:
        """Stop a build that has problems; show them to an author who is looking."""
        new = [one for one in dict.fromkeys(map(str, problems)) if one not in self.said]
        self.said.update(new)
        text = "\n\n".join(new)
        if new and not self.serving:
            raise PluginError(f"{len(new)} problem{'s' * (len(new) > 1)}\n\n{text}")
        if new:
            log.warning("the site has problems; a build would stop here\n\n%s", text)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether an author is looking: then problems are shown, and the site is built all the same."""
        self.serving = command == "serve"
        os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the same pages make the same site on another day, too

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when an example or the machinery changes, too."""
        if (self.book.root / "examples").is_dir():
            server.watch(str(self.book.root / "examples"))
        return server

    @guarded
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything once, before the first language is built."""
        for name in ("i18n", "mkdocs-jupyter"):
            if name not in config.plugins:
                raise PluginError(f"{config.config_file_path}:1: “plugins:” needs {name}, above layer-by-layer")
        if not re.match("https?://[^/]", config.site_url or ""):
            raise PluginError(f"{config.config_file_path}:1: “site_url:” needs the address of the site: https://…")
        # One line for each notebook, at each build, hides what an author must see.
        logging.getLogger("mkdocs.plugins.mkdocs_jupyter").setLevel(logging.WARNING)
        logging.getLogger("mkdocs.mkdocs-jupyter").setLevel(logging.WARNING)
        templates = HERE / "notebook_templates"
        mkdocs_jupyter.config.settings.templates_dir = str(templates)
        # mkdocs-jupyter's cache does not know our template, its own version or NumPy's.
        key = hashlib.sha256("".join(p.read_text() for p in sorted(templates.rglob("*.j2"))).encode())
        for package in ("mkdocs-jupyter", "nbconvert", "numpy"):
            key.update(importlib.metadata.version(package).encode())
        if self.cache == Path():
            self.cache, said = cache.place(Path(config.config_file_path).parent)
            if said:
                log.info(said)
        kept = self.cache / "html" / key.hexdigest()[:12]
        cache.sweep(kept)
        config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(kept)
        if self.serving and not self.book.pages:
            self._require_free_port(*config.dev_addr)
        if not self._i18n(config).building:
            self.said.clear()
            root, languages = Path(config.config_file_path).parent, self._i18n(config).build_languages
            if not self.book.pages:
                number = sum(1 for code in languages for _ in find(root / "docs" / code, "*.md"))
                work = (number, len(examples.find(root / "examples")), ", ".join(languages))
                log.info("checks %d pages, runs what is new of %d examples, builds %s", *work)
            self.spoke = time.monotonic()
            self.book = books.load(root)
            # An author who serves one language waits for the checks of that one only; a build checks them all.
            checked = languages if self.serving else None
            found = [*structure.check_all(self.book), *texts.check_translations(self.book, checked)]
            for lack in settings.lacks(self.book.root, checked or self.book.languages):
                (log.warning if self.serving else log.info)(str(lack))  # a warning would stop a strict build
            self.report([*found, *self._write_notebooks()])
        return config

    def _require_free_port(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                where = f"{host}:{port}"
                raise PluginError(
                    f"{where} is in use ({error.strerror}): serve elsewhere, mkdocs serve -a {host}:{port + 1}"
                ) from None

    def _write_notebooks(self) -> list[Problem]:
        problems = []
        ran = examples.run_all(self.book.examples.values(), self.cache / "runs")
        for number, (example, result) in enumerate(ran, 1):
            self.say(f"examples {number} of {len(self.book.examples)}")
            self.book.runs[example.name] = result
            path = self.cache / "notebooks" / "examples" / f"{example.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                examples.compare(example, examples.check(example, result))
            except Problem as problem:
                problems.append(problem)
            text = notebook(example, result).encode()
            if not path.is_file() or path.read_bytes() != text:
                path.write_bytes(text)
        return problems

    def _i18n(self, config: MkDocsConfig) -> Any:
        return config.plugins["i18n"]

    def _is_first(self, config: MkDocsConfig) -> bool:
        """Whether the language that is being built is the one with which everything comes that is there once."""
        return not self._i18n(config).building

    @guarded
    @event_priority(-200)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the page of every example to the language that is being built, and the downloads to the first."""
        i18n = self._i18n(config)
        current = i18n.current_language
        self._account_for(files)
        for name in [name for code, name in self.book.pages if code == ENGLISH != i18n.default_language]:
            # One language is built alone, below the address that MkDocs prints, and i18n has nothing to fall back to.
            if f"{current}/{name}.md" not in files.src_uris:
                english = str(self.book.pages[ENGLISH, name].path)
                files.append(file := File.generated(config, f"{current}/{name}.md", abs_src_path=english))
                file.dest_uri = f"{address.folder(name)}/index.html".lstrip("/")
                vars(file)["alternates"] = {}  # which mkdocs-static-i18n gives every file
        for example in self.book.examples.values():
            alternates = {
                language: self._notebook_file(example, language, i18n.default_language, config)
                for language in i18n.build_languages
            }
            file = alternates[current]
            file.alternates = alternates
            files.append(file)
            if self._is_first(config):
                name = f"examples/{example.name}"
                for suffix, content in ((".py", example.source), (".ipynb", notebook(example))):
                    # Under another source name: the page of the example has this one.
                    download = File.generated(config, f"{name}{suffix}.download", content=content)
                    download.dest_uri = name + suffix
                    files.append(download)
        for name, lean in self._lean(files, config).items():
            if (whole := files.get_file_from_path(name)) is not None:
                files.remove(whole)
            if lean:
                files.append(File.generated(config, name, content=lean))
        for name, made in self._generated(current, config).items():
            files.append(File.generated(config, name, content=made))
        if not self.serving:
            self._draw_cards(self._language(current), Path(config.site_dir))
        i18n.i18n_files_per_language[current] = there = files.documentation_pages()
        self.to_do = (f"“{current}”: page {number} of {len(there)}" for number in range(1, len(there) + 1))
        return files

    def _lean(self, files: Files, config: MkDocsConfig) -> dict[str, str]:
        """Our style sheets and scripts as a reader loads them, by name; empty is what stands in another one."""
        made: dict[str, str] = {}
        for file in list(files):
            path, folder = Path(file.abs_src_path or ""), file.src_uri.rpartition("/")[0]
            if file.src_uri in config.extra_css:
                made[file.src_uri] = styles.joined(path)
                made |= {f"{folder}/{part}": "" for part in styles.parts(path)}
            elif file.src_uri.startswith("assets/js/") and path.suffix == ".js":
                made[file.src_uri] = scripts.lean(path.read_text(encoding="utf-8"))
        return made

    def _account_for(self, files: Files) -> None:
        """No page is published that the checks have not read: a build stops at it, an author reads why in its place.
        What an editor left is passed over."""
        for file in files.documentation_pages():
            language, _, name = file.src_uri.partition("/")
            path = Path(file.abs_src_path or file.src_uri)
            if not is_ours(Path(file.src_uri)):
                files.remove(file)
            elif isinstance(file, NotebookFile) or (language, name.removesuffix(".md")) in self.book.pages:
                continue
            else:
                found = [one for one in self.book.problems if os.path.abspath(one.path) == os.path.abspath(path)]
                lost = "no check has read this page: move it below the folder of a language"
                found = found or [Problem(path, 1, lost)]
                file.content_string = "# " + path.name + "\n\n" + "\n\n".join(f"    {one}" for one in found)
                self.report(found)

    @guarded
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Say what Material's navigation asks of each item on each page, and no item has: to find out that it is
        missing costs a twentieth of the build."""
        items = [*nav.items]
        for item in items:  # grows: below a section are more
            for name in ("meta", "pages", "typeset", "encrypted"):
                if not hasattr(item, name):
                    setattr(item, name, None)
            items += item.children or []
        return nav

    def _generated(self, language: str, config: MkDocsConfig) -> dict[str, bytes | str]:
        """Files that come with one language: a feed; with the first one, what is there once."""
        site, words = config.site_url or "", self._language(language)
        prefix = "" if language == ENGLISH else f"{language}/"
        made: dict[str, bytes | str] = {}
        self.say("the search index")
        for name, part in search.index(self.book, language).items():
            made[f"{search.FOLDER}/{language}/{name}.json"] = search.written(part)
        if changes := self.book.pages.get((language, published.CHANGES)):
            try:
                made[f"{prefix}feed.xml"] = published.feed(changes, site, language, words.text("language.site"))
            except Problem as problem:
                self.report([problem])
        if self._is_first(config):
            languages = self._i18n(config).build_languages
            made["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {site}sitemap.xml\n"
            made["claims.json"] = json.dumps(published.claims(self.book, site, languages), ensure_ascii=False, indent=1)
        return made

    def _draw_cards(self, language: Language, site_dir: Path) -> None:
        """Draw the cards of the pages and examples of a language, in a process of its own: they are a sixth of the
        work of a build, and nothing waits for them but its end."""
        there = [page for page in self.book.pages.values() if page.language == language.code]
        titles = {page.name: str(page.meta["title"]) for page in there}
        for name, example in self.book.examples.items():
            if (language.code, f"examples/{name}") in self.book.names:
                titles[f"examples/{name}"] = language.about(example)[0]
        site = language.text("language.site")
        self.artist = self.artist or ProcessPoolExecutor(1)
        paths = [site_dir / "assets" / "cards" / language.code / f"{name}.png" for name in titles]
        self.cards.append(self.artist.map(_draw, paths, titles.values(), [site] * len(paths), chunksize=16))

    def _notebook_file(self, example: Example, language: str, default: str, config: MkDocsConfig) -> NotebookFile:
        source = f"examples/{example.name}.ipynb"
        prefix = "" if language == default else f"{language}/"
        file = NotebookFile(
            source,
            str(self.cache / "notebooks"),
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

    def _language(self, code: str) -> Language:
        """A language; with English words where it is in the settings and has nothing yet."""
        folder = self.book.root / "docs" / code
        english = self.book.languages[ENGLISH].strings if ENGLISH in self.book.languages else {}
        return self.book.languages.get(code) or Language(code, folder, {}, fallback=english)

    def _renderer(self, config: MkDocsConfig) -> Renderer:
        language = self._language(self._i18n(config).current_language)
        return Renderer(self.book, language, config.extra.get("repository") or "")

    @guarded
    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Blocks and mathematics become tokens that Markdown passes through."""
        source = self._source(page)
        if source is None:
            return markdown
        rendered = self._renderer(config).render(source)
        page.meta.update(source.meta)  # as the checks have read them
        self.rendered[page.file.dest_uri] = rendered
        return rendered.markdown

    def _source(self, page: Page) -> pages.Page | None:
        language, _, name = page.file.src_uri.partition("/")
        name = name.removesuffix(".md")
        return self.book.pages.get((language, name)) or self.book.pages.get((ENGLISH, name))

    @guarded
    @event_priority(-100)
    def on_page_content(self, content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put back what the tokens stand for; frame the page of an example."""
        self.say(next(self.to_do, "the last pages"))
        renderer = self._renderer(config)
        if isinstance(page.file, NotebookFile):
            name = page.file.src_uri.removeprefix("examples/").removesuffix(".ipynb")
            body = content.split("<style>")[0]  # mkdocs-jupyter appends nbconvert's style sheet
            cells = SOURCE.sub(lambda match: listing(html.unescape(match[1])), body)
            example = self.book.examples[name]
            page.title, page.meta["description"] = renderer.language.about(example)
            inner: list[Any] = [{"level": 2, "id": cell, "name": cell, "children": []} for cell in example.cells]
            page.toc = get_toc([{"level": 1, "id": "example", "name": page.title, "children": inner}])
            framed = example_page(renderer, example, cells)
            return banner.mark_untranslated(self.book, renderer.language.code, framed, f"examples/{name}")
        if renderer.language.code != ENGLISH:
            page.links_to_anchors = None  # a translation that is behind may lack one: the banner sees to them
        rendered, source = self.rendered.pop(page.file.dest_uri, None), self._source(page)
        self.report([*shown.check(source, content, rendered.said)] if rendered and source else [])
        finished = rendered.finish(content) if rendered else content
        if source:  # a claim in a list of headings would be read as a fact
            claims = {claim.id for claim in self.book.claims_on(source)}
            page.toc = get_toc(_without(page.toc.items, claims))
        # MkDocs has seen the ids of the Markdown; these are the ones that were held back from it.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | set(ID.findall(finished))
        return banner.localise(renderer, finished, self._name(page), self._written_in(page))

    @guarded
    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """What a template that is no page (404.html) finds in place of a page's head."""
        i18n = self._i18n(config)
        messages = [
            {
                "language": code,
                "title": language.text("404.title"),
                "text": language.text("404.text"),
                "link": language.text("404.link"),
                "home": "." if code == i18n.default_language else f"{code}/",
            }
            for code, language in self.book.languages.items()
            if code in i18n.build_languages
        ]
        config.theme["direction"] = self._language(i18n.current_language).rules.direction or None
        env.loader = jinja2.ChoiceLoader([jinja2.FunctionLoader(self._words_of_theme), env.loader])
        env.auto_reload = False  # templates do not change during a build, and each use of one would look
        env.globals["lbl"] = {
            "csp": self._policy(),
            "title": "404",
            "not_found": messages,
            "alternates": [],
            "sitemap": "",
            "strings": {"not_found": {code: self._spoken(self._language(code)) for code in i18n.build_languages}},
        }
        # 404.html and sitemap.xml are there once; the other languages take the templates as the first compiled them.
        if self._is_first(config):
            env.globals["lbl"]["sitemap"] = published.sitemap(self.book, config.site_url or "", i18n.build_languages)
            env.globals["lbl_once"] = Once()
            self.env = env
        else:
            config.theme.static_templates.discard("404.html")
            # Made again, the same: what is no template MkDocs would copy as it stands, from the third language on.
            env.globals["lbl"]["sitemap"] = self.env.globals["lbl"]["sitemap"]
            self.env.globals["lbl"] = env.globals["lbl"]
        self.env.globals["lbl_once"].kept.clear()  # another language has other words
        return self.env

    def _words_of_theme(self, template: str) -> str | None:
        """Material's words for a language, which says its own code even where they are those of a language near it."""
        if not template.startswith("partials/languages/"):
            return None
        code = template.removeprefix("partials/languages/").removesuffix(".html")
        words = settings.words_of_theme(code, self._language(code).rules.theme).read_text(encoding="utf-8")
        words = re.sub('"language": "[^"]*"', f'"language": "{code}"', words, count=1)
        title = json.dumps(self._language(code).text("theme.toc"), ensure_ascii=False)
        return re.sub('"toc": "[^"]*"', lambda _: f'"toc": {title}', words, count=1)

    def _policy(self) -> str:
        return "" if self.serving else head.PLACE  # live reload is an inline script that MkDocs adds afterwards

    @guarded
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """The head of a page."""
        context["lbl"] = {"alternates": []}
        if self._name(page) == "index":
            page.meta["hide"] = ["navigation", "toc"]  # it leads everywhere by itself
        i18n = self._i18n(config)
        language = self._language(i18n.current_language)
        site = config.site_url or ""
        name = self._name(page)
        written = self._written_in(page)
        title = page.meta.get("title") or str(page.title)
        links = [] if written != language.code else head.alternates(self.book, site, name, i18n.build_languages)
        prefix = "" if language.code == ENGLISH else f"{language.code}/"
        has_feed = (language.code, published.CHANGES) in self.book.pages
        context["lbl"] |= {
            "csp": self._policy(),
            # The title of an example may be that of a page: its file tells them apart.
            "title": page.meta.get("title") or f"{page.title} ({name.removeprefix('examples/')}.py)",
            "description": page.meta.get("description"),
            # A page that falls back to English is English, for a search engine.
            "canonical": address.absolute(site, written, name),
            "alternates": links,
            "feed": f"{prefix}feed.xml" if has_feed else None,
            "feed_title": language.text("language.site"),
            "card": f"{site}assets/cards/{written}/{name}.png",
            "data": head.data(self.book, site, name, written, language.text, page.content or "")
            if (written, name) in self.book.pages
            else None,
            "strings": self._script_strings(language, name),
            "crumbs": self._crumbs(page, nav, language),
            "crumbs_label": language.text("theme.up"),
            "foot": foot(
                head.plain(title),
                language.text("language.site"),
                address.absolute(site, written, name),
                source=f"{name}.py" if isinstance(page.file, NotebookFile) else f"docs/{written}/{name}.md",
                repository=config.extra.get("repository") or "",
                subject=language.text("foot.subject", title=title),
            ),
            "foot_words": {key: language.text(f"foot.{key}") for key in ("report", "edit", "cite")},
        }
        return context

    def _crumbs(self, page: Page, nav: Navigation, language: Language) -> list[tuple[str, str]]:
        """The way up from a page: title and address of the first page of each folder above it."""
        home = nav.homepage
        if not home or page.url == home.url:
            return []
        crumbs = [(language.text("language.site"), home.url)]
        for section in cast(list[Any], [*page.ancestors][::-1]):
            first = (section.children or [None])[0]
            if isinstance(first, Page) and first is not page:
                crumbs.append((str(section.title), first.url))
        if isinstance(page.file, NotebookFile):
            listed = next((one for one in nav.pages if self._name(one) == "examples/index"), None)
            crumbs += [(str(listed.title), listed.url)] if listed else []
        return crumbs

    def _spoken(self, language: Language) -> dict[str, Any]:
        return {key: text for key, text in {**language.fallback, **language.strings}.items() if key.startswith(WORDS)}

    def _script_strings(self, language: Language, name: str) -> dict[str, Any]:
        """Interface strings that site.js shows, and the languages in which the page can be offered."""
        strings: dict[str, Any] = self._spoken(language)
        there = self.book.names
        others = [other for other in self.book.languages.values() if (other.code, name) in there]
        own = (language.code, name) in there  # a page that falls back offers nothing: its banner speaks
        offered = [other for other in others if own and other.code != language.code]
        strings["languages"] = {other.code: other.text("offer.text") for other in offered}
        strings["close"] = {code: self._language(code).text("offer.close") for code in strings["languages"]}
        return strings

    def _name(self, page: Page) -> str:
        """Name of a page, the same in every language."""
        source = page.file.src_uri
        return source.removesuffix(".ipynb") if isinstance(page.file, NotebookFile) else source.split("/", 1)[1][:-3]

    def _written_in(self, page: Page) -> str:
        """The language in which a page was written: English on a page that falls back to it."""
        file = page.file
        language = file.locale_alternate_of if isinstance(file, NotebookFile) else file.src_uri.split("/")[0]
        return language if (language, self._name(page)) in self.book.names else ENGLISH

    @guarded
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Mend what Material gets wrong; name the hashes of the page's scripts in its policy."""
        english, own = (self._language(code) for code in (ENGLISH, self._i18n(config).current_language))
        for name in ("theme.dark", "theme.light"):  # mkdocs.yml names the switch in English
            output = output.replace(html.escape(english.text(name)), html.escape(own.text(name)))
        return head.csp(mend(output))

    @guarded
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """404.html is a page, too."""
        return head.csp(mend(output_content)) if template_name == "404.html" else output_content

    @guarded
    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Lean style sheets and the last cards, once all languages are built."""
        if self._i18n(config).building:
            return
        site_dir = Path(config.site_dir)
        ours = Path(config.theme.custom_dir or "").resolve() == HERE / "theme"
        for unused in UNUSED_BY_OURS if ours else UNUSED:
            shutil.rmtree(site_dir / unused, ignore_errors=True)
        if not self.serving:
            styles.prune_all(site_dir)
        for cards in self.cards:
            list(cards)  # raises what went wrong
        self._dismiss_artist()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing running behind a build that failed."""
        self._dismiss_artist()

    def _dismiss_artist(self) -> None:
        if self.artist:
            self.artist.shutdown(cancel_futures=True)
        self.artist, self.cards = None, []


def _without(items: Sequence[AnchorLink], ids: set[str]) -> list[Any]:
    """A table of contents without some of its ids, as Markdown gives it."""
    return [
        {"level": item.level, "id": item.id, "name": item.title, "children": _without(item.children, ids)}
        for item in items
        if item.id not in ids
    ]
