"""Every refusal's sentence, by code; one module for each area."""

from importlib import import_module
from pkgutil import iter_modules

SENTENCES: dict[str, str] = {}
for _module in iter_modules(__path__):
    SENTENCES.update(import_module(f"{__name__}.{_module.name}").SENTENCES)
