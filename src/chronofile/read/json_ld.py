"""What the page's JSON-LD (schema.org) says of the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

_ARTICLE = re.compile(r"(?:Article|Report|BlogPosting|LiveBlogPosting|Posting|Review|OpinionPiece)\Z|\ANews")
_PAGE = frozenset(("WebPage", "ItemPage", "CreativeWork", "VideoObject", "Recipe", "HowTo", "QAPage"))
_LOOSE_COMMA = re.compile(r",(?=\s{0,64}[}\]])")
_CONTROL = re.compile("[\x00-\x1f]")
_NODES = 5_000
"""Objects looked at in one page's JSON-LD; product listings hold more and no article."""
_LONGEST = 4_000_000


class ArticleData(msgspec.Struct, frozen=True):
    """Values as the page gives them, empty where it gives none. `kind` is the schema.org type."""

    kind: str = ""
    headline: str = ""
    alternative: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    url: str = ""
    body: str = ""
    description: str = ""


def articles_in(scripts: Sequence[str]) -> tuple[ArticleData, ...]:
    """Articles first, then plain web pages, each in the order of the page."""
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        nodes.extend(_objects(_parsed(script)))
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    articles = [_article(n, kind, by_id) for n in nodes if (kind := _kind(n, _is_article))]
    pages = [_article(n, kind, by_id) for n in nodes if (kind := _kind(n, _PAGE.__contains__))]
    return (*articles, *pages)


def _parsed(script: str) -> Any:
    text = script.strip()
    if len(text) > _LONGEST:
        return None
    for before, after in (
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ):
        text = text.removeprefix(before).removesuffix(after).strip()
    for attempt in (text, _LOOSE_COMMA.sub("", _CONTROL.sub(" ", text).rstrip("; "))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(root: Any) -> Iterable[dict[str, Any]]:
    """Every object, outer ones first, without recursion."""
    queue, seen = [root], 0
    at = 0
    while at < len(queue) and seen < _NODES:
        value = queue[at]
        at += 1
        if isinstance(value, dict):
            seen += 1
            yield value
            queue.extend(v for v in value.values() if isinstance(v, dict | list))
        elif isinstance(value, list):
            queue.extend(v for v in value[:_NODES] if isinstance(v, dict | list))


def _is_article(name: str) -> bool:
    return _ARTICLE.search(name) is not None and name not in ("NewsMediaOrganization", "SocialMediaPosting")


def _kind(node: dict[str, Any], wanted: Any) -> str:
    types = node.get("@type")
    for name in types if isinstance(types, list) else [types]:
        if isinstance(name, str) and wanted(name.rsplit("/", 1)[-1]):
            return name.rsplit("/", 1)[-1]
    return ""


def _article(node: dict[str, Any], kind: str, by_id: dict[str, dict[str, Any]]) -> ArticleData:
    page = node.get("mainEntityOfPage")
    page_url = page if isinstance(page, str) else page.get("@id") if isinstance(page, dict) else None
    return ArticleData(
        kind=kind,
        headline=_text(node.get("headline")) or (_text(node.get("name")) if kind not in _PAGE else ""),
        alternative=_text(node.get("alternativeHeadline")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        publisher=next(iter(_names(node.get("publisher"), by_id)), ""),
        language=_text(node.get("inLanguage")),
        url=_text(node.get("url")) or _text(page_url),
        body=_text(node.get("articleBody")),
        description=_text(node.get("description")),
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str | dict)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("text")
    return value.strip() if isinstance(value, str) else ""


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            whole = one if "name" in one else by_id.get(str(one.get("@id")), one)
            found = whole.get("name")
            names += [n.strip() for n in (found if isinstance(found, list) else [found]) if isinstance(n, str)]
        elif isinstance(one, str) and not one.startswith(("http://", "https://", "#")):
            names.append(one.strip())
    return [n for n in dict.fromkeys(names) if n]
