"""The API of systems, assessments, risks and comments: the forms' checks, the same actions."""
