"""The connector `postal-code`: prefecture, city and town of a postal code, by the register that the product carries.

{"connector": "postal-code", "inputs": {"postal_code": "new_postal_code"}, "outputs": {"new_city": "city"}}
"""

from collections.abc import Mapping

from connectors.errors import NoSuchInput
from engine.shell.services import Question
from intake.postal_codes import address_of
from kernel.json_types import Json


class PostalCodes:
    """Looks postal codes up. It speaks with nobody."""

    def partner(self, settings: Mapping[str, Json]) -> str | None:
        """Return None: there is nobody outside."""
        del settings
        return None

    def answer(self, question: Question) -> Mapping[str, Json]:
        """Return `prefecture`, `city` and `town`."""
        code = question.inputs.get("postal_code")
        found = address_of(code) if isinstance(code, str) else None
        if found is None:
            raise NoSuchInput(name="postal_code")
        return found
