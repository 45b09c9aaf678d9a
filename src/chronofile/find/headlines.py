"""Headlines of entries: the page's own words in their own order, cut, never rewritten."""

from __future__ import annotations

import re

from chronofile.find.chunks import Chunk
from chronofile.find.clause import Clause
from chronofile.find.reading import Read

LONGEST = 160
"""Characters: what fits on two lines of a list; a longer one is cut at the end of a phrase."""
_ESCAPED = re.compile(r"\\(['\"])")


def headline(
    read: Read, page: str, clause: Clause, speech: tuple[int, int] | None, pronoun: str = "", tells: bool = False
) -> str:
    """Subject, verb and what belongs to it. `speech` are the tokens from the speaker to the end of the words of saying
    where somebody says so; `pronoun` is the name that takes the place of a pronoun subject ("" for none).
    `tells` is True where the verb itself says something, so that what it says belongs to it.
    """
    pieces = _clause_pieces(read, clause, tells)
    if not pieces:
        return _tidy(read.text(page, 0, len(read.s)))
    trailing: tuple[int, int] | None = None
    if speech is not None:
        first, last = speech
        if first > pieces[-1][1]:
            trailing = speech
        else:
            pieces = [p for p in pieces if not (p[0] >= first and p[1] <= last)]
            joined = _that(read, last)
            pieces = sorted([*pieces, (first, joined), *_between(read, joined, pieces)])
    pieces = _merged(read, pieces)
    texts = []
    for first, last in pieces:
        text = read.text(page, first, last)
        if pronoun and clause.subject and not clause.shared and first == read.chunks[clause.subject[0]].first:
            subject = read.chunks[clause.subject[0]]
            if subject.pronoun:
                rest = read.text(page, subject.last, last) if subject.last < last else ""
                text = f"{pronoun} {rest}".strip()
        texts.append(text)
    line = " ".join(texts)
    if trailing is not None:
        line = f"{line.rstrip(' ,;:')}, {read.text(page, *trailing)}"
    return _tidy(line)


