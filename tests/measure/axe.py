"""Axe: whether everyone can read and use a page."""

from __future__ import annotations

import json

from .result import Result
from .tool import module
from .view import DESK, PHONE, SETTLE, Scheme, View

SCRIPT = "axe-core/axe.min.js"

# When nothing moves any more: a text that fades in has too little contrast for a moment.
RUN = """Promise.race([
  Promise.allSettled(document.getAnimations().map(animation => animation.finished)),
  new Promise(wait => setTimeout(wait, 3000)),
]).then(() => axe.run(document, {resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}))
  .then(found => JSON.stringify(found.violations))"""


def check(seen: View, result: Result, scheme: Scheme) -> None:
    """Violations of axe's rules, best practices included, on telephone and desk."""
    seen.unfold()
    # Through the debugging protocol: the page's own policy forbids scripts that are not the site's.
    session = seen.tab.context.new_cdp_session(seen.tab)
    session.send("Runtime.evaluate", {"expression": module(SCRIPT).read_text("utf-8")})
    for width, height in (PHONE, DESK):
        seen.tab.set_viewport_size({"width": width, "height": height})
        seen.tab.wait_for_timeout(SETTLE)
        answer = session.send("Runtime.evaluate", {"expression": RUN, "awaitPromise": True, "returnByValue": True})
        for violation in json.loads(answer["result"]["value"]):
            for node in violation["nodes"]:
                summary = " ".join(node["failureSummary"].partition("\n")[2].split())
                element = " ".join(node["html"].split())
                result.add("axe", [f"{violation['id']} ({scheme}) {element[:120]}: {summary[:200]}"])
