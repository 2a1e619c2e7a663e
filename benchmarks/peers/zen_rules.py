"""zen-engine: the same table as a JDM decision table, the same rows; answers say how long one decision takes."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import zen


def model(columns: int, rules: list[list[list[int]]]) -> dict[str, Any]:
    """Return the decision model: a rule is a list of sides [low, high), the last one closed; its output its number."""
    largest = max(side[1] for rule in rules for side in rule)
    rows = [
        {"_id": f"r{number}", "out": str(number)}
        | {f"in{place}": f"[{low}..{high}{']' if high == largest else ')'}" for place, (low, high) in enumerate(rule)}
        for number, rule in enumerate(rules)
    ]
    content = {
        "hitPolicy": "first",
        "rules": rows,
        "inputs": [{"id": f"in{place}", "name": f"c{place}", "field": f"c{place}"} for place in range(columns)],
        "outputs": [{"id": "out", "name": "verdict", "field": "verdict"}],
    }
    table = {"id": "table", "type": "decisionTableNode", "name": "table", "content": content}
    ends = [{"id": "in", "type": "inputNode", "name": "in"}, {"id": "out", "type": "outputNode", "name": "out"}]
    edges = [{"id": f"e{source}", "sourceId": source, "targetId": target, "type": "edge"}
             for source, target in (("in", "table"), ("table", "out"))]  # fmt: skip
    return {"nodes": [*ends, table], "edges": edges}


def main() -> None:
    """Answer every number of rows with decisions a second and CPU milliseconds a decision."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    decision = zen.ZenEngine().create_decision(json.dumps(model(len(given["rows"][0]), given["rules"])))
    contexts = [{f"c{place}": value for place, value in enumerate(row)} for row in given["rows"]]
    for line in sys.stdin:
        chosen = contexts[: int(line)]
        begun, cpu = time.perf_counter(), time.process_time()
        answers = [decision.evaluate(context)["result"].get("verdict") for context in chosen]
        rate, cpu_ms = len(chosen) / (time.perf_counter() - begun), 1000 * (time.process_time() - cpu) / len(chosen)
        assert answers == given["answers"][: len(answers)], "the same table must say the same"
        print(rate, cpu_ms, flush=True)


if __name__ == "__main__":
    main()
