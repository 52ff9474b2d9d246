"""Pure models of the interface lab, one subject a file.

`compatibility`  S2: the verdict on two JSON Schemas, for a request or a response
`versions`  S2: the version number that a verdict asks for
`normalize`  a JSON Schema without references and alternatives, ready to compare
`keyword_rules`  one keyword against itself: what was lost, what was gained
`schema_check`  what is wrong with a schema before it can be compared
"""
