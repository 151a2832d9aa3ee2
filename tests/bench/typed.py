# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the search entry while people are looked for, by the kind of text."""

CLASSES = (
    "1 letter",
    "2 letters",
    "3 letters",
    "4 to 8 letters",
    "two names",
    "diacritics",
    "telephone digits",
    "no such name",
)


def states(text):
    """Every state of the search entry while @text is typed."""
    return [text[:length] for length in range(1, len(text) + 1)]


def name_class(text):
    if " " in text.strip():
        return "two names"
    letters = len(text)
    return f"{letters} letter{'s' if letters > 1 else ''}" if letters < 4 else "4 to 8 letters"


def queries(people):
    """[(class, text)]: what is in the entry after each key."""
    result = []
    for person in people:
        first, *_middle, last = person["name"].split()
        lower = f"{first} {last[:4]}".lower()
        result += [(name_class(text), text) for text in states(lower) if not text.endswith(" ")]
        if not person["name"].isascii():
            word = next(word for word in person["name"].split() if not word.isascii())
            result += [("diacritics", text) for text in states(word)[2:]]
        national = "0" + person["phone"][4:]
        result += [("telephone digits", text) for text in states(national)[3:]]
        result.append(("no such name", last[::-1].lower() + "xq"))
    return result
