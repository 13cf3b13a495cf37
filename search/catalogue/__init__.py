"""The catalogue of offers at `/offers/`: its page, and what stands beside it."""
