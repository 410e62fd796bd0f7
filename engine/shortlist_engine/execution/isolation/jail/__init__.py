"""What runs inside the sandbox: standard library only, started as separate small processes."""
