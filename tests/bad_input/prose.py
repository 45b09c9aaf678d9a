"""Long texts, made when they are needed."""

from __future__ import annotations

_NAMES = ("Mirjam Stolt", "Jonas Abel", "Ilse Kram", "Peer Sand", "Ruth Winter")
_PLACES = ("Port Hallow", "Ternsund", "Marrick", "Oldquay")
_ACTS = ("met", "visited", "wrote to", "telephoned", "thanked")


def prose(size: int) -> str:
    """About `size` characters of news of the harbour, in paragraphs, each with a date and a number of its own."""
    told, length, number = ["News of the harbour"], 0, 0
    while length < size:
        who, whom = _NAMES[number % 5], _NAMES[(number * 3 + 1) % 5]
        told.append(
            f"On {number % 28 + 1} September 2023, {who} {_ACTS[number % 5]} {whom} in {_PLACES[number % 4]}, the harbour "
            f"office said in its notice number {number}. The ferry stayed at the quay, and nobody said for how long. "
            f"“We wait for an answer to our letter of last week,” said {whom}, who had come with {number + 2} others."
        )
        length += len(told[-1]) + 2
        number += 1
    return "\n\n".join(told) + "\n"
