"""The pages about people: who is here, who comes in, and what is one's own."""
