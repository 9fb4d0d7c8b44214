"""How the market is said to an EVM: node, wallet, contracts, events."""
