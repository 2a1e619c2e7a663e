"""The flow: arrival, rule, review and decision by people, notice."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process


class Approval(flow.Flow):
    """The facts of a case lie in the process's JSON."""

    process_class = Process
    start = flow.StartHandle(this.begin).Next(this.route)
    route = (
        flow.If(lambda activation: activation.process.data["chip"] and activation.process.data["fee"] <= 3000)
        .Then(this.notice)
        .Else(this.review)
    )
    review = flow.Handle(this.work).Next(this.decide)
    decide = flow.Handle(this.work).Next(this.notice)
    notice = flow.Function(this.work).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, chip: bool) -> Any:
        """Let a case begin with what was asked."""
        activation.process.data = {"chip": chip, "fee": 3000}
        return activation.process

    def work(self, activation: Any) -> None:
        """Do nothing more than the step itself."""
