"""What a letter to the partners promises; `reader` reads it, with a few hundred patterns."""

from utils.capstone.model.letter.records import (
    IN,
    OUT,
    Decider,
    LetterFigure,
    LetterReading,
    committed_figures,
)

__all__ = ["IN", "OUT", "Decider", "LetterFigure", "LetterReading", "committed_figures"]
