"""How far each area is covered: what a document counts for, the cube, its measures, the passages behind a number."""
