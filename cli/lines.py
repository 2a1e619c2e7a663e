"""Text that stays in its line."""


def one_line(text: str) -> str:
    """Return `text` without line breaks and control characters: titles and names are other people's text."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
