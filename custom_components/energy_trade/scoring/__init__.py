"""What trading and planning brought, day by day."""
