# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON documents: J1 to J5."""

import json
import re
import unicodedata

from rules import Broken, is_hex, read_key, require

DEPTH = 16
LARGEST = 1 << 53
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r",
           "\t": "\\t"}


def print_text(text):
    def escape(match):
        one = match.group()
        return ESCAPES.get(one) or f"\\u{ord(one):04X}"

    return '"' + re.sub(r'["\\\x00-\x1f]', escape, text) + '"'


def print_json(value):
    """The one spelling of J4."""
    if isinstance(value, dict):
        members = (print_text(name) + ":" + print_json(one) for name, one in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(print_json, value)) + "]"
    return print_text(value) if isinstance(value, str) else json.dumps(value)


def measure_depth(text):
    """The greatest nesting of brackets outside texts."""
    depth = deepest = 0
    for bracket in re.sub(r'"(\\.|[^"\\])*"?', "", text, flags=re.DOTALL):
        if bracket in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in "}]" and depth > 0:
            depth -= 1
    return deepest


class TooLarge(ValueError):
    """J5"""


def collect(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a member stands twice")
    for name, _ in pairs:
        check_text(name)
    return dict(pairs)


def refuse_number(_):
    raise ValueError("a number is not an integer")


def check_text(text):
    if "\0" in text or not unicodedata.is_normalized("NFC", text):
        raise ValueError("a text has a NUL or is not in normalisation form C")
    text.encode()


def check_values(value):
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, bool):
        pass
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise TooLarge("a number is above 2^53")
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            check_values(one)


def read_json(data, rule="J1"):
    try:
        text = data.decode()
        if measure_depth(text) > DEPTH:
            raise TooLarge("it is nested too deep")
        value = json.loads(text, object_pairs_hook=collect, parse_float=refuse_number,
                           parse_constant=refuse_number)
        check_values(value)
    except TooLarge as error:
        raise Broken("J5" if rule == "J1" else rule, str(error)) from None
    except ValueError as error:
        raise Broken(rule, str(error)) from None
    return value


class Document:
    """One JSON object and the way to ask it for members of a kind."""

    def __init__(self, value, rule="J3"):
        require(isinstance(value, dict), rule, "that is no object")
        self.value = value
        self.rule = rule

    @classmethod
    def read(cls, data, name):
        """@name: what stands before the number in "fmt"."""
        value = read_json(data)
        require(isinstance(value, dict), "J1", "that is no object")
        require(isinstance(value.get("fmt"), str), "J3", "it has no format")
        match = re.fullmatch(re.escape(name) + r"-v([1-9][0-9]*)", value["fmt"])
        require(match, "J2", "its format is another")
        require(match.group(1) == "1", "J2", "its format is newer", "newer")
        return cls(value)

    def check_members(self, *names):
        require(set(self.value) == set(names), self.rule, "its members are not those listed")

    def check_spelling(self, data, *names):
        """J4: @names in this order."""
        fine = tuple(self.value) == names and print_json(self.value).encode() == data
        require(fine, "J4", "it is not in its one spelling")

    def text(self, name):
        require(isinstance(self.value.get(name), str), self.rule, f"{name} is not a text")
        return self.value[name]

    def hex(self, name, size):
        require(is_hex(self.value.get(name), size), self.rule, f"{name} is not {size} bytes")
        return self.value[name]

    def integer(self, name, low, high):
        value = self.value.get(name)
        fine = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        require(fine, self.rule, f"{name} is not an integer of its limits")
        return value

    def array(self, name):
        require(isinstance(self.value.get(name), list), self.rule, f"{name} is not an array")
        return self.value[name]

    def key(self, name, rule):
        return read_key(self.text(name), rule)


LINE_BREAKS = re.compile("[\n\t\u2028-\u202e\u2066-\u2069]")


def is_line(text):
    """A name as in D3, or empty."""
    odd = any(unicodedata.category(one) == "Cc" for one in text)
    clean = not odd and LINE_BREAKS.search(text) is None and text == text.strip()
    return clean and len(text) <= 200
