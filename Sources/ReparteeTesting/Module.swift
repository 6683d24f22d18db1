enum ReparteeTesting {}
