"""Tables of one's own on their way into a workspace: checked, reconciled, stated, put in place."""
