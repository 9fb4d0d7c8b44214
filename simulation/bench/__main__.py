"""`script/bench NAME [options]`: each benchmark is a module of this package with a `main`."""

from importlib import import_module
from pathlib import Path
import sys


def names() -> list[str]:
    """Return the benchmarks that there are: the modules and packages that say `def main(`."""
    here = Path(__file__).parent
    found = {path.stem.replace("_", "-"): path for path in here.glob("*.py") if not path.stem.startswith("_")}
    found |= {path.parent.name: path for path in here.glob("*/__init__.py")}
    return sorted(name for name, path in found.items() if "\ndef main(" in path.read_text(encoding="utf-8"))


def run(arguments: list[str]) -> int:
    """Run one benchmark with the rest of the arguments."""
    if not arguments or arguments[0] not in names():
        print(f"usage: script/bench {{{','.join(names())}}} [--help] ...", file=sys.stderr)
        return 2
    status: int = import_module(f"{__package__}.{arguments[0].replace('-', '_')}").main(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
