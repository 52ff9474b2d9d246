"""Pure models of the interface lab, one subject a file.

`compat`    S2: the verdict on two JSON Schemas, for a request or a response
`versions`  S2: the version number that a verdict asks for
`plain`     a JSON Schema without references and alternatives, ready to compare
`rules`     one keyword against itself: what was lost, what was gained
`shape`     what is wrong with a schema before it can be compared
"""
