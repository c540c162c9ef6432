"""The pages for the customer: ask for a service, read a quote, ask about it, take it or not."""
