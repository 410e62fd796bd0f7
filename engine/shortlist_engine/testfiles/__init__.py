"""Tests in files: pairs of files, documents of other tools, and the user's own tests, which lie
beside the program as `NAME.tests.json`. Light, so that the language server reads and writes them
where the files are, wherever the engine is."""
