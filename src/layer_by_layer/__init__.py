"""Layer by Layer: pages whose every statement has a verdict, and whose every number is printed by code."""
