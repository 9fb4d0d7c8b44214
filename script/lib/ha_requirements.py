"""Print what Home Assistant would install while it starts with the given integrations.

Usage: ha_requirements.py HOMEASSISTANT_PACKAGE_DIR DOMAIN...

Installed up front, Home Assistant starts without a package index, and the same everywhere.
"""

import ast
from collections.abc import Iterator
import json
from pathlib import Path
import sys


def assigned(tree: ast.Module, names: set[str]) -> Iterator[ast.expr]:
    """Yield the values assigned to these module-level names."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in names:
            yield node.value


def strings(node: ast.AST) -> Iterator[str]:
    """Yield every string literal below a node."""
    for sub in ast.walk(node):
        if isinstance(sub, ast.Constant) and isinstance(sub.value, str):
            yield sub.value


def always_loaded(root: Path) -> set[str]:
    """Return the domains of the default integrations and of every entity platform.

    Read from the source instead of imported: this runs before the dependencies are there.
    """
    domains: set[str] = set()
    bootstrap = ast.parse((root / "bootstrap.py").read_text())
    for value in assigned(bootstrap, {"DEFAULT_INTEGRATIONS", "CORE_INTEGRATIONS", "FRONTEND_INTEGRATIONS"}):
        domains.update(strings(value))
    domains.update(strings(ast.parse((root / "generated/entity_platforms.py").read_text())))
    return domains


def requirements(root: Path, domains: list[str]) -> set[str]:
    """Return the requirements of these integrations and of all that they depend on."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [*always_loaded(root), *domains]
    while todo:
        domain = todo.pop()
        manifest = root / "components" / domain / "manifest.json"
        if domain in seen or not manifest.exists():
            continue
        seen.add(domain)
        data = json.loads(manifest.read_text())
        found.update(data.get("requirements", []))
        todo.extend(data.get("dependencies", []))
    # In no manifest: the auth modules. Without the default one's the core does not start at all.
    for path in [*root.glob("auth/mfa_modules/*.py"), *root.glob("auth/providers/*.py")]:
        for value in assigned(ast.parse(path.read_text()), {"REQUIREMENTS"}):
            found.update(ast.literal_eval(value))
    return found


if __name__ == "__main__":
    print("\n".join(sorted(requirements(Path(sys.argv[1]), sys.argv[2:]), key=str.lower)))
