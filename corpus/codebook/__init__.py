"""The seven task areas as dated, versioned data: nouns, the file they are read from, changes between versions."""
