"""Markup: the XML parts of a Word or Excel file. No document type, no entity, nothing fetched, its size bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from chronofile.bring import limits
from chronofile.errors import CalledWrongly


class Node:
    """One element. `name` and the keys of `attrs` are without their prefixes; `text` is the text directly inside."""

    __slots__ = ("attrs", "children", "name", "text")

    def __init__(self, name: str, attrs: dict[str, str]) -> None:
        self.name = name
        self.attrs = attrs
        self.children: list[Node] = []
        self.text = ""

    def first(self, name: str) -> Node | None:
        """The first child of that name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def all(self, name: str) -> Iterator[Node]:
        """All elements of that name below this one, in the order of the document."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)


class Target(Protocol):
    """What a part is told to, element by element; names come without their prefixes."""

    def start(self, name: str, attrs: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


class _Tree:
    def __init__(self) -> None:
        self.root = Node("", {})
        self._open = [self.root]

    def start(self, name: str, attrs: dict[str, str]) -> None:
        node = Node(name, attrs)
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, name: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].text += text


def tree(data: bytes, where: str) -> Node:
    """A part as a tree; the node given back holds the root element as its child. Raises CalledWrongly."""
    target = _Tree()
    feed(data, target, where)
    return target.root


def feed(data: bytes, target: Target, where: str) -> None:
    """Tell a part to `target`. `where` names the file in errors. Raises CalledWrongly for what is not plain XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = depth = 0

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > limits.ELEMENTS or depth > limits.DEPTH:
            raise CalledWrongly(f"{where} is nested too deep or too large inside; it was not read. Paste the table.")
        target.start(_local(name), {_local(key): value for key, value in attrs.items()} if attrs else attrs)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        target.end(_local(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = target.data
    parser.StartDoctypeDeclHandler = _refusal(where)
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise CalledWrongly(
            f"{where} is damaged inside. Open it in Word or Excel, save it anew and give that file."
        ) from None


def _refusal(where: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise CalledWrongly(f"{where} declares a document type, which no Word or Excel file does; it was not read.")

    return refuse


def _local(name: str) -> str:
    return name.rpartition(":")[2]
