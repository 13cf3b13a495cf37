"""The page "Hosts that fit you": ten questions without an account, then the list with reasons."""
