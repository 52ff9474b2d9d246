"""The comparison room: who decides what among neighbouring roles."""
