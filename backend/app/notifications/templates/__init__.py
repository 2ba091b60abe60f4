"""The templates of mail: Jinja2 in a sandbox. Administrators may write their own; what they write can't hurt."""
