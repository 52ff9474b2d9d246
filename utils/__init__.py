"""Everything the notebooks call: one shared floor (`kit`) and one room per topic."""
