"""Make `lang/en/words.toml`: which common English words are nouns, verbs, adjectives or adverbs.

    python tools/words_find.py ../shared/train > src/chronofile/lang/en/words.toml

Counted over two treebanks that may be built upon (UD English EWT, CC BY-SA 4.0; UD English GUM, free genres,
CC BY 4.0 with texts CC BY / CC BY-SA / public domain) and, for words in lower case alone, Wikinews (CC BY 2.5).
Only single words and their class are kept: no sentence, no name, no count.
"""

import collections
import gzip
import json
import re
import sys
from pathlib import Path

CLASSES = {"NOUN": "noun", "VERB": "verb", "ADJ": "adjective", "ADV": "adverb"}
WORD = re.compile(r"[a-z]{2,24}(?:-[a-z]{2,16})?")
SHARE = 0.12
"""A class counts for a word when at least this share of its uses has it: below lie the treebanks' own slips."""


def classes(folder: Path) -> dict[str, collections.Counter[str]]:
    found: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for file in sorted(folder.glob("ud/*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                for sentence in json.loads(line)["sents"]:
                    for word, lemma, tag in zip(sentence["tokens"], sentence["lemma"], sentence["upos"], strict=True):
                        if word.islower() and tag in CLASSES and WORD.fullmatch(lemma):
                            found[lemma][CLASSES[tag]] += 1
    return found


def seen(folder: Path) -> collections.Counter[str]:
    counts: collections.Counter[str] = collections.Counter()
    for file in sorted(folder.glob("text/*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(re.findall(r"(?<![\w'-])[a-z]{3,24}(?![\w'-])", json.loads(line)["text"]))
    return counts


def main() -> None:
    folder = Path(sys.argv[1])
    lists: dict[str, list[str]] = collections.defaultdict(list)
    known = set()
    for lemma, counts in classes(folder).items():
        total = sum(counts.values())
        kept = [c for c, n in counts.most_common() if n / total >= SHARE]
        if total < 2 and "verb" not in kept and "noun" not in kept:
            continue
        known.add(lemma)
        names = set(kept)
        if {"noun", "verb"} <= names:
            lists["noun_or_verb" if counts["noun"] >= counts["verb"] else "verb_or_noun"].append(lemma)
        elif kept[0] == "adjective" and "verb" in names:
            lists["adjective_or_verb"].append(lemma)
        else:
            lists[kept[0]].append(lemma)
    for word, count in seen(folder).items():
        if count >= 2 and word not in known:
            lists["seen"].append(word)
    print("# Classes of common words, made by tools/words_find.py from UD English EWT (CC BY-SA 4.0),")
    print("# UD English GUM (free genres, CC BY 4.0) and Wikinews (CC BY 2.5). Do not edit by hand.")
    for name in ("noun", "verb", "noun_or_verb", "verb_or_noun", "adjective_or_verb", "adjective", "adverb", "seen"):
        words = " ".join(sorted(lists[name]))
        lines = re.sub(r"(.{1,116})(?: |$)", r"\1\n", words).strip()
        print(f'\n{name} = """\n{lines}\n"""')


if __name__ == "__main__":
    main()
