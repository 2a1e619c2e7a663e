"""What a manual is made of: the documents of one version or of the drafts, put together by whoever keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.definition import Form
from kernel.text import Text
from workflow.definition import Flow
from workflow.table.model import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSource:
    """A letter's template (通知文); places stand in double braces."""

    key: str
    title: Text
    subject: Text
    body: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualSource:
    """A procedure as its documents say it is. What is said to applicants stands in `public` by its heading."""

    title: Text
    flow: Flow
    forms: Mapping[str, Form]
    tables: Mapping[str, Table]
    letters: Sequence[LetterSource] = ()
    summary: Text = ""
    who: Text = ""
    needs: Sequence[Text] = ()
    fee: Text = ""
    contact: Text = ""
    department: str = ""
    edition: str = ""
    """Which version this is, in words, with its day."""
    digest: str = ""
