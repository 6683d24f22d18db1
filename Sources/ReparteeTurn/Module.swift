enum ReparteeTurn {}
