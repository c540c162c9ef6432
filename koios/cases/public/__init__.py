"""The pages for who asks: file, take the receipt, follow, add, rate, disagree."""
