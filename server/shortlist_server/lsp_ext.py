"""Our part of the protocol, beyond the specification: how shapes are read and written, and the
names that several surfaces share.

Shapes are attrs classes below `Shape`; on the wire their fields are in camelCase. Each stands with
the feature, service or presentation that it belongs to. docs/lsp-extensions.md describes them, and
a test compares the two.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from pygls.exceptions import JsonRpcInvalidParams

CODE_ACTION_KIND = "refactor.rewrite.shortlist"
PANEL_SCHEME = "shortlist-solutions"
SOURCE = "shortlist"

T = TypeVar("T")


class Shape:
    """Shape is the base of every class that travels in a request, a command or a notification of
    ours."""

    __slots__ = ()


@attrs.frozen
class NoParams(Shape):
    """NoParams is for a request or a command that takes nothing."""


@attrs.frozen
class Document(Shape):
    """The identifier names the document that a request is about."""

    uri: str
    version: int | None = None


def wire_name(field: attrs.Attribute[Any]) -> str:
    """Returns the name of a shape's field on the wire."""
    head, *rest = field.name.split("_")
    name: str = field.metadata.get("wire", head + "".join(part.title() for part in rest))
    return name


def _strict(expected: type, *, optional: bool) -> Any:
    """A reader that takes no value of another type: by itself, cattrs makes a string of a 7."""

    def check(value: Any, _: Any) -> Any:
        accepted = (int, float) if expected is float else (expected,)
        if (value is None and optional) or type(value) in accepted:
            return value
        raise ValueError(f"expected {expected.__name__}")

    return check


_STRICT = {
    annotation: _strict(expected, optional=optional)
    for expected in (str, int, float, bool)
    for annotation, optional in ((expected, False), (expected | None, True))
}


def _is_ours(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Shape)


def register_shapes(converter: cattrs.Converter) -> cattrs.Converter:
    """Teach an lsprotocol converter the classes below `Shape`."""

    def reader(cls: Any) -> Any:
        attrs.resolve_types(cls)
        overrides: dict[str, Any] = {
            field.name: override(rename=wire_name(field), struct_hook=_STRICT.get(field.type))
            for field in attrs.fields(cls)
        }
        return make_dict_structure_fn(cls, converter, **overrides)

    def writer(cls: Any) -> Any:
        attrs.resolve_types(cls)
        names: dict[str, Any] = {
            field.name: override(rename=wire_name(field)) for field in attrs.fields(cls)
        }
        write = make_dict_unstructure_fn(cls, converter, **names)
        kept = {wire_name(field) for field in attrs.fields(cls) if field.metadata.get("keep_none")}
        return lambda value: {
            key: item for key, item in write(value).items() if item is not None or key in kept
        }

    converter.register_structure_hook_factory(_is_ours, reader)
    converter.register_unstructure_hook_factory(_is_ours, writer)
    return converter


def read(converter: cattrs.Converter, cls: type[T], value: Any) -> T:
    """Reads parameters from the wire. Raises JsonRpcInvalidParams that names what is wrong."""
    value = {} if value is None else value
    if not isinstance(value, dict):
        raise JsonRpcInvalidParams(f"expected an object, got {type(value).__name__}")
    try:
        return converter.structure(value, cls)
    except cattrs.errors.BaseValidationError as error:
        reasons = "; ".join(cattrs.transform_error(error, path="params"))
        reasons = re.sub(r"(?<=[a-z])_([a-z])", lambda match: match[1].upper(), reasons)
        raise JsonRpcInvalidParams(reasons, data={"kind": "invalidParams"}) from error
    except (TypeError, ValueError, KeyError) as error:
        raise JsonRpcInvalidParams(str(error), data={"kind": "invalidParams"}) from error