def _between(read: Read, at: int, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What stands between the words of saying and the clause ("him that", "in a statement that"), times left out."""
    following = min((p[0] for p in pieces if p[0] >= at), default=at)
    if following - at > 12:
        return []
    kept = []
    for n, c in enumerate(read.chunks):
        if at <= c.first and c.last <= following and c.kind not in ("TM", "PAR"):
            if c.kind == "I" and n + 1 < len(read.chunks) and read.chunks[n + 1].kind == "TM":
                continue
            kept.append((c.first, c.last))
    return kept


def _that(read: Read, last: int) -> int:
    return last + 1 if last < len(read.s) and read.s.lowers[last] in read.s.function.that else last


def _clause_pieces(read: Read, clause: Clause, tells: bool) -> list[tuple[int, int]]:
    """Token stretches of the clause in order: subject with its "of …", verb, objects and phrases; times left out."""
    ch = read.chunks
    pieces: list[tuple[int, int]] = []
    if clause.subject:
        first = clause.subject[0]
        last = _tail(ch, clause.subject[-1], clause.at)
        if clause.objects and clause.objects[0] < first:
            # "the men whom police detained": whom it befell stands in front, and the line is not complete without.
            pieces.append((ch[_chain(ch, clause.objects[0])].first, ch[first].first))
        if first < clause.at:
            last = _apposition_end(ch, last, clause.at)
            pieces.append((ch[first].first, ch[last].last))
            pieces += [(c.first, c.last) for c in ch[last + 1 : clause.at] if c.kind == "R" and not clause.shared]
        elif not clause.verb.finite:
            return []
    else:
        return []
    if clause.shared:
        if clause.verb.passive and (helper := _shared_helper(read, clause)) is not None:
            pieces.append((helper, helper + 1))
        k = clause.at - 1
        while k > clause.subject[-1] and ch[k].kind == "R":
            k -= 1
        pieces += [(c.first, c.last) for c in ch[k + 1 : clause.at]]
    if clause.verb.infinitive and clause.governor >= 0:
        governor = read.clauses[clause.governor]
        if not governor.verb.finite:
            return []
        pieces += _without_times(ch, governor.at, clause.at)
    pieces.append((ch[clause.at].first, ch[clause.at].last))
    pieces += _behind(read, clause, tells)
    if clause.kind == "adverbial" and (mark := _condition(read, clause)) is not None:
        pieces.append((ch[mark].first, ch[mark].last))
    while len(pieces) > 1 and _loose(read, pieces[-1]):
        pieces.pop()
    return sorted(set(pieces))


def _shared_helper(read: Read, clause: Clause) -> int | None:
    """ "was arrested and taken to Oslo": the token of the helping verb that both share."""
    own = read.chunks[clause.at]
    if any(read.s.tags[t] == "B" for t in range(own.first, own.last)):
        return None
    for other in read.clauses:
        if other.subject == clause.subject and not other.shared and other.verb.passive and other.at < clause.at:
            chunk = read.chunks[other.at]
            return next((t for t in range(chunk.first, chunk.last) if read.s.tags[t] == "B"), None)
    return None


def _condition(read: Read, clause: Clause) -> int | None:
    """ "if the court rules": without its mark a condition would read as told; the chunk of the mark."""
    ch, s = read.chunks, read.s
    k = (clause.subject[0] if clause.subject and not clause.shared else clause.at) - 1
    while k >= 0 and ch[k].kind in ("R", "TM", "I"):
        k -= 1
    return k if k >= 0 and ch[k].kind == "S" and s.lowers[ch[k].first] in s.function.conditional else None


def _tail(ch: list[Chunk], last: int, verb: int) -> int:
    """Where the subject with its phrases ends: "friends of Ana Ruiz and Petra Vance"."""
    if all(c.kind in ("NP", "I", "C") for c in ch[last + 1 : verb]) and not any(c.pronoun for c in ch[last + 1 : verb]):
        return max(last, verb - 1)
    while last + 2 < verb and ch[last + 1].kind == "I" and ch[last + 2].kind == "NP":
        last += 2
    return last


def _chain(ch: list[Chunk], first: int) -> int:
    """ "Talks about an accord, which": the first noun phrase of a chain joined by prepositions."""
    while first >= 2 and ch[first - 1].kind == "I" and ch[first - 2].kind == "NP":
        first -= 2
    return first


def _without_times(ch: list[Chunk], first: int, last: int) -> list[tuple[int, int]]:
    """The chunks from `first` to `last` (excluded), times and their prepositions left out."""
    pieces = []
    for k in range(first, last):
        time = ch[k].kind == "TM" or (ch[k].kind == "I" and ch[k + 1].kind == "TM")
        if not time:
            pieces.append((ch[k].first, ch[k].last))
    return pieces


def _loose(read: Read, piece: tuple[int, int]) -> bool:
    """A comma or joining word at the end, except one that belongs to the verb before it: "switched off". An adverb too
    where what it leads to was cut: "died shortly (before the trial)".
    """
    at = next((k for k, c in enumerate(read.chunks) if c.last == piece[1]), -1)
    cut = 0 <= at < len(read.chunks) - 1 and read.chunks[at + 1].kind in ("VG", "TM", "I", "S")
    tag = read.s.tags[piece[1] - 1]
    if tag == "R":
        led = at > 0 and read.chunks[at - 1].kind == "I"  # "for roughly (two years)"
        return cut and read.chunks[at].kind == "R" and (led or read.chunks[at + 1].kind in ("S", "VG"))
    if tag not in (",", "C", "I", "T"):
        return False
    return cut or not any(c.kind == "VG" and c.last == piece[0] for c in read.chunks)


def _apposition_end(ch: list[Chunk], last: int, verb: int) -> int:
    """A short apposition between subject and verb stays: "Her sister, Ana Ruiz, visited"."""
    if last + 4 == verb and ch[last + 1].kind == "," and ch[last + 2].kind == "NP" and ch[last + 3].kind == ",":
        return last + 3
    return last


def _behind(read: Read, clause: Clause, tells: bool) -> list[tuple[int, int]]:
    """Objects, phrases and what is said or meant, up to the next clause of its own; times and brackets left out."""
    ch = read.chunks
    pieces: list[tuple[int, int]] = []
    size, said, that = 0, tells, False
    k = clause.at + 1
    while k < len(ch):
        c, nxt = ch[k], ch[k + 1] if k + 1 < len(ch) else None
        if c.kind == "TM" or (c.kind == "I" and nxt is not None and nxt.kind == "TM"):
            k += 1 if c.kind == "TM" else 2
            continue
        if c.kind == "PAR":
            if read.s.role == "caption":
                break
            k += 1
            continue
        if c.kind == "S" and not that and (tells or not said) and read.s.lowers[c.first] in read.s.function.that:
            said = that = True
        elif c.kind == "S" and k == clause.at + 1 and read.s.lowers[c.first] in read.s.function.whether:
            said = True
        elif c.kind in ("S", "W", ":", "QUOTE"):
            break
        elif c.kind == "VG":
            bare = c.bare and c.verb is not None and (c.verb.form != "ing" or k == clause.at + 1)
            if not (c.infinitive or (c.finite and said) or bare):
                break
            said = said and not c.finite
        elif c.kind == ",":
            if nxt is None or nxt.kind != "NP" or not _list_ahead(ch, k + 1):
                break
        elif c.kind == "C":
            if nxt is None or nxt.kind not in ("NP", "I") or _clause_ahead(ch, k + 1):
                break
        elif (c.kind == "NP" and not said and _clause_ahead(ch, k) and k > clause.at + 1 and ch[k - 1].kind != "I") or (
            c.kind == "NP" and c.last - c.first == 1 and read.s.tags[c.first] == "X" and "." in read.s.words[c.first]
        ):
            break
        size += read.s.ends[c.last - 1] - read.s.starts[c.first]
        if size > LONGEST and c.kind in ("I", "C", ",", "VG"):
            break
        pieces.append((c.first, c.last))
        k += 1
    return pieces


def _clause_ahead(ch: list[Chunk], k: int) -> bool:
    """From `k` on noun phrases lead up to a finite verb."""
    for c in ch[k : k + 8]:
        if c.finite:
            return True
        if c.kind not in ("NP", "I", "R", "TM"):
            return False
    return False


def _list_ahead(ch: list[Chunk], k: int) -> bool:
    for c in ch[k : k + 8]:
        if c.kind == "C":
            return True
        if c.kind not in ("NP", ",", "I"):
            return False
    return False


def _merged(read: Read, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for first, last in pieces:
        if made and first == made[-1][1] + 1 and read.s.words[first - 1] == ",":
            made[-1] = (made[-1][0], last)
        elif made and first <= made[-1][1]:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made


def _tidy(text: str) -> str:
    text = _ESCAPED.sub(r"\1", text).strip(" ,;:")
    if text[:1] in '"“«' and text.count("“") > text.count("”"):
        text = text[1:]
    if len(text) > LONGEST * 2:
        text = text[: LONGEST * 2].rsplit(" ", 1)[0]
    return text[:1].upper() + text[1:]
