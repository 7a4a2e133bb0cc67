"""Pages of assessments, one file per noun."""
