# SPDX-License-Identifier: GPL-3.0-or-later
"""File, function and nesting budgets; functions may be excepted, files never."""

import ast
import re

from tree import Problem, unjustified

FILE_LINES = 800
FUNCTION_LINES = 60
NESTING = 4
EXCEPTIONS = "tests/style/budget-exceptions.txt"
COUNTED = (".c", ".h", ".py", ".sh", ".ui", ".sql", ".css", ".build")
FUNCTION_NAME = re.compile(r"(\w+)\s*\([^;{}]*\)[^;{}()]*$", re.DOTALL)
PY_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try)
PY_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def blank_directives(code):
    return re.sub(
        r"^[ \t]*#(?:\\\n|[^\n])*",
        lambda match: re.sub(r"[^\n]", " ", match.group(0)),
        code,
        flags=re.MULTILINE,
    )


def body_end(code, start):
    """Where the brace at @start closes, and how deep its control blocks go."""
    stack = []
    deepest = 0
    for match in re.finditer(r"[{}]", code[start:]):
        at = start + match.start()
        if match.group(0) == "}":
            stack.pop()
            if not stack:
                return at, deepest
            continue
        before = code[code.rfind("\n", 0, at) + 1 : at]
        after_block = not stack or stack[-1]
        previous = code[:at].rstrip()[-1:]
        is_block = after_block and not before.strip() and previous not in "=,("
        stack.append(is_block)
        deepest = max(deepest, sum(stack) - 1)
    return len(code), deepest


def c_functions(code):
    """(name, line, length, nesting) of each function; its lines run brace to brace."""
    code = blank_directives(code)
    for match in re.finditer(r"^\{", code, re.MULTILINE):
        head = code[: match.start()].rstrip()
        chunk = head[max(head.rfind(";"), head.rfind("}"), 0) :]
        name = FUNCTION_NAME.search(chunk)
        if not name or not chunk.endswith(")"):
            continue
        end, nesting = body_end(code, match.start())
        first = code.count("\n", 0, match.start()) + 1
        length = code.count("\n", match.start(), end) + 1
        yield first_word(chunk, name.group(1)), first, length, nesting


def first_word(chunk, fallback):
    """The name on the line that starts the definition, as the formatter lays it out."""
    match = re.search(r"^(\w+) \(", chunk, re.MULTILINE)
    return match.group(1) if match else fallback


def py_nesting(node, depth=0):
    deepest = depth
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, PY_FUNCTIONS):
                continue
            is_elif = name == "orelse" and isinstance(node, ast.If) and len(value) == 1
            deeper = isinstance(child, PY_BLOCKS) and not is_elif
            deepest = max(deepest, py_nesting(child, depth + deeper))
    return deepest


def py_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, PY_FUNCTIONS):
            length = node.end_lineno - node.lineno + 1
            yield node.name, node.lineno, length, py_nesting(node)


def functions(tree, path):
    if path.endswith(".c"):
        return c_functions(tree.code(path))
    if path.endswith(".py"):
        return py_functions(tree.read(path))
    return []


def over_budget(tree, path):
    for name, line, length, nesting in functions(tree, path):
        if length > FUNCTION_LINES:
            text = f"{length} lines, more than {FUNCTION_LINES}"
            yield "length", name, Problem(path, line, f"{name}: {text}")
        if nesting > NESTING:
            text = f"nested {nesting} deep, more than {NESTING}"
            yield "nesting", name, Problem(path, line, f"{name}: {text}")


def check(tree):
    exceptions = tree.exceptions(EXCEPTIONS)
    patterns = {entry.pattern for entry in exceptions}
    used = set()

    for path in tree.files:
        if not path.endswith(COUNTED) and path != "dev":
            continue
        lines = tree.read(path).count("\n")
        if lines > FILE_LINES:
            yield Problem(path, FILE_LINES + 1, f"{lines} lines, more than {FILE_LINES}")
        for kind, name, problem in over_budget(tree, path):
            key = f"{kind}:{path}:{name}"
            used.add(key)
            if key not in patterns:
                yield problem

    yield from unjustified(EXCEPTIONS, exceptions, used)
