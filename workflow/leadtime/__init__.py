"""Lead time (所要日数): how long a case takes from start to end by the calendar, without queues."""

from workflow.leadtime.estimate import LeadTime, done_within, lead_time, time_between

__all__ = ["LeadTime", "done_within", "lead_time", "time_between"]
