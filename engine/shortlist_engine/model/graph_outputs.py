"""Has an exported graph give out what it computes in between, without the package `onnx`.

A serialised protobuf message with another one behind it is read as both merged, so outputs are
added by appending a graph that has nothing else. Only the names of the nodes' outputs have to be
read from the file, which is a matter of skipping over fields (protobuf.dev, "Encoding").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# Field numbers of onnx.proto.
_GRAPH = 7  # of a model
_NODE, _OUTPUT = 1, 12  # of a graph
_NODE_OUTPUT, _NODE_KIND = 2, 4
_NAME = 1  # of an output of a graph
_LENGTH_DELIMITED = 2
_FIXED = {1: 8, 5: 4}  # bytes, by wire type


def outputs_of(model: bytes, kind: str) -> list[str]:
    """Returns the names of what the nodes of one kind give out, in the order of the graph. Raises
    ValueError and IndexError when this is no model."""
    wanted, found = kind.encode(), []
    for number, graph in _fields(memoryview(model)):
        for number_in_graph, node in _fields(graph) if number == _GRAPH else ():
            if number_in_graph == _NODE:
                fields = list(_fields(node))
                if any(each == (_NODE_KIND, wanted) for each in fields):
                    found += [bytes(name).decode() for each, name in fields if each == _NODE_OUTPUT]
    return found


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """Returns the model with these as further outputs of its graph."""
    outputs = (_field(_OUTPUT, _field(_NAME, name.encode())) for name in names)
    return model + _field(_GRAPH, b"".join(outputs))


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview]]:
    """The fields that hold bytes, by their numbers."""
    place = 0
    while place < len(message):
        key, place = _number(message, place)
        kind = key & 7
        if kind == _LENGTH_DELIMITED:
            size, place = _number(message, place)
            if place + size > len(message):
                raise ValueError("the message is cut short")
            yield key >> 3, message[place : place + size]
            place += size
        elif kind in _FIXED:
            place += _FIXED[kind]
        elif kind == 0:
            _, place = _number(message, place)
        else:
            raise ValueError(f"wire type {kind}")


def _number(message: memoryview, place: int) -> tuple[int, int]:
    """A variable-length integer and the place behind it."""
    value = shift = 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _LENGTH_DELIMITED) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])
