"""Measure a built site against the budgets, in a browser: weight, requests, console, policy, layout, contrast, HTML.

Serves the folder itself, as a static host does, opens pages cold in Chromium, and says what to mend. Needs Playwright
(`pip install -e .[test]`), Chromium, Node and Java, and the packages of package.json (`npm ci`).
"""
