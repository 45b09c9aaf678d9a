"""desk: the browser interface, on this computer only. Server-rendered; case data comes through the front door alone.

`serve.serve` starts it; a screen is one file in `screens/`, its line in `screens/__init__.py` and its templates.
"""
