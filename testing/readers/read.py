"""Reads a file with the parser of its format, and prints its values as one JSON object."""

import json
import sys

import dotenv
import javaproperties
import yaml


def properties(path):
    with open(path, "rb") as file:
        return javaproperties.load(file)


def text(path):
    return open(path, encoding="utf-8", newline="")


readers = {
    "dotenv": lambda path: dotenv.dotenv_values(path, encoding="utf-8"),
    "json": lambda path: json.load(text(path)),
    "yaml": lambda path: yaml.safe_load(text(path)),
    "properties": properties,
}

print(json.dumps(readers[sys.argv[1]](sys.argv[2])))
