"""Application forms: a document, the fields it asks for, and what becomes of an answer. No web page, no database."""
